package io.unifiedtls.autoconfigure;

import java.util.regex.Pattern;

/** Finds placeholders that nothing has replaced: Spring Boot leaves those without a value as they are. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)}");

    private Placeholders() {}

    static void checkResolved(String value, String property) {
        var placeholder = PLACEHOLDER.matcher(value);
        // Part of a password may look like a placeholder by chance.
        if (placeholder.matches()) {
            throw new TlsConfigurationException(
                    property,
                    "the placeholder %s has no value".formatted(value),
                    "Set the environment variable or property %s.".formatted(placeholder.group(1)),
                    "");
        }
    }
}
