package io.unifiedtls.openssl.internal.ffm;

import java.util.Map;
import java.util.Set;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;

import io.unifiedtls.AlertDescription;

/**
 * The errors of OpenSSL in this thread. It is emptied before each call that may fail and read right after, in the same
 * method: a virtual thread has no other carrier meanwhile.
 */
final class ErrorQueue {

    private static final int SSL_LIBRARY = 20;

    /** What is added to the number of a received alert. */
    private static final int ALERT = 1000;

    private static final int MOST_ALERTS = 0xFF;

    /** No error has more. */
    private static final int MOST = 32;

    // From openssl/sslerr.h, in which the numbers never change their meaning.
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(101, "no common group for the key exchange"), // no_suitable_key_share
            Map.entry(295, "no common group for the key exchange"), // no_suitable_groups
            Map.entry(315, "no common group for the key exchange"), // unsupported_elliptic_curve
            Map.entry(378, "no common group for the key exchange"), // wrong_curve
            Map.entry(410, "no common group for the key exchange"), // no_shared_groups
            Map.entry(181, "no common cipher suite"), // no_ciphers_available
            Map.entry(193, "no common cipher suite"), // no_shared_cipher
            Map.entry(118, "no common signature algorithm"), // no_suitable_signature_algorithm
            Map.entry(376, "no common signature algorithm"), // no_shared_signature_algorithms
            Map.entry(116, "no common protocol version"), // bad_protocol_version_number
            Map.entry(191, "no common protocol version"), // no_protocols_available
            Map.entry(258, "no common protocol version"), // unsupported_protocol
            Map.entry(266, "no common protocol version"), // wrong_ssl_version
            Map.entry(396, "no common protocol version"), // version_too_low
            Map.entry(166, "no common protocol version"), // version_too_high
            Map.entry(235, "no common application protocol"), // no_application_protocol
            Map.entry(199, "the client did not send a certificate")); // peer_did_not_return_a_certificate

    /** The names by which {@code HandshakeFailures} knows the same errors of BoringSSL. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(101, "no_shared_group"),
            Map.entry(295, "no_shared_group"),
            Map.entry(315, "no_shared_group"),
            Map.entry(410, "no_shared_group"),
            Map.entry(181, "no_shared_cipher"),
            Map.entry(118, "no_common_signature_algorithms"),
            Map.entry(376, "no_common_signature_algorithms"),
            Map.entry(116, "unsupported_protocol"),
            Map.entry(191, "unsupported_protocol"),
            Map.entry(266, "unsupported_protocol"),
            Map.entry(396, "unsupported_protocol"),
            Map.entry(166, "unsupported_protocol"));

    /** Faults of ours, and not of what the peer has sent. */
    private static final Set<String> OWN_FAULTS = Set.of("internal error", "malloc failure", "");

    private ErrorQueue() {}

    static void clear() {
        LibCrypto.ERR_CLEAR_ERROR.call();
    }

    /** Returns the first error of the TLS library, or else the first one; 0 if there is none. Empties the queue. */
    static long take() {
        var chosen = 0L;
        for (int i = 0; i < MOST; i++) {
            var error = LibCrypto.ERR_GET_ERROR.call();
            if (error == 0) {
                break;
            }
            if (chosen == 0 || library(chosen) != SSL_LIBRARY && library(error) == SSL_LIBRARY) {
                chosen = error;
            }
        }
        clear();
        return chosen;
    }

    private static int library(long error) {
        return (int) (error >>> 23) & 0xFF;
    }

    private static int reason(long error) {
        return (int) error & 0x7FFFFF;
    }

    /** Returns OpenSSL's words for an error. */
    static String text(long error) {
        return (error == 0) ? "" : NativeText.at(LibCrypto.ERR_REASON_ERROR_STRING.call(error));
    }

    /** Returns the exception for an error during the handshake or after it. */
    static SSLException exception(long error) {
        var reason = reason(error);
        var text = text(error);
        if (library(error) != SSL_LIBRARY) {
            return new SSLException("OpenSSL failed: " + (text.isEmpty() ? "error %08x".formatted(error) : text));
        }
        // Above are those of OpenSSL as a whole, such as "internal error".
        if (reason >= ALERT && reason <= ALERT + MOST_ALERTS) {
            return new SSLHandshakeException("Received fatal alert: "
                    + AlertDescription.of(reason - ALERT)
                            .map(AlertDescription::protocolName)
                            .orElseGet(() -> Integer.toString(reason - ALERT)));
        }
        var name = NAMES.getOrDefault(reason, text.replace(' ', '_'));
        var words = WORDS.get(reason);
        if (words != null) {
            return new SSLHandshakeException("%s (OpenSSL: %s)".formatted(words, name));
        }
        return OWN_FAULTS.contains(text)
                ? new SSLException("OpenSSL failed: %s (error %08x)".formatted(text, error))
                : new SSLProtocolException(
                        "a message of the peer was refused (OpenSSL, SSL routines: %s)".formatted(name));
    }
}
