package io.unifiedtls;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The root of all TLS exceptions, of every implementation (PEP 748, "Errors").
 *
 * <p>Extends {@link SSLException}, so that existing handlers keep working.
 */
public class TlsException extends SSLException {

    /** Creates an exception with a message and an optional cause. */
    public TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
