package io.unifiedtls;

/**
 * The connection ended without the peer's {@code close_notify}, so the data may have been truncated (RFC 8446, section
 * 6.1; PEP 748, "Errors").
 *
 * <p>Application protocols that mark the end of a message themselves, such as HTTP/1.1 and HTTP/2, may ignore it.
 */
public final class RaggedEofException extends TlsException {

    /** Creates an exception; the message describes when the connection ended. */
    public RaggedEofException(String message) {
        super(HandshakeFailure.CLOSED, message, null);
    }
}
