package io.unifiedtls;

import org.jspecify.annotations.Nullable;

/** The handshake or connection ended with a fatal alert (RFC 8446, section 6.2). */
public final class TlsAlertException extends TlsException {

    /** The sender of an alert. */
    public enum Sender {
        /** This side. */
        LOCAL,

        /** The peer. */
        PEER
    }

    private final AlertDescription description;

    private final Sender sender;

    /** Creates an exception for an alert, with an optional cause. */
    public TlsAlertException(AlertDescription description, Sender sender, String message, @Nullable Throwable cause) {
        super(failure(description, sender), message, cause);
        this.description = description;
        this.sender = sender;
    }

    private static HandshakeFailure failure(AlertDescription description, Sender sender) {
        if (sender == Sender.PEER) {
            return HandshakeFailure.PEER_ALERT;
        }
        return switch (description) {
            case CERTIFICATE_EXPIRED -> HandshakeFailure.CERTIFICATE_EXPIRED;
            case CERTIFICATE_REVOKED -> HandshakeFailure.CERTIFICATE_REVOKED;
            case UNKNOWN_CA -> HandshakeFailure.CERTIFICATE_UNKNOWN_CA;
            case CERTIFICATE_REQUIRED -> HandshakeFailure.CERTIFICATE_REQUIRED;
            case BAD_CERTIFICATE, UNSUPPORTED_CERTIFICATE, CERTIFICATE_UNKNOWN -> HandshakeFailure.CERTIFICATE_OTHER;
            case HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY -> HandshakeFailure.NO_SHARED_CIPHER;
            case PROTOCOL_VERSION -> HandshakeFailure.PROTOCOL_VERSION;
            case UNRECOGNIZED_NAME -> HandshakeFailure.UNRECOGNIZED_NAME;
            case NO_APPLICATION_PROTOCOL -> HandshakeFailure.NO_APPLICATION_PROTOCOL;
            case DECODE_ERROR, RECORD_OVERFLOW -> HandshakeFailure.MALFORMED;
            case UNEXPECTED_MESSAGE,
                    BAD_RECORD_MAC,
                    ILLEGAL_PARAMETER,
                    DECRYPT_ERROR,
                    NO_RENEGOTIATION,
                    MISSING_EXTENSION,
                    UNSUPPORTED_EXTENSION -> HandshakeFailure.PROTOCOL_ERROR;
            default -> HandshakeFailure.OTHER;
        };
    }

    public AlertDescription description() {
        return this.description;
    }

    public Sender sender() {
        return this.sender;
    }
}
