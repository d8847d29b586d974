package io.unifiedtls.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

import io.unifiedtls.autoconfigure.diagnostics.ForeignPropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.Suggestions;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** The keys below {@code tls}, as the records of {@link TlsProperties} have them. */
final class PropertyValidator {

    // bound by the part of the auto-configuration that they are for
    private static final Map<String, List<String>> ELSEWHERE = Map.of(
            "certificate-store",
                    List.of("encryption-key", "initialize-schema", "notifications", "poll", "time-to-live", "type"),
            "handshake-journal", List.of("failures", "remote-address", "successes"),
            "health", List.of("expiry-warning"),
            "metrics", List.of("client-keys", "server-name-tag"),
            "reload", List.of("enabled", "poll-interval", "quiet-period"),
            "sessions",
                    List.of(
                            "encryption-key",
                            "initialize-schema",
                            "lifetime",
                            "location",
                            "poll",
                            "rotation",
                            "shared"));

    // tls.servers.web.KEY
    private static final int ENTRY = 3;

    private PropertyValidator() {}

    /** Returns what is wrong with the name of a property that has a value. */
    static Optional<TlsConfigurationException> check(ConfigurationPropertyName name, Object value) {
        return below(TlsProperties.class, name, 1, value);
    }

    /** Returns the type of a single value; empty for an unknown property, a section, or an element of a list. */
    static Optional<Class<?>> type(ConfigurationPropertyName name) {
        Type type = TlsProperties.class;
        for (var depth = 1; depth < name.getNumberOfElements(); depth++) {
            if (type instanceof ParameterizedType container) {
                var arguments = container.getActualTypeArguments();
                type = arguments[arguments.length - 1];
            } else {
                var key = name.getElement(depth, Form.UNIFORM);
                var component = isRecord(type)
                        ? Arrays.stream(((Class<?>) type).getRecordComponents())
                                .filter(candidate -> uniform(dashed(candidate)).equals(key))
                                .findFirst()
                        : Optional.<RecordComponent>empty();
                if (component.isEmpty()) {
                    return Optional.empty();
                }
                type = component.get().getGenericType();
            }
        }
        return (type instanceof Class<?> single && !single.isRecord() && !name.isLastElementIndexed())
                ? Optional.of(single)
                : Optional.empty();
    }

    private static Optional<TlsConfigurationException> below(
            Type type, ConfigurationPropertyName name, int depth, Object value) {
        var ends = depth == name.getNumberOfElements();
        if (type instanceof ParameterizedType container) {
            var isMap = container.getRawType() == Map.class;
            var element = container.getActualTypeArguments()[isMap ? 1 : 0];
            if (ends) {
                return (isMap || isRecord(element) && !value.toString().isEmpty())
                        ? Optional.of(notAValue(name, value, isMap ? type : element))
                        : Optional.empty();
            }
            return (isMap || name.isNumericIndex(depth))
                    ? below(element, name, depth + 1, value)
                    : Optional.of(notAList(name.chop(depth)));
        }
        if (!ends && name.isNumericIndex(depth)) {
            return Optional.of(onlyOne(name.chop(depth)));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return ends ? Optional.of(notAValue(name, value, type)) : component(record, name, depth, value);
        }
        return ends ? Optional.empty() : Optional.of(notASection(name, depth));
    }

    private static Optional<TlsConfigurationException> component(
            Class<?> record, ConfigurationPropertyName name, int depth, Object value) {
        var key = name.getElement(depth, Form.UNIFORM);
        for (var component : record.getRecordComponents()) {
            if (uniform(dashed(component)).equals(key)) {
                return below(component.getGenericType(), name, depth + 1, value);
            }
        }
        if (depth == 1) {
            var section = section(key);
            if (section.isPresent()) {
                return (depth + 1 == name.getNumberOfElements())
                        ? Optional.of(notAValue(name, value, Map.class))
                        : elsewhere(section.get().getValue(), name, depth + 1);
            }
        }
        var elsewhere = ForeignPropertyNames.explain(name, depth, value);
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        return Optional.of(unknown(name, depth, keys(record, depth)));
    }

    /** Returns a section with its keys by its name in lower case and without dashes. */
    static Optional<Map.Entry<String, List<String>>> section(String uniform) {
        return ELSEWHERE.entrySet().stream()
                .filter(section -> uniform(section.getKey()).equals(uniform))
                .findFirst();
    }

