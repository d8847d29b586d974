package io.unifiedtls;

/**
 * The connection ended without the peer's {@code close_notify}, so the data may have been cut short (RFC 8446, section
 * 6.1; PEP 748, "Errors").
 *
 * <p>An application protocol that marks its own end, as HTTP/1.1 and HTTP/2 do, may ignore this.
 */
public final class RaggedEofException extends TlsException {

    /** Creates an exception that says when the connection ended. */
    public RaggedEofException(String message) {
        super(message, null);
    }
}
