package io.unifiedtls.internal.engine;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;

/** Converts the errors of TLS libraries into ours, which name the likely cause. */
public final class EngineErrors {

    private static final String NO_CERTIFICATE = "the client did not send a certificate, but one is required";

    /** What precedes the code in BoringSSL's messages, as in {@code error:100000f0:SSL routines:OPENSSL_internal:}. */
    private static final Pattern BORINGSSL = Pattern.compile("error:[0-9a-f]+:[^:]*:[^:]*:");

    /** What errors say in the words of the library, which name the message and what is wrong with it. */
    private static final Set<HandshakeFailure> BETTER_KNOWN_BY_LIBRARY = Set.of(
            HandshakeFailure.NO_APPLICATION_PROTOCOL, HandshakeFailure.MALFORMED, HandshakeFailure.PROTOCOL_ERROR);

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
        return of(HandshakeFailures.of(error), error);
    }

    /** Returns the error to throw for one of a library whose reason is known. */
    static TlsException of(HandshakeFailure failure, Exception error) {
        return new TlsException(failure, message(failure, error), error);
    }

    /** Returns the reason for an error of a library. */
    public static HandshakeFailure failure(Throwable error) {
        return HandshakeFailures.of(error);
    }

    /** Returns the error for a fatal alert of the peer. */
    static TlsAlertException received(AlertDescription alert, Throwable error) {
        return new TlsAlertException(
                alert,
                TlsAlertException.Sender.PEER,
                "the peer closed the connection with the alert %s%s"
                        .formatted(
                                alert.protocolName(),
                                likelyCause(alert).map("; "::concat).orElse("")),
                error);
    }

    private static Optional<String> likelyCause(AlertDescription alert) {
        return switch (alert) {
            case UNKNOWN_CA -> Optional.of("it does not trust the CA of our certificate");
            case CERTIFICATE_EXPIRED -> Optional.of("our certificate is not currently valid");
            case CERTIFICATE_REVOKED -> Optional.of("our certificate has been revoked");
            case BAD_CERTIFICATE, CERTIFICATE_UNKNOWN -> Optional.of("it refused our certificate");
            case CERTIFICATE_REQUIRED -> Optional.of("it requires a certificate, but we did not send one");
            case PROTOCOL_VERSION -> Optional.of("there is no common protocol version");
            case HANDSHAKE_FAILURE ->
                Optional.of("there is probably no common cipher suite, or it requires a certificate");
            case UNRECOGNIZED_NAME -> Optional.of("it does not know the requested server name");
            case NO_APPLICATION_PROTOCOL -> Optional.of("there is no common application protocol");
            default -> Optional.empty();
        };
    }

    /** Returns the message for listeners: ours if the library's does not tell people what was missing. */
    static @Nullable String reason(HandshakeFailure failure, Throwable error) {
        if (failure == HandshakeFailure.CERTIFICATE_REQUIRED) {
            return NO_CERTIFICATE;
        }
        var alert = HandshakeFailures.receivedAlert(error);
        if (alert.isPresent()) {
            return received(alert.get(), error).getMessage();
        }
        var message = error.getMessage();
        if (message != null
                && (message.contains("exceeds the maximum allowed size")
                        || message.contains("Handshake message length exceeds the maximum"))) {
            return message + "; to allow more, set the system property jdk.tls.maxHandshakeMessageSize";
        }
        if (message != null && HandshakeFailures.isChainTooLong(error)) {
            return message + "; to allow more, set the system property"
                    + " jdk.tls.server.maxInboundCertificateChainLength for servers,"
                    + " jdk.tls.client.maxInboundCertificateChainLength for clients, or"
                    + " jdk.tls.maxCertificateChainLength";
        }
        return (message == null) ? null : inWords(failure, message);
    }

    /** Returns the message of a library; BoringSSL's, which are codes, as a sentence with the code to search for. */
    private static String inWords(HandshakeFailure failure, String message) {
        var code = BORINGSSL.matcher(message);
        return code.lookingAt()
                ? "%s (BoringSSL: %s)"
                        .formatted(sentence(failure).orElse("the handshake was refused"), code.replaceFirst(""))
                : message;
    }

    private static String message(HandshakeFailure failure, Exception error) {
        return sentence(failure)
                .filter(any -> !BETTER_KNOWN_BY_LIBRARY.contains(failure))
                .orElseGet(() -> "TLS failed: " + error.getMessage());
    }

    private static Optional<String> sentence(HandshakeFailure failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case NOT_TLS -> "the peer does not speak TLS; is it the right port?";
                    case NO_SHARED_CIPHER -> "no common cipher suite with the peer, or none that suits the certificate";
                    case PROTOCOL_VERSION -> "no common protocol version with the peer";
                    case NO_APPLICATION_PROTOCOL -> "no common application protocol with the peer";
                    case CERTIFICATE_REQUIRED -> NO_CERTIFICATE;
                    case CLOSED -> "the peer closed the connection during the handshake";
                    case MALFORMED -> "a message of the peer cannot be decoded";
                    case PROTOCOL_ERROR -> "a message of the peer violates the protocol";
                    default -> null;
                });
    }
}
