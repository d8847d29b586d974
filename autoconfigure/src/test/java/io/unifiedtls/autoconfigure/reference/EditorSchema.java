package io.unifiedtls.autoconfigure.reference;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON schema of {@code application.yml} for editors: all of {@code tls}, and nothing of what else is there. */
final class EditorSchema {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    // editors for YAML support it best
    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    private static final String ID =
            "https://raw.githubusercontent.com/unifiedtls/unified-tls/main/docs/reference/unified-tls.schema.json";

    // as Spring Boot's DurationStyle: 10s, 500 (milliseconds), PT10S
    private static final String DURATION = "^[+-]?(\\d+(ns|us|ms|s|m|h|d)?|[pP].+)$";

    private static final String PLACEHOLDER = "\\$\\{.+}";

    /** The schema of each record, once. */
    private final ObjectNode definitions = JSON.createObjectNode();

    private EditorSchema() {}

    static String of(PropertyNode root) {
        var schema = new EditorSchema();
        var tls = schema.section(root);
        var text = JSON.createObjectNode()
                .put("$schema", DRAFT)
                .put("$id", ID)
                .put("title", "Unified TLS in application.yml")
                .put("type", "object");
        text.putObject("properties").set("tls", tls);
        text.set("definitions", schema.definitions);
        return JSON.writeValueAsString(text) + "\n";
    }

    private ObjectNode section(PropertyNode section) {
        var schema = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        if (!section.description().isEmpty()) {
            schema.put("description", section.description());
        }
        var properties = schema.putObject("properties");
        section.properties().forEach(property -> properties.set(property.name(), property(property)));
        return schema;
    }

    private ObjectNode property(PropertyNode property) {
        return switch (property.shape()) {
            case VALUE -> value(property);
            case VALUES -> values(property);
            case SECTION -> section(property, property.description());
            case SECTIONS -> described(property).put("type", "array").set("items", reference(property));
            case ENTRIES -> entries(property);
        };
    }

    /** Returns a reference to the schema of a record; other sections are used once. */
    private ObjectNode section(PropertyNode section, String description) {
        return section.isSharedSection() ? reference(section).put("description", description) : section(section);
    }

    private ObjectNode reference(PropertyNode section) {
        var name = section.type().getSimpleName();
        if (!this.definitions.has(name)) {
            this.definitions.putObject(name);
            var definition = section(section);
            definition.remove("description");
            this.definitions.set(name, definition);
        }
        return JSON.createObjectNode().put("$ref", "#/definitions/" + name);
    }

    private ObjectNode entries(PropertyNode entries) {
        var schema = described(entries).put("type", "object");
        var known = schema.putObject("properties");
        entries.values().forEach(entry -> known.set(entry.value(), section(entries, entry.description())));
        schema.set("additionalProperties", reference(entries));
        return schema;
    }

    private static ObjectNode value(PropertyNode property) {
        var schema = described(property);
        putDefault(schema, property);
        var alternatives = schema.putArray("anyOf");
        addSingle(alternatives, property);
        alternatives.addObject().put("type", "string").put("pattern", PLACEHOLDER);
        return schema;
    }

    private static ObjectNode values(PropertyNode property) {
        var schema = described(property);
        var alternatives = schema.putArray("anyOf");
        var items = JSON.createObjectNode();
        var item = items.putArray("anyOf");
        addSingle(item, property);
        item.addObject().put("type", "string").put("pattern", PLACEHOLDER);
        alternatives.addObject().put("type", "array").set("items", items);
        addSingle(alternatives, property);
        alternatives.addObject().put("type", "string").put("pattern", PLACEHOLDER);
        if (!isOpen(property)) {
            var one = property.values().stream()
                    .map(value -> Pattern.quote(value.value()).replaceAll("\\\\[QE]", ""))
                    .collect(Collectors.joining("|", "(", ")"));
            alternatives.addObject().put("type", "string").put("pattern", "^%s( *, *%s)*$".formatted(one, one));
        }
        return schema;
    }

    private static ObjectNode described(PropertyNode property) {
        return JSON.createObjectNode().put("description", property.description());
    }

    private static void putDefault(ObjectNode schema, PropertyNode property) {
        var value = property.defaultValue();
        if (value.isEmpty()) {
            return;
        }
        if (isBoolean(property.type())) {
            schema.put("default", Boolean.parseBoolean(value));
        } else if (property.type() == Integer.class) {
            schema.put("default", Integer.parseInt(value));
        } else {
            schema.put("default", value);
        }
    }

    private static void addSingle(ArrayNode alternatives, PropertyNode property) {
        var type = property.type();
        if (isBoolean(type)) {
            alternatives.addObject().put("type", "boolean");
        } else if (type == Integer.class) {
            alternatives.addObject().put("type", "integer");
        } else if (type == Duration.class) {
            alternatives.addObject().put("type", "integer");
            alternatives.addObject().put("type", "string").put("pattern", DURATION);
        } else {
            addKnown(alternatives, property.values());
            if (isOpen(property)) {
                alternatives.addObject().put("type", "string");
            }
        }
    }

    private static void addKnown(ArrayNode alternatives, List<PropertyValue> values) {
        for (var value : values) {
            var known = alternatives.addObject().put("const", value.value());
            if (!value.description().isEmpty()) {
                known.put("description", value.description());
            }
        }
    }

    private static boolean isBoolean(Class<?> type) {
        return type == boolean.class || type == Boolean.class;
    }

    private static boolean isOpen(PropertyNode property) {
        return property.values().isEmpty() || property.allowsOthers();
    }
}
