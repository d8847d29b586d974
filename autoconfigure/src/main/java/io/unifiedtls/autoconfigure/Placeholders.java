package io.unifiedtls.autoconfigure;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Finds placeholders that nothing has replaced: Spring Boot leaves those without a value as they are. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)}");

    private Placeholders() {}

    /** Refuses a password that is a placeholder; part of one may look like it by chance. */
    static void checkPassword(String value, String property) {
        var placeholder = PLACEHOLDER.matcher(value);
        if (placeholder.matches()) {
            throw unresolved(placeholder.toMatchResult(), property);
        }
    }

    /** Refuses any other value with a placeholder in it. */
    static void checkResolved(String value, String property) {
        var placeholder = PLACEHOLDER.matcher(value);
        if (placeholder.find()) {
            throw unresolved(placeholder.toMatchResult(), property);
        }
        if (value.contains("${") && !value.contains("}")) {
            throw new TlsConfigurationException(
                    property, "a placeholder has no closing brace", "Write it as ${NAME}, or ${NAME:default}.", "");
        }
    }

    private static TlsConfigurationException unresolved(MatchResult placeholder, String property) {
        var name = SecretText.shown(placeholder.group(1));
        return new TlsConfigurationException(
                property,
                "the placeholder ${%s} has no value".formatted(name),
                "Set the environment variable or property %s.".formatted(name),
                "");
    }
}
