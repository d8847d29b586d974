package io.unifiedtls.autoconfigure.reference;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.reference.PropertyNode.Shape;

/** All properties below {@code tls}: the records that are bound, with what comments and metadata tell of them. */
final class PropertyTree {

    private static final Class<?> ROOT = type("TlsProperties");

    private static final Class<?> SERVER = type("TlsProperties$Server");

    /** What is the same for servers and clients has the same defaults and values, which are in the metadata once. */
    private static final Class<?> PEER = type("TlsProperties$Peer");

    private static final List<String> OTHER_SECTIONS =
            List.of("certificate-store", "handshake-journal", "health", "metrics", "reload", "sessions");

    private static final String LIST = "java.util.List<";

    private final ConfigurationMetadata metadata = new ConfigurationMetadata();

    private PropertyTree() {}

    /** Returns the section {@code tls}. */
    static PropertyNode read() {
        var tree = new PropertyTree();
        var properties = new ArrayList<>(tree.ofRecord(ROOT));
        OTHER_SECTIONS.forEach(section -> properties.add(tree.ofMetadata(section)));
        return section("tls", Shape.SECTION, ROOT, tree.metadata.descriptionOfGroup("tls"), properties);
    }

    private static Class<?> type(String name) {
        return ClassUtils.resolveClassName(TlsAutoConfiguration.class.getPackageName() + "." + name, null);
    }

    private static PropertyNode section(
            String name, Shape shape, Class<?> type, String description, List<PropertyNode> properties) {
        return section(name, shape, type, description, List.of(), properties);
    }

    private static PropertyNode section(
            String name,
            Shape shape,
            Class<?> type,
            String description,
            List<PropertyValue> names,
            List<PropertyNode> properties) {
        return new PropertyNode(name, shape, type, description, "", names, true, false, properties);
    }

    private List<PropertyNode> ofRecord(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> ofComponent(record, component))
                .sorted(Comparator.comparing(node -> !node.properties().isEmpty()))
                .toList();
    }

    private PropertyNode ofComponent(Class<?> record, RecordComponent component) {
        var name = DataObjectPropertyName.toDashedForm(component.getName());
        var description = SourceComments.of(record, component.getName());
        Type type = component.getGenericType();
        var shape = Shape.VALUE;
        if (type instanceof ParameterizedType container) {
            shape = (container.getRawType() == Map.class) ? Shape.ENTRIES : Shape.VALUES;
            type = container.getActualTypeArguments()[(shape == Shape.ENTRIES) ? 1 : 0];
        }
        var single = (Class<?>) type;
        if (single.isRecord()) {
            var of = Map.of(Shape.VALUE, Shape.SECTION, Shape.VALUES, Shape.SECTIONS, Shape.ENTRIES, Shape.ENTRIES);
            // only the entries of the root have names
            var names =
                    (shape == Shape.ENTRIES) ? this.metadata.values("tls." + name + ".keys") : List.<PropertyValue>of();
            return section(name, of.get(shape), single, description, names, ofRecord(single));
        }
        return ofValue(name, shape, single, description, component, described(record, component, name));
    }

    private PropertyNode ofValue(
            String name,
            Shape shape,
            Class<?> type,
            String description,
            RecordComponent component,
            Optional<String> described) {
        var annotation = component.getAnnotation(DefaultValue.class);
        var defaultValue = (annotation != null && annotation.value().length > 0)
                ? String.join(", ", annotation.value())
                : described.map(this.metadata::defaultValue).orElse("");
        var values = described.map(this.metadata::values).orElse(List.of());
        return new PropertyNode(
                name,
                shape,
                type,
                description,
                defaultValue,
                (values.isEmpty() && type.isEnum()) ? ofEnumeration(type) : values,
                described.map(this.metadata::allowsOthers).orElse(false),
                description.startsWith("Location")
                        || described.map(this.metadata::isLocation).orElse(false),
                List.of());
    }

    /** Returns the name of the property in the metadata whose default and values are those of a component. */
    private Optional<String> described(Class<?> record, RecordComponent component, String name) {
        return this.metadata
                .name(record, name)
                .or(() -> ClassUtils.hasMethod(PEER, component.getName()) && PEER.isAssignableFrom(record)
                        ? this.metadata.name(SERVER, name)
                        : Optional.empty());
    }

    private PropertyNode ofMetadata(String section) {
        var prefix = "tls." + section;
        var properties = this.metadata.below(prefix).stream()
                .map(name -> ofMetadata(prefix, name))
                .toList();
        return section(section, Shape.SECTION, Object.class, this.metadata.descriptionOfGroup(prefix), properties);
    }

    private PropertyNode ofMetadata(String prefix, String name) {
        var written = this.metadata.type(name);
        var isList = written.startsWith(LIST);
        var type = ClassUtils.resolveClassName(
                isList ? written.substring(LIST.length(), written.length() - 1) : written, null);
        var values = this.metadata.values(name);
        return new PropertyNode(
                name.substring(prefix.length() + 1),
                isList ? Shape.VALUES : Shape.VALUE,
                type,
                this.metadata.description(name),
                this.metadata.defaultValue(name),
                (values.isEmpty() && type.isEnum()) ? ofEnumeration(type) : values,
                this.metadata.allowsOthers(name),
                false,
                List.of());
    }

    private static List<PropertyValue> ofEnumeration(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .map(name -> new PropertyValue(
                        name.toLowerCase(Locale.ROOT).replace('_', '-'), SourceComments.of(type, name)))
                .toList();
    }
}
