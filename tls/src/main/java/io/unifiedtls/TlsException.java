package io.unifiedtls;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The root of all TLS exceptions, of every implementation (PEP 748, "Errors").
 *
 * <p>Extends {@link SSLException}, so that existing handlers keep working.
 */
public class TlsException extends SSLException {

    private final HandshakeFailure failure;

    /** Creates an exception whose reason is {@link HandshakeFailure#OTHER}, with a message and an optional cause. */
    public TlsException(String message, @Nullable Throwable cause) {
        this(HandshakeFailure.OTHER, message, cause);
    }

    /** Creates an exception with its reason, a message and an optional cause. */
    public TlsException(HandshakeFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /**
     * Returns the reason, the same for every implementation: the one that the meter {@code tls.handshakes} has as a tag
     * and {@link HandshakeListener}s receive if the handshake fails, also for an error after it.
     *
     * <p>{@link HandshakeFailure#OTHER} if there is none: a signal to wait such as {@link WantReadException}, or an
     * error of the configuration.
     */
    public HandshakeFailure failure() {
        return this.failure;
    }
}
