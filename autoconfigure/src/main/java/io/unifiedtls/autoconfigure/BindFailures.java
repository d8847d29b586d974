package io.unifiedtls.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.BindException;

import io.unifiedtls.TlsVersion;

/** Says what is wrong with a value that has the wrong type. */
final class BindFailures {

    // what Spring Boot and Tomcat call them
    private static final Map<String, String> OTHER_NAMES = Map.of("need", "required", "want", "optional");

    private BindFailures() {}

    static TlsConfigurationException explain(BindException exception) {
        var property = exception.getName().toString();
        var found = exception.getProperty();
        var value = (found == null) ? "" : String.valueOf(found.getValue());
        var type = exception.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return ofEnum(property, value, type, exception);
        }
        if (type == Duration.class) {
            return new TlsConfigurationException(
                    property,
                    "'%s' is no duration".formatted(value),
                    "Write a number with a unit (ms, s, m, h):",
                    Snippet.of(property, "10s"),
                    exception);
        }
        if (type == Boolean.class || type == boolean.class) {
            return new TlsConfigurationException(
                    property,
                    "'%s' is neither true nor false".formatted(value),
                    "Write one of the two:",
                    Snippet.of(property, "true"),
                    exception);
        }
        return new TlsConfigurationException(
                property,
                "the value cannot be read as %s".formatted(type.getSimpleName()),
                "Change %s.".formatted(property),
                "",
                exception);
    }

    private static TlsConfigurationException ofEnum(
            String property, String value, Class<?> type, BindException exception) {
        var allowed = Arrays.stream(type.getEnumConstants())
                .map(BindFailures::written)
                .toList();
        var meant = OTHER_NAMES.getOrDefault(value.toLowerCase(Locale.ROOT), value);
        var nearest = Suggestions.nearest(meant, allowed).orElse(allowed.get(allowed.size() - 1));
        if (type == TlsVersion.class) {
            nearest = isForbidden(value) ? "TLSv1.2" : "TLSv1.3";
        }
        var forbidden = type == TlsVersion.class && isForbidden(value);
        return new TlsConfigurationException(
                property,
                forbidden
                        ? "'%s' is insecure: RFC 8996 forbids every version before TLS 1.2".formatted(value)
                        : "'%s' is not one of: %s"
                                .formatted(value, allowed.stream().collect(Collectors.joining(", "))),
                "Write a value that is allowed:",
                Snippet.of(property, nearest),
                exception);
    }

    private static boolean isForbidden(String version) {
        return version.toUpperCase(Locale.ROOT).matches("(SSL.*)|(TLSV?)?1([._][01])?");
    }

    private static String written(Object constant) {
        if (constant == TlsVersion.TLSv1_2 || constant == TlsVersion.TLSv1_3) {
            return ((TlsVersion) constant).protocol();
        }
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
