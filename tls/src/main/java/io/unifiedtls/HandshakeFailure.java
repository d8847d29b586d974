package io.unifiedtls;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

import javax.net.ssl.SSLException;

import io.unifiedtls.internal.engine.EngineErrors;

/** The reason for a failed handshake. */
public enum HandshakeFailure {
    /** The peer's certificate has expired. */
    CERTIFICATE_EXPIRED,

    /** The peer's certificate is not valid yet. */
    CERTIFICATE_NOT_YET_VALID,

    /** The peer's certificate was not issued by a trusted CA. */
    CERTIFICATE_UNKNOWN_CA,

    /** The peer's certificate has been revoked. */
    CERTIFICATE_REVOKED,

    /** The server's certificate does not match the host name. */
    CERTIFICATE_HOSTNAME,

    /** The client did not send a certificate, but the server requires one. */
    CERTIFICATE_REQUIRED,

    /** The peer's certificate was refused for another reason. */
    CERTIFICATE_OTHER,

    /** There is no common cipher suite, or no common signature algorithm or group for the server's certificates. */
    NO_SHARED_CIPHER,

    /** There is no common protocol version. */
    PROTOCOL_VERSION,

    /** The client sent an unknown server name, or none, and the configuration rejects it. */
    UNRECOGNIZED_NAME,

    /** There is no common ALPN protocol, and one side requires one. */
    NO_APPLICATION_PROTOCOL,

    /** The peer sent a fatal alert. */
    PEER_ALERT,

    /** A message from the peer cannot be decoded, or is too large. */
    MALFORMED,

    /** The peer violated the protocol, such as by an unexpected message, a bad MAC or a bad signature. */
    PROTOCOL_ERROR,

    /** The peer does not speak TLS. */
    NOT_TLS,

    /** The handshake timed out. */
    TIMEOUT,

    /** The connection was closed during the handshake. */
    CLOSED,

    /** Anything else. */
    OTHER;

    /** Causes may form a cycle. */
    private static final int DEEPEST = 32;

    /**
     * Returns the reason for an exception of a connection, whoever threw it: a socket, a buffer, an engine, or a
     * library that uses one of them.
     *
     * <p>For a {@link TlsException}, this is {@link TlsException#failure()}; for a {@link SocketTimeoutException},
     * {@link #TIMEOUT}. Otherwise, the causes are examined.
     */
    public static HandshakeFailure of(Throwable error) {
        var depth = 0;
        for (Throwable cause = error; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof TlsException known) {
                return known.failure();
            }
            if (cause instanceof SocketTimeoutException) {
                return TIMEOUT;
            }
            if (cause instanceof EOFException
                    || cause instanceof ClosedChannelException
                    || cause instanceof SocketException) {
                return CLOSED;
            }
            if (cause instanceof SSLException) {
                return EngineErrors.failure(cause);
            }
        }
        return OTHER;
    }

    /** Returns the name in lower case, as in the tag {@code reason} of the meter {@code tls.handshakes}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
