package io.unifiedtls;

import java.util.Locale;

/** Why a handshake failed. */
public enum HandshakeFailure {
    /** The peer's certificate has expired, or is not valid yet. */
    CERTIFICATE_EXPIRED,

    /** The peer's certificate leads to no trusted authority. */
    CERTIFICATE_UNKNOWN_CA,

    /** The peer's certificate is on a revocation list. */
    CERTIFICATE_REVOKED,

    /** The server's certificate is for other host names. */
    CERTIFICATE_HOSTNAME,

    /** The client sent no certificate, and the server requires one. */
    CERTIFICATE_REQUIRED,

    /** The peer's certificate was refused for another reason. */
    CERTIFICATE_OTHER,

    /** The two sides have no cipher suite, or nothing else that suits the server's certificates, in common. */
    NO_SHARED_CIPHER,

    /** The two sides have no protocol version in common. */
    PROTOCOL_VERSION,

    /** The client named a server that is unknown, or none, and the configuration rejects it. */
    UNRECOGNIZED_NAME,

    /** The two sides have no application protocol in common, and one of them insists. */
    NO_APPLICATION_PROTOCOL,

    /** The peer sent a fatal alert. */
    PEER_ALERT,

    /** A message of the peer cannot be decoded, or is too large. */
    MALFORMED,

    /** The peer broke the protocol: a message out of place, a bad MAC or a bad signature, for example. */
    PROTOCOL_ERROR,

    /** The peer does not speak TLS. */
    NOT_TLS,

    /** The handshake took too long. */
    TIMEOUT,

    /** The connection ended before the handshake did. */
    CLOSED,

    /** Anything else. */
    OTHER;

    /** Returns the name in lower case, as in the tag {@code reason} of the meter {@code tls.handshakes}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
