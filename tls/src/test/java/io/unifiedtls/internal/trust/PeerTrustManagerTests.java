package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class PeerTrustManagerTests {

    private static final String NO_HOST =
            "no host name to verify the certificate for; create the engine or socket with the server's name";

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private final PeerTrustManager manager = new PeerTrustManager(
            new CertificateVerifier(new TrustAnchors(List.of(ROOT.certificate()), List.of()), Clock.systemUTC()),
            (engine, refusal) -> {});

    @Test
    void verifiesTheHostThatTheEngineWasCreatedFor() throws Exception {
        var chain = chain(ROOT.server("www.example.com"));
        var right = SSLContext.getDefault().createSSLEngine("www.example.com", 443);
        var wrong = SSLContext.getDefault().createSSLEngine("www.example.org", 443);

        assertThatNoException().isThrownBy(() -> this.manager.checkServerTrusted(chain, "UNKNOWN", right));
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> this.manager.checkServerTrusted(chain, "UNKNOWN", wrong))
                .withMessage("the certificate is not for www.example.org but for [www.example.com]")
                .havingCause()
                .isInstanceOfSatisfying(CertificateVerificationException.class, refusal -> {
                    assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_HOSTNAME);
                    assertThat(refusal.certificate()).contains(chain[0]);
                });
    }

    @Test
    void verifiesTheNameAskedForOnAnEngineWithoutAHost() throws Exception {
        var chain = chain(ROOT.server("www.example.com"));
        var engine = SSLContext.getDefault().createSSLEngine();
        var parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("www.example.com")));
        engine.setSSLParameters(parameters);

        assertThatNoException().isThrownBy(() -> this.manager.checkServerTrusted(chain, "UNKNOWN", engine));
    }

    @Test
    void refusesAServerWithoutAHostNameToVerify() throws Exception {
        var chain = chain(ROOT.server("www.example.com"));
        var engine = SSLContext.getDefault().createSSLEngine();

        assertNoHost(() -> this.manager.checkServerTrusted(chain, "UNKNOWN", engine));
        assertNoHost(() -> this.manager.checkServerTrusted(chain, "UNKNOWN", new Socket()));
        assertNoHost(() -> this.manager.checkServerTrusted(chain, "UNKNOWN"));
    }

    @Test
    void asksNoHostNameOfAClient() throws Exception {
        var chain = chain(ROOT.leaf().commonName("Alice").client().issue());
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();

        assertThatNoException().isThrownBy(() -> this.manager.checkClientTrusted(chain, "UNKNOWN", engine));
        assertThatNoException().isThrownBy(() -> this.manager.checkClientTrusted(chain, "UNKNOWN", new Socket()));
        assertThatNoException().isThrownBy(() -> this.manager.checkClientTrusted(chain, "UNKNOWN"));
    }

    @Test
    void leavesThePathValidationAsTheCauseSinceJsseTakesTheAlertFromIt() {
        var chain = chain(ROOT.expired("www.example.com"));

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> this.manager.checkServerTrusted(chain, "UNKNOWN"))
                .withMessageStartingWith("the certificate of CN=www.example.com expired at ")
                .withCauseInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void namesTheAuthoritiesThatItTrusts() {
        assertThat(this.manager.getAcceptedIssuers()).containsExactly(ROOT.certificate());
    }

    private static void assertNoHost(ThrowingCallable check) {
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(check)
                .withMessage(NO_HOST)
                .withCauseInstanceOf(CertificateVerificationException.class);
    }

    private static X509Certificate[] chain(TestCertificate certificate) {
        return certificate.chain().toArray(X509Certificate[]::new);
    }
}