    private static Optional<TlsConfigurationException> elsewhere(
            List<String> keys, ConfigurationPropertyName name, int depth) {
        var key = name.getElement(depth, Form.UNIFORM);
        if (keys.stream().noneMatch(known -> uniform(known).equals(key))) {
            return Optional.of(unknown(name, depth, keys.stream().sorted().toList()));
        }
        return (depth + 1 == name.getNumberOfElements()) ? Optional.empty() : Optional.of(notASection(name, depth + 1));
    }

    private static TlsConfigurationException unknown(ConfigurationPropertyName name, int depth, List<String> keys) {
        var written = name.getElement(depth, Form.ORIGINAL);
        var parent = name.chop(depth).toString();
        var nearest = Suggestions.nearest(written, keys).map(key -> parent + "." + key);
        // a key of a server or client is more likely than a section with a similar name
        var misplaced = (nearest.isEmpty() || depth == 1)
                ? MisplacedProperties.misplaced(name, depth)
                : Optional.<TlsConfigurationException>empty();
        if (misplaced.isPresent()) {
            return misplaced.get();
        }
        var suggestion = nearest.or(() -> (depth == ENTRY) ? oneLevelDeeper(parent, written) : Optional.empty());
        return new TlsConfigurationException(
                name.chop(depth + 1).toString(),
                "no such property",
                suggestion
                        .map("Use %s instead."::formatted)
                        .orElseGet(() ->
                                "Remove it; the properties of %s are: %s".formatted(parent, String.join(", ", keys))),
                "");
    }

    /** Properties of a chain are often written beside the chains. */
    private static Optional<String> oneLevelDeeper(String parent, String written) {
        var chain = keys(TlsProperties.Chain.class, 0);
        var list = parent.startsWith(PropertyNames.SERVERS) ? ".certificate-chains[0]." : ".certificate-chain.";
        return Suggestions.nearest(written, chain).map(key -> parent + list + key);
    }

    private static TlsConfigurationException notAValue(ConfigurationPropertyName name, Object value, Type type) {
        var text = value.toString();
        var snippet = text.isEmpty() ? "" : SectionSnippets.of(name.toString(), text, type);
        var keys = isRecord(type)
                ? "; its properties are: %s".formatted(String.join(", ", keys((Class<?>) type, 0)))
                : snippet.isEmpty() ? "." : "";
        return new TlsConfigurationException(
                name.toString(),
                text.isEmpty() ? "nothing is set below it" : "a value is set where properties belong",
                "Set properties below it, or remove it%s%s".formatted(keys, snippet.isEmpty() ? "" : ". For example:"),
                snippet);
    }

    private static TlsConfigurationException notAList(ConfigurationPropertyName name) {
        return new TlsConfigurationException(
                name.toString(),
                "the value is not a list",
                "Start each element with a dash:",
                Snippet.example(name + "[0]"));
    }

    private static TlsConfigurationException onlyOne(ConfigurationPropertyName name) {
        return new TlsConfigurationException(
                name.toString(),
                "a list is set where a single value belongs",
                "Remove the dash, and keep a single value.",
                "");
    }

    private static TlsConfigurationException notASection(ConfigurationPropertyName name, int depth) {
        return new TlsConfigurationException(
                name.toString(),
                "no such property: %s is a single value".formatted(name.chop(depth)),
                "Set %s itself.".formatted(name.chop(depth)),
                "");
    }

    /** Returns whether an entry of this kind has a key. */
    static boolean has(Class<?> entry, String uniformKey) {
        return keys(entry, 0).stream().anyMatch(key -> uniform(key).equals(uniformKey));
    }

    /** Returns the names of all properties below a record, with {@code #} for the index of a list. */
    static List<String> paths(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> paths(component.getGenericType(), dashed(component)))
                .toList();
    }

    private static Stream<String> paths(Type type, String path) {
        if (type instanceof ParameterizedType list) {
            var element = list.getActualTypeArguments()[0];
            var elements = paths(element, path + ".#");
            // a, b
            return isRecord(element) ? elements : Stream.concat(Stream.of(path), elements);
        }
        return isRecord(type) ? paths((Class<?>) type).stream().map(below -> path + "." + below) : Stream.of(path);
    }

    private static List<String> keys(Class<?> record, int depth) {
        var keys = new TreeMap<String, Boolean>();
        Arrays.stream(record.getRecordComponents()).forEach(component -> keys.put(dashed(component), true));
        if (depth == 1) {
            ELSEWHERE.keySet().forEach(key -> keys.put(key, true));
        }
        return List.copyOf(keys.keySet());
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> known && known.isRecord();
    }

    private static String dashed(RecordComponent component) {
        return DataObjectPropertyName.toDashedForm(component.getName());
    }

    static String uniform(String dashed) {
        return dashed.replace("-", "");
    }
}
