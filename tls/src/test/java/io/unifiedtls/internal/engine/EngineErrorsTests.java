package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;
import io.unifiedtls.test.TestAuthority;

class EngineErrorsTests {

    @Test
    void readsNoAlertFromANumberThatIsNone() {
        var error = new SSLException("TlsFatalAlertReceived: unknown_ca(48484848484848)");

        assertThat(EngineErrors.of(error))
                .isExactlyInstanceOf(TlsException.class)
                .hasCause(error);
    }

    /** The subject of a certificate is whatever the peer wants. */
    @Test
    void readsNoAlertFromTheNameOfAPeer() throws Exception {
        var name = "Received fatal alert: unknown_ca";
        var certificate =
                TestAuthority.create("Root").leaf().commonName(name).issue().certificate();
        var refusal = new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA, "nobody trusts CN=" + name, certificate, null);
        for (var alert : new String[] {"", "(certificate_unknown) "}) {
            var error = new SSLHandshakeException(alert + refusal.getMessage());
            error.initCause(refusal);

            assertThat(HandshakeFailures.of(error)).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
            assertThat(EngineErrors.of(error)).isNotInstanceOf(TlsAlertException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA | "
                        + "the peer closed the connection with the alert unknown_ca; it does not trust the CA of our certificate",
                "error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL | "
                        + "no common protocol version with the peer (BoringSSL: UNSUPPORTED_PROTOCOL)",
                "error:100000b8:SSL routines:OPENSSL_internal:NO_SHARED_CIPHER | "
                        + "no common cipher suite with the peer, or none that suits the certificate (BoringSSL: NO_SHARED_CIPHER)",
                "error:1000008a:SSL routines:OPENSSL_internal:DECRYPTION_FAILED_OR_BAD_RECORD_MAC | "
                        + "a message of the peer violates the protocol (BoringSSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC)",
                "error:10000044:SSL routines:OPENSSL_internal:INTERNAL_ERROR | "
                        + "the handshake was refused (BoringSSL: INTERNAL_ERROR)",
                "No available authentication scheme | No available authentication scheme"
            })
    void tellsListenersInWords(String message, String told) {
        var error = new SSLException(message);

        assertThat(EngineErrors.reason(HandshakeFailures.of(error), error)).isEqualTo(told);
    }

    @Test
    void readsTheAlertsOfEachLibrary() {
        for (var message : new String[] {
            "Received fatal alert: unknown_ca",
            "(unknown_ca) Received fatal alert: unknown_ca",
            "org.bouncycastle.tls.TlsFatalAlertReceived: unknown_ca(48)",
            "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA"
        }) {
            assertThat(EngineErrors.of(new SSLException(message)))
                    .as(message)
                    .isInstanceOf(TlsAlertException.class)
                    .hasMessageContaining("unknown_ca");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_CA              | unknown_ca; it does not trust the CA of our certificate",
                "CERTIFICATE_EXPIRED     | certificate_expired; our certificate is not currently valid",
                "CERTIFICATE_REVOKED     | certificate_revoked; our certificate has been revoked",
                "BAD_CERTIFICATE         | bad_certificate; it refused our certificate",
                "CERTIFICATE_UNKNOWN     | certificate_unknown; it refused our certificate",
                "CERTIFICATE_REQUIRED    | certificate_required; it requires a certificate, but we did not send one",
                "PROTOCOL_VERSION        | protocol_version; there is no common protocol version",
                "HANDSHAKE_FAILURE       | handshake_failure; there is probably no common cipher suite, or it requires a certificate",
                "UNRECOGNIZED_NAME       | unrecognized_name; it does not know the requested server name",
                "NO_APPLICATION_PROTOCOL | no_application_protocol; there is no common application protocol",
                "INTERNAL_ERROR          | internal_error",
            })
    void sayWhyThePeerLikelySentAnAlert(AlertDescription alert, String cause) {
        assertThat(EngineErrors.received(alert, new SSLException("closed")))
                .hasMessage("the peer closed the connection with the alert " + cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unsupported or unrecognized SSL message | the peer does not speak TLS; is it the right port?",
                "no cipher suites in common              | no common cipher suite with the peer, or none that suits the certificate",
                "No appropriate protocol                 | no common protocol version with the peer",
                "Empty client certificate chain          | the client did not send a certificate, but one is required",
                "Received close_notify during handshake  | the peer closed the connection during the handshake",
                "the disk is full                        | TLS failed: the disk is full",
            })
    void sayWhatTheLibraryMeans(String message, String meaning) {
        assertThat(EngineErrors.of(new SSLException(message))).hasMessage(meaning);
    }

    @Test
    void keepOurOwnErrors() {
        var ours = new TlsException("ours", new SSLException("theirs"));

        assertThat(EngineErrors.of(ours)).isSameAs(ours);
    }

    @Test
    void tellAListenerWhichPropertyAllowsMore() {
        var tooLarge = new SSLException("Handshake message length exceeds the maximum: 40000");

        assertThat(EngineErrors.reason(HandshakeFailure.MALFORMED, tooLarge))
                .isEqualTo(tooLarge.getMessage()
                        + "; to allow more, set the system property jdk.tls.maxHandshakeMessageSize");
        assertThat(EngineErrors.reason(HandshakeFailure.OTHER, new SSLException("the disk is full")))
                .isEqualTo("the disk is full");
        assertThat(EngineErrors.reason(HandshakeFailure.CERTIFICATE_REQUIRED, new SSLException("bad")))
                .isEqualTo("the client did not send a certificate, but one is required");
    }
}
