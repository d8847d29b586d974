package io.unifiedtls.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.BindException;

import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.text.SecretText;

/**
 * Says what is wrong with a value that has the wrong type, without the cause: Spring shows the value, which may be a
 * key.
 */
final class BindFailures {

    private BindFailures() {}

    static TlsConfigurationException explain(BindException exception) {
        var property = exception.getName().toString();
        var found = exception.getProperty();
        var value = (found == null) ? "" : String.valueOf(found.getValue());
        var type = exception.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return ofEnum(property, value, type);
        }
        if (type == Duration.class) {
            return new TlsConfigurationException(
                    property,
                    "'%s' is not a valid duration".formatted(SecretText.shown(value)),
                    "Use a number with a unit (ms, s, m, h):",
                    Snippet.of(property, "10s"));
        }
        if (type == Boolean.class || type == boolean.class) {
            return new TlsConfigurationException(
                    property,
                    "'%s' is neither true nor false".formatted(SecretText.shown(value)),
                    "Write one of the two:",
                    Snippet.of(property, "true"));
        }
        return new TlsConfigurationException(
                property,
                "the value cannot be read as %s".formatted(type.getSimpleName()),
                "Change %s.".formatted(property),
                "");
    }

    private static TlsConfigurationException ofEnum(String property, String value, Class<?> type) {
        var allowed = Arrays.stream(type.getEnumConstants())
                .map(BindFailures::written)
                .toList();
        var meant = OtherNames.ofValue(value);
        var nearest = Suggestions.nearest(meant, allowed).orElse(allowed.get(allowed.size() - 1));
        if (type == TlsVersion.class) {
            nearest = isForbidden(value) ? "TLSv1.2" : "TLSv1.3";
        }
        var forbidden = type == TlsVersion.class && isForbidden(value);
        return new TlsConfigurationException(
                property,
                forbidden
                        ? "'%s' is insecure: RFC 8996 forbids every version before TLS 1.2"
                                .formatted(SecretText.shown(value))
                        : "'%s' is not one of: %s"
                                .formatted(
                                        SecretText.shown(value),
                                        allowed.stream().collect(Collectors.joining(", "))),
                "Write a value that is allowed:",
                Snippet.of(property, nearest));
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
