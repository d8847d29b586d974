package io.unifiedtls.internal.engine;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;

/** Turns the errors of TLS libraries into ours, which say the likely cause. */
public final class EngineErrors {

    private static final String NO_CERTIFICATE = "the client sent no certificate, and one is required";

    private EngineErrors() {}

    /** Returns the error to throw for one of a library. */
    public static TlsException of(Exception error) {
        if (error instanceof TlsException ours) {
            return ours;
        }
        var alert = HandshakeFailures.receivedAlert(error);
        if (alert.isPresent()) {
            return received(alert.get(), error);
        }
        return new TlsException(message(HandshakeFailures.of(error), error), error);
    }

    /** Returns the error for a fatal alert of the peer. */
    static TlsAlertException received(AlertDescription alert, Throwable error) {
        return new TlsAlertException(
                alert,
                TlsAlertException.Sender.PEER,
                "the peer ended the connection with the alert %s%s"
                        .formatted(
                                alert.protocolName(),
                                likelyCause(alert).map("; "::concat).orElse("")),
                error);
    }

    private static Optional<String> likelyCause(AlertDescription alert) {
        return switch (alert) {
            case UNKNOWN_CA -> Optional.of("it does not trust the authority of our certificate");
            case CERTIFICATE_EXPIRED -> Optional.of("our certificate is not valid now");
            case CERTIFICATE_REVOKED -> Optional.of("our certificate was revoked");
            case BAD_CERTIFICATE, CERTIFICATE_UNKNOWN -> Optional.of("it refuses our certificate");
            case CERTIFICATE_REQUIRED -> Optional.of("it wants a certificate, and we sent none");
            case PROTOCOL_VERSION -> Optional.of("there is no protocol version in common");
            case HANDSHAKE_FAILURE ->
                Optional.of("there is likely no cipher suite in common, or it wants a certificate");
            case UNRECOGNIZED_NAME -> Optional.of("it does not know the server name we asked for");
            case NO_APPLICATION_PROTOCOL -> Optional.of("there is no application protocol in common");
            default -> Optional.empty();
        };
    }

    /** Returns what to tell a listener of: our words where those of the library do not say what was missing. */
    static @Nullable String reason(HandshakeFailure failure, Throwable error) {
        if (failure == HandshakeFailure.CERTIFICATE_REQUIRED) {
            return NO_CERTIFICATE;
        }
        var message = error.getMessage();
        if (message != null
                && (message.contains("exceeds the maximum allowed size")
                        || message.contains("Handshake message length exceeds the maximum"))) {
            return message + "; the system property jdk.tls.maxHandshakeMessageSize allows more";
        }
        if (message != null && HandshakeFailures.isChainTooLong(error)) {
            return message + "; the system property jdk.tls.server.maxInboundCertificateChainLength of servers,"
                    + " jdk.tls.client.maxInboundCertificateChainLength of clients, or"
                    + " jdk.tls.maxCertificateChainLength allows more";
        }
        return message;
    }

    private static String message(HandshakeFailure failure, Exception error) {
        return switch (failure) {
            case NOT_TLS -> "the peer does not speak TLS; is it the right port?";
            case NO_SHARED_CIPHER -> "no cipher suite in common with the peer, or none for the certificate at hand";
            case PROTOCOL_VERSION -> "no protocol version in common with the peer";
            case CERTIFICATE_REQUIRED -> NO_CERTIFICATE;
            case CLOSED -> "the peer closed the connection during the handshake";
            default -> "TLS failed: " + error.getMessage();
        };
    }
}
