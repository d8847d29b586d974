package io.unifiedtls;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * Anything that goes wrong in TLS: catching this catches the TLS errors of every implementation (PEP 748, "Errors").
 *
 * <p>An {@link SSLException}, so that existing handlers keep working.
 */
public class TlsException extends SSLException {

    /** Creates an exception with a message for a person and, if there is one, the error behind it. */
    public TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
