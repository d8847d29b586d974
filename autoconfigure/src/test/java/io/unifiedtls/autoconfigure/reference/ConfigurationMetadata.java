package io.unifiedtls.autoconfigure.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration metadata that an IDE reads: what was generated, merged with what is additional. */
final class ConfigurationMetadata {

    /** By name. */
    private final Map<String, JsonNode> properties = new TreeMap<>();

    /** By class and last part of the name: {@code TlsProperties$Server#ciphers}. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, JsonNode> hints = new HashMap<>();

    private final Map<String, String> groups = new HashMap<>();

    ConfigurationMetadata() {
        var metadata = read();
        metadata.get("properties").forEach(property -> {
            var name = property.get("name").asString();
            this.properties.put(name, property);
            this.names.put(key(property.path("sourceType").asString(""), name), name);
        });
        metadata.get("hints").forEach(hint -> this.hints.put(hint.get("name").asString(), hint));
        metadata.get("groups")
                .forEach(group -> this.groups.put(
                        group.get("name").asString(), group.path("description").asString("")));
    }

    private static JsonNode read() {
        try (var file =
                ConfigurationMetadata.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String key(String type, String name) {
        return type + "#" + name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns the names of the properties directly below a prefix. */
    List<String> below(String prefix) {
        return this.properties.keySet().stream()
                .filter(name -> name.startsWith(prefix + ".") && name.lastIndexOf('.') == prefix.length())
                .toList();
    }

    /** Returns the name of a property of this class, wherever it is. */
    Optional<String> name(Class<?> type, String dashed) {
        return Optional.ofNullable(this.names.get(type.getName() + "#" + dashed));
    }

    String description(String name) {
        return this.properties.get(name).path("description").asString("");
    }

    String descriptionOfGroup(String name) {
        return this.groups.getOrDefault(name, "");
    }

    String type(String name) {
        return this.properties.get(name).get("type").asString();
    }

    /** Returns the default; empty if there is none. */
    String defaultValue(String name) {
        return this.properties.get(name).path("defaultValue").asString("");
    }

    /** Returns the values that a hint has, with their descriptions, in order. */
    List<PropertyValue> values(String name) {
        var values = this.hints.containsKey(name) ? this.hints.get(name).path("values") : null;
        return (values == null)
                ? List.of()
                : values.valueStream()
                        .map(value -> new PropertyValue(
                                value.get("value").asString(),
                                value.path("description").asString("")))
                        .toList();
    }

    /** Returns whether values other than those of the hint are allowed. */
    boolean allowsOthers(String name) {
        return providers(name).contains("any");
    }

    boolean isLocation(String name) {
        return providers(name).contains("handle-as");
    }

    private List<String> providers(String name) {
        return this.hints.containsKey(name)
                ? this.hints
                        .get(name)
                        .path("providers")
                        .valueStream()
                        .map(provider -> provider.get("name").asString())
                        .toList()
                : List.of();
    }
}
