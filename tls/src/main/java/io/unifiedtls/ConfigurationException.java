package io.unifiedtls;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be used: a file that is missing or holds something else, values that contradict each
 * other, or a feature that the implementation does not have (PEP 748, "Errors").
 *
 * <p>The message names the file, what was found and what to do. It never holds a secret.
 */
public final class ConfigurationException extends TlsException {

    private final transient @Nullable Object setting;

    /** Creates an exception that concerns the configuration as a whole. */
    public ConfigurationException(String message) {
        this(message, null, null);
    }

    /** Creates an exception that concerns the configuration as a whole, with the error behind it. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    private ConfigurationException(String message, @Nullable Object setting, @Nullable Throwable cause) {
        super(message, cause);
        this.setting = setting;
    }

    /** Returns the value that cannot be used, such as a {@link TlsPrivateKey}, if the error concerns a single one. */
    public Optional<Object> setting() {
        return Optional.ofNullable(this.setting);
    }

    /** Returns the same error with the value it concerns; one that names its value already is returned as it is. */
    public ConfigurationException concerning(Object setting) {
        if (this.setting != null) {
            return this;
        }
        var exception = new ConfigurationException(message(), setting, getCause());
        exception.setStackTrace(getStackTrace());
        return exception;
    }

    private String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
