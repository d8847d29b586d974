package io.unifiedtls;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The configuration cannot be used: a file is missing or has the wrong content, values contradict each other, or the
 * implementation does not support a feature (PEP 748, "Errors").
 *
 * <p>The message names the file, the problem and the fix. It never contains a secret.
 */
public final class ConfigurationException extends TlsException {

    private final transient @Nullable Object setting;

    /** Creates an exception for the configuration as a whole. */
    public ConfigurationException(String message) {
        this(message, null, null);
    }

    /** Creates an exception for the configuration as a whole, with its cause. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    private ConfigurationException(String message, @Nullable Object setting, @Nullable Throwable cause) {
        super(message, cause);
        this.setting = setting;
    }

    /** Returns the invalid setting, such as a {@link TlsPrivateKey}, if the error is caused by a single one. */
    public Optional<Object> setting() {
        return Optional.ofNullable(this.setting);
    }

    /** Returns this exception with the setting that caused it, or this exception itself if it already has one. */
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
