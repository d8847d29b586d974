package io.unifiedtls.internal.record;

/** A handshake message: type and length, then the body (RFC 8446, section 4). */
final class HandshakeMessage {

    /** The length of the type and of the length. */
    static final int HEADER_LENGTH = 4;

    static final int CLIENT_HELLO = 1;

    static final int SERVER_HELLO = 2;

    private HandshakeMessage() {}
}
