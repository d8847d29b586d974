package io.unifiedtls.internal.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import javax.net.ssl.SSLProtocolException;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;

/** Derives the reason for a failed handshake from the error of a TLS library. */
final class HandshakeFailures {

    /** What the message of an error has to hold, in lower case, to mean a kind of failure. The first one counts. */
    private record Sign(String text, HandshakeFailure failure) {}

    /** The JDK's wording. */
    private static final Pattern RECEIVED_ALERT = Pattern.compile("received fatal alert: ([a-z_]+)");

    /** BouncyCastle's wording. */
    private static final Pattern RECEIVED_CODE = Pattern.compile("tlsfatalalertreceived: [a-z_]+\\(([0-9]{1,3})\\)");

    /** BoringSSL's wording: an error of its SSL library whose reason is the alert plus 1000. */
    private static final Pattern BORINGSSL_REASON = Pattern.compile("error:10000([0-9a-f]{3}):ssl routines");

    /** The JDK's and BouncyCastle's wording for a chain with more certificates than a system property allows. */
    private static final String CHAIN_LENGTH = "the certificate chain length (";

    private static final String CHAIN_LONGER = "certificate chain longer than maximum";

    private static final List<Sign> SIGNS = List.of(
            new Sign("received fatal alert", HandshakeFailure.PEER_ALERT),
            new Sign("unrecognized server name", HandshakeFailure.UNRECOGNIZED_NAME),
            new Sign("unrecognized_name(112)", HandshakeFailure.UNRECOGNIZED_NAME),
            new Sign("empty client certificate chain", HandshakeFailure.CERTIFICATE_REQUIRED),
            new Sign("null cert chain", HandshakeFailure.CERTIFICATE_REQUIRED),
            new Sign(CHAIN_LENGTH, HandshakeFailure.CERTIFICATE_OTHER),
            new Sign(CHAIN_LONGER, HandshakeFailure.CERTIFICATE_OTHER),
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
            new Sign("no_common_signature_algorithms", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("no common named group", HandshakeFailure.NO_SHARED_CIPHER),
            new Sign("not enabled or supported in server context", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("client supported protocol versions", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("server selected protocol version", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("no appropriate protocol", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("unsupported_protocol", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("legacy_version field is not", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("protocol_version(70)", HandshakeFailure.PROTOCOL_VERSION),
            new Sign("application protocol", HandshakeFailure.NO_APPLICATION_PROTOCOL),
            new Sign("closing inbound before receiving peer's close_notify", HandshakeFailure.CLOSED),
            new Sign("received close_notify during handshake", HandshakeFailure.CLOSED),
            // BoringSSL's wording
            new Sign("openssl_internal:ssl_handshake_failure", HandshakeFailure.CLOSED),
            new Sign("remote host terminated the handshake", HandshakeFailure.CLOSED));

    /** A message out of place, a bad MAC or a bad signature; the first alternatives would look malformed otherwise. */
    private static final Pattern PROTOCOL_ERROR = Pattern.compile(String.join(
            "|",
            "insufficient buffer remaining for aead",
            "invalid certificateverify|invalid serverkeyexchange|invalid signature:|bad_signature|signature verification",
            "unexpected(?! end)|unsupported handshake message|unknown handshake type|out of order",
            "tag mismatch|bad record mac|bad_record_mac|decrypt|verify data|digest_check_failed",
            "no key_share extension|no supported_groups extension|no mandatory|missing_|not ready for",
            "unknown content type or version|record is empty|renegotiat"));

    /** A message that cannot be decoded, or is too large. */
    private static final Pattern MALFORMED = Pattern.compile(String.join(
            "|",
            "insufficient|incomplete|extra data|sufficient data|underflow|eofexception|truncated|malformed",
            "decod|pars(e|ing)|length|invalid_compression_list|bad_alert|extension data|neither a warning nor fatal",
            "invalid [a-z_0-9]+ (message|extension)|invalid utf|empty hostname|illegal server name|non-ldh|point",
            "exceeds the maximum|excessive_message_size|larger than allowed|too (large|long|big|many)",
            // BoringSSL has no text for an extension that it cannot read
            "invalid library \\(0\\)"));

    /** What BouncyCastle calls its own alerts. */
    private static final Pattern BOUNCY_CASTLE_ALERT = Pattern.compile("tlsfatalalert: [a-z_]+\\(([0-9]{1,3})\\)");

    /** The alerts that accuse the peer. */
    private static final Set<AlertDescription> PEERS_FAULT = Set.of(
            AlertDescription.UNEXPECTED_MESSAGE,
            AlertDescription.BAD_RECORD_MAC,
            AlertDescription.RECORD_OVERFLOW,
            AlertDescription.ILLEGAL_PARAMETER,
            AlertDescription.DECODE_ERROR,
            AlertDescription.DECRYPT_ERROR,
            AlertDescription.MISSING_EXTENSION,
            AlertDescription.UNSUPPORTED_EXTENSION);

    /** BoringSSL's wording for its own faults rather than the peer's. */
    private static final Pattern BORINGSSL_OWN_FAULT =
            Pattern.compile("internal_error|private_key_operation_failed|malloc");
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
            if (cause instanceof TlsException known && known.failure() != HandshakeFailure.OTHER) {
                return known.failure();
            }
            if (receivedAlert(cause).isPresent()) {
                return HandshakeFailure.PEER_ALERT;
            }
            var failure = of(message(cause));
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return ofProtocol(error);
    }

    /** Returns whether BouncyCastle refuses what was offered, without a reason. */
    static boolean isUnexplainedRefusal(Throwable error) {
        return ownAlert(message(error))
                .filter(AlertDescription.HANDSHAKE_FAILURE::equals)
                .isPresent();
    }

    /** Distinguishes a peer that violates the protocol from other causes. */
    private static HandshakeFailure ofProtocol(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            var message = message(cause);
            if (PROTOCOL_ERROR.matcher(message).find()) {
                return HandshakeFailure.PROTOCOL_ERROR;
            }
            if (MALFORMED.matcher(message).find() || cause instanceof IndexOutOfBoundsException) {
                return HandshakeFailure.MALFORMED;
            }
            if (cause instanceof SSLProtocolException
                    || ownAlert(message).filter(PEERS_FAULT::contains).isPresent()
                    || message.contains("ssl routines:")
                            && !BORINGSSL_OWN_FAULT.matcher(message).find()) {
                return HandshakeFailure.PROTOCOL_ERROR;
            }
        }
        return HandshakeFailure.OTHER;
    }

    /** Returns the alert that BouncyCastle is about to send. */
    private static Optional<AlertDescription> ownAlert(String message) {
        var alert = BOUNCY_CASTLE_ALERT.matcher(message);
        return alert.find() ? AlertDescription.of(Integer.parseInt(alert.group(1))) : Optional.empty();
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
        var failure = of(error);
        if (failure == HandshakeFailure.PEER_ALERT || failure == HandshakeFailure.CLOSED) {
            return Optional.empty();
        }
        var own = ownAlert(message(error))
                .filter(alert -> PEERS_FAULT.contains(alert) || alert == AlertDescription.HANDSHAKE_FAILURE);
        if (own.isPresent()) {
            return own;
        }
        return switch (failure) {
            case PROTOCOL_VERSION -> Optional.of(AlertDescription.PROTOCOL_VERSION);
            case NO_SHARED_CIPHER -> Optional.of(AlertDescription.HANDSHAKE_FAILURE);
            case NO_APPLICATION_PROTOCOL -> Optional.of(AlertDescription.NO_APPLICATION_PROTOCOL);
            case MALFORMED -> Optional.of(AlertDescription.DECODE_ERROR);
            default -> Optional.of(AlertDescription.UNEXPECTED_MESSAGE);
        };
    }

    /** Returns whether the peer sent more certificates than the library reads. */
    static boolean isChainTooLong(Throwable error) {
        var message = message(error);
        return message.contains(CHAIN_LENGTH) || message.contains(CHAIN_LONGER);
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
