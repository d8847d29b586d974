package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

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
}
