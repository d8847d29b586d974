package io.unifiedtls.autoconfigure;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** A mistake in the properties below {@code tls}, with the property it is in. Never holds a secret. */
public final class TlsConfigurationException extends RuntimeException {

    private static final String UNKNOWN = "for an unknown reason";

    private final String property;

    private final String problem;

    private final String action;

    TlsConfigurationException(String property, @Nullable String problem, String action, String snippet) {
        this(property, problem, action, snippet, null);
    }

    TlsConfigurationException(
            String property, @Nullable String problem, String action, String snippet, @Nullable Throwable cause) {
        super("%s: %s".formatted(property, Objects.requireNonNullElse(problem, UNKNOWN)), cause);
        this.property = property;
        this.problem = Objects.requireNonNullElse(problem, UNKNOWN);
        this.action = snippet.isEmpty()
                ? action
                : action + "\n\n" + snippet.stripTrailing().indent(4).stripTrailing();
    }

    /** Returns the name of the property, such as {@code tls.servers.web.certificate-chains[0].private-key}. */
    public String property() {
        return this.property;
    }

    String problem() {
        return this.problem;
    }

    String action() {
        return this.action;
    }
}
