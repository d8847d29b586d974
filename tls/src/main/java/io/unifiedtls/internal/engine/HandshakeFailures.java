package io.unifiedtls.internal.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;

/** Tells from the error of a TLS library why a handshake failed. */
final class HandshakeFailures {

    /** What the message of an error has to hold, in lower case, to mean a kind of failure. The first one counts. */
    private record Sign(String text, HandshakeFailure failure) {}

    /** How the JDK says it. */
    private static final Pattern RECEIVED_ALERT = Pattern.compile("received fatal alert: ([a-z_]+)");

    /** How BouncyCastle says it. */
    private static final Pattern RECEIVED_CODE = Pattern.compile("tlsfatalalertreceived: [a-z_]+\\(([0-9]{1,3})\\)");

    /** How BoringSSL says it: an error of its SSL library, whose reason is the alert and a thousand. */
    private static final Pattern BORINGSSL_REASON = Pattern.compile("error:10000([0-9a-f]{3}):ssl routines");

    private static final List<Sign> SIGNS = List.of(
            new Sign("received fatal alert", HandshakeFailure.PEER_ALERT),
            new Sign("unrecognized server name", HandshakeFailure.UNRECOGNIZED_NAME),
            new Sign("empty client certificate chain", HandshakeFailure.CERTIFICATE_REQUIRED),
            new Sign("null cert chain", HandshakeFailure.CERTIFICATE_REQUIRED),
            new Sign("peer_did_not_return_a_certificate", HandshakeFailure.CERTIFICATE_REQUIRED),
            new Sign("certificate_required(116)", HandshakeFailure.CERTIFICATE_REQUIRED),
            new Sign("unsupported or unrecognized ssl message", HandshakeFailure.NOT_TLS),
            new Sign("plaintext connection", HandshakeFailure.NOT_TLS),
            new Sign("not an ssl/tls record", HandshakeFailure.NOT_TLS),
            new Sign("unable to parse tls packet header", HandshakeFailure.NOT_TLS),
            new Sign("unsupported unknown(", HandshakeFailure.NOT_TLS),
            new Sign("no cipher suites in common", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no negotiable cipher suite", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no_shared_cipher", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no_shared_group", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("wrong_curve", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no selectable cipher suite", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no available authentication scheme", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no common named group", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("not enabled or supported in server context", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("client supported protocol versions", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("server selected protocol version", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("no appropriate protocol", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("unsupported_protocol", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("protocol_version(70)", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("application protocol", HandshakeFailure.NO_APPLICATION_PROTOCOL),
            new Sign("closing inbound before receiving peer's close_notify", HandshakeFailure.CLOSED),
            new Sign("received close_notify during handshake", HandshakeFailure.CLOSED),
            // so BoringSSL says it
            new Sign("openssl_internal:ssl_handshake_failure", HandshakeFailure.CLOSED),
            new Sign("remote host terminated the handshake", HandshakeFailure.CLOSED));

    /** What peers send that have no signature algorithm in common; the JDK's do not expect it at the end. */
    private static final Set<AlertDescription> OF_UNVERIFIED_KEYS = Set.of(
            AlertDescription.HANDSHAKE_FAILURE, AlertDescription.INTERNAL_ERROR, AlertDescription.ILLEGAL_PARAMETER);

    private HandshakeFailures() {}

    static HandshakeFailure of(Throwable error) {
        var refusal = refusal(error);
        if (refusal.isPresent()) {
            return refusal.get().failure();
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsAlertException alert && alert.sender() == TlsAlertException.Sender.PEER) {
                return HandshakeFailure.PEER_ALERT;
            }
            if (receivedAlert(cause).isPresent()) {
                return HandshakeFailure.PEER_ALERT;
            }
            var failure = of(message(cause));
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return HandshakeFailure.OTHER;
    }

    /** Returns the fatal alert that the peer sent, if that is what the error is about. */
    static Optional<AlertDescription> receivedAlert(Throwable error) {
        if (refusal(error).isPresent()) {
            return Optional.empty();
        }
        var message = message(error);
        var name = RECEIVED_ALERT.matcher(message);
        if (name.find()) {
            return AlertDescription.named(name.group(1));
        }
        var code = RECEIVED_CODE.matcher(message);
        if (code.find()) {
            return AlertDescription.of(Integer.parseInt(code.group(1)));
        }
        var reason = BORINGSSL_REASON.matcher(message);
        return reason.find() ? AlertDescription.of(Integer.parseInt(reason.group(1), 16) - 1000) : Optional.empty();
    }

    /**
     * Returns whether a handshake may have failed since the peer has a key that the library cannot verify: a client
     * then has no certificate to send, and a server no signature algorithm in common.
     */
    static boolean mayBeOfUnverifiedKey(Throwable error) {
        return switch (of(error)) {
            case CERTIFICATE_REQUIRED -> true;
            case PEER_ALERT -> alert(error).filter(OF_UNVERIFIED_KEYS::contains).isPresent();
            // how BoringSSL refuses a certificate that it did not ask for
            case OTHER ->
                message(error).contains("unsupported_algorithm")
                        || message(error).contains("certificate_type");
            default -> false;
        };
    }

    private static Optional<AlertDescription> alert(Throwable error) {
        return (error instanceof TlsAlertException received)
                ? Optional.of(received.description())
                : receivedAlert(error);
    }

    /** Returns what to tell the peer whose first message failed, unless the peer ended the handshake itself. */
    static Optional<AlertDescription> alertForFirstMessage(Throwable error) {
        return switch (of(error)) {
            case PEER_ALERT, CLOSED -> Optional.empty();
            case PROTOCOL_VERSION -> Optional.of(AlertDescription.PROTOCOL_VERSION);
            case NO_SHARED_CIPHER -> Optional.of(AlertDescription.HANDSHAKE_FAILURE);
            case NO_APPLICATION_PROTOCOL -> Optional.of(AlertDescription.NO_APPLICATION_PROTOCOL);
            default -> Optional.of(AlertDescription.UNEXPECTED_MESSAGE);
        };
    }

    /** Returns our own refusal, whose text, and that of the errors around it, has names that the peer made up. */
    private static Optional<CertificateVerificationException> refusal(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateVerificationException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    private static Optional<HandshakeFailure> of(String message) {
        return SIGNS.stream()
                .filter(sign -> message.contains(sign.text()))
                .map(Sign::failure)
                .findFirst();
    }

    private static String message(Throwable error) {
        var message = error.getMessage();
        return (message == null) ? "" : message.toLowerCase(Locale.ROOT);
    }
}
