package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;

class InsecureServerContextTests {

    private final RecordedWarnings warnings = RecordedWarnings.start();

    @AfterEach
    void stop() {
        this.warnings.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void acceptsAnyClientCertificate(TlsVersion version) throws Exception {
        for (var authentication : List.of(ClientAuthentication.REQUIRED, ClientAuthentication.OPTIONAL)) {
            var server = Contexts.insecureServer(authentication).createEngine();

            Handshakes.complete(engine(version, Contexts.unknownClient()), server);

            var shown = (X509Certificate) server.getSession().getPeerCertificates()[0];
            assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=client");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void stillRefusesAClientWithoutACertificateThatIsRequired(TlsVersion version) throws Exception {
        var server = Contexts.insecureServer(ClientAuthentication.REQUIRED).createEngine();

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(engine(version, Contexts.clientConfiguration()), server));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void acceptsAClientWithoutACertificateThatIsOptional(TlsVersion version) throws Exception {
        var server = Contexts.insecureServer(ClientAuthentication.OPTIONAL).createEngine();

        Handshakes.complete(engine(version, Contexts.clientConfiguration()), server);

        assertThatExceptionOfType(SSLPeerUnverifiedException.class)
                .isThrownBy(() -> server.getSession().getPeerCertificates());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void leavesOrdinaryContextsOfTheSameSettingsAlone(TlsVersion version) throws Exception {
        var insecure = Contexts.insecureServer(ClientAuthentication.REQUIRED);
        var verifying = insecure.implementation()
                .serverContext(insecure.configuration().toBuilder()
                        .trustStore(TrustStore.fromBuffer(Contexts.AUTHORITY.certificatePem()))
                        .build());
        var client = client(version, Contexts.unknownClient());

        Handshakes.complete(client.createEngine("localhost", 443), insecure.createEngine());

        // A session that was not verified must not be resumed by who verifies.
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> Handshakes.complete(client.createEngine("localhost", 443), verifying.createEngine()));
    }

    private static SSLEngine engine(TlsVersion version, TlsClientConfiguration.Builder configuration) throws Exception {
        return client(version, configuration).createEngine("localhost", 443);
    }

    private static ClientContext client(TlsVersion version, TlsClientConfiguration.Builder configuration)
            throws Exception {
        return new JsseImplementation()
                .clientContext(configuration.highestSupportedVersion(version).build());
    }
}
