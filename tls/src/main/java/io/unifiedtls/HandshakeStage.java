package io.unifiedtls;

/** How far a handshake got. */
public enum HandshakeStage {
    /** The client has begun to send; its ClientHello is not complete, or is not one. */
    STARTED,

    /** The client has sent its ClientHello. */
    CLIENT_HELLO,

    /** The server has answered the ClientHello. */
    SERVER_HELLO,

    /** The peer's certificate has been received, and verified or refused. */
    PEER_CERTIFICATE,

    /** The handshake is complete. */
    COMPLETE
}
