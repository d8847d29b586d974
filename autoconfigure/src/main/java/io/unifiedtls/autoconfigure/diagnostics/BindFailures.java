package io.unifiedtls.autoconfigure.diagnostics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.text.SecretText;

/**
 * Describes what is wrong with a value of the wrong type, without the cause: Spring shows the value, which may be a
 * key.
 */
public final class BindFailures {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyNames.PREFIX);

    private BindFailures() {}

    /** Returns the cause of a failure that is an invalid property below {@code tls}, if there is one. */
    public static Optional<TlsConfigurationException> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsConfigurationException exception) {
                return Optional.of(exception);
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException exception && PREFIX.isAncestorOf(exception.getName())) {
                return Optional.of(explain(exception));
            }
        }
        return Optional.empty();
    }

    public static TlsConfigurationException explain(BindException exception) {
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
                    "Use a number with a unit (ms, s, m, h, d):",
                    Snippet.of(property, "10s"));
        }
        if (type == Boolean.class || type == boolean.class) {
            return new TlsConfigurationException(
                    property,
                    "'%s' is neither true nor false".formatted(SecretText.shown(value)),
                    "Use one of the two:",
                    Snippet.of(property, "true"));
        }
        var element = exception.getTarget().getType().asCollection().resolveGeneric(0);
        if (element != null && element.isEnum()) {
            var allowed = allowed(element);
            return new TlsConfigurationException(
                    property,
                    "'%s' is not a list of: %s".formatted(SecretText.shown(value), String.join(", ", allowed)),
                    "List the values that you need, or remove it:",
                    Snippet.of(property, "[%s]".formatted(allowed.get(allowed.size() - 1))));
        }
        if (exception.getCause() instanceof UnboundConfigurationPropertiesException) {
            return new TlsConfigurationException(
                    property,
                    "an element of the list is set, but not all elements before it",
                    "Set the whole list in one file: a file that overrides another replaces the whole list.",
                    "");
        }
        return new TlsConfigurationException(
                property,
                "the value cannot be read as %s".formatted(type.getSimpleName()),
                "Change %s.".formatted(property),
                "");
    }

    private static TlsConfigurationException ofEnum(String property, String value, Class<?> type) {
        var allowed = allowed(type);
        var meant = ForeignPropertyNames.ofValue(value);
        var nearest = Suggestions.nearest(meant, allowed).orElse(allowed.get(allowed.size() - 1));
        if (type == TlsVersion.class) {
            nearest = isForbidden(value) || value.matches("\\D*1\\D?2\\D*") ? "TLSv1.2" : "TLSv1.3";
        }
        var forbidden = type == TlsVersion.class && isForbidden(value);
        return new TlsConfigurationException(
                property,
                forbidden
                        ? "'%s' is insecure: RFC 8996 forbids every version before TLS 1.2"
                                .formatted(SecretText.shown(value))
                        : "'%s' is not one of: %s".formatted(SecretText.shown(value), String.join(", ", allowed)),
                "Use an allowed value:",
                Snippet.of(property, nearest));
    }

    private static boolean isForbidden(String version) {
        return version.toUpperCase(Locale.ROOT).matches("(SSL.*)|(TLSV?)?1([._][01])?");
    }

    /** Returns the values that the documentation has. */
    private static List<String> allowed(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant ->
                        constant != TlsVersion.MINIMUM_SUPPORTED && constant != TlsVersion.MAXIMUM_SUPPORTED)
                .map(BindFailures::written)
                .toList();
    }

    private static String written(Object constant) {
        if (constant instanceof TlsVersion version) {
            return version.protocol();
        }
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
