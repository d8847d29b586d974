package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class InsecureClientContextTests {

    private static final TestCertificate TRUSTED = Contexts.AUTHORITY.server("localhost");

    private static final TestCertificate EXPIRED = Contexts.AUTHORITY.expired("localhost");

    private static final TestCertificate UNKNOWN = Contexts.OTHER_AUTHORITY.server("localhost");

    private static final TestCertificate FOR_CLIENTS =
            Contexts.AUTHORITY.leaf().names("localhost").client().issue();

    private final RecordedWarnings warnings = RecordedWarnings.start();

    @AfterEach
    void stop() {
        this.warnings.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void withoutTheCertificateCheckAcceptsAnyCertificateForTheHost(TlsVersion version) throws Exception {
        var client = Contexts.client(version, SkippedCheck.CERTIFICATE);

        for (var certificate : new TestCertificate[] {TRUSTED, UNKNOWN, EXPIRED, FOR_CLIENTS}) {
            assertThatNoException().isThrownBy(() -> handshake(client, "localhost", certificate));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void withoutTheCertificateCheckStillRefusesAnotherHost(TlsVersion version) throws Exception {
        var client = Contexts.client(version, SkippedCheck.CERTIFICATE);

        for (var certificate : new TestCertificate[] {TRUSTED, UNKNOWN}) {
            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> handshake(client, "www.example.com", certificate))
                    .withMessage("the certificate is not for www.example.com but for [localhost]");
        }
    }

    @Test
    void withoutTheCertificateCheckStillRefusesToConnectToNobodyInParticular() throws Exception {
        var client = Contexts.client(TlsVersion.TLSv1_3, SkippedCheck.CERTIFICATE);

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> Handshakes.complete(
                        client.sslContext().createSSLEngine(),
                        Contexts.server(UNKNOWN).createEngine()))
                .satisfies(refusal -> assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_HOSTNAME));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void withoutTheHostNameCheckAcceptsTrustedCertificatesForAnyHost(TlsVersion version) throws Exception {
        var client = Contexts.client(version, SkippedCheck.HOSTNAME);

        assertThatNoException().isThrownBy(() -> handshake(client, "www.example.com", TRUSTED));
        assertThatNoException()
                .isThrownBy(() -> Handshakes.complete(
                        client.sslContext().createSSLEngine(),
                        Contexts.server(TRUSTED).createEngine()));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void withoutTheHostNameCheckStillVerifiesTheCertificate(TlsVersion version) throws Exception {
        var client = Contexts.client(version, SkippedCheck.HOSTNAME);

        assertThat(Stream.of(UNKNOWN, EXPIRED, FOR_CLIENTS)
                        .map(certificate -> refusal(client, "localhost", certificate)))
                .containsExactly(
                        HandshakeFailure.CERTIFICATE_UNKNOWN_CA,
                        HandshakeFailure.CERTIFICATE_EXPIRED,
                        HandshakeFailure.CERTIFICATE_OTHER);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void withoutBothChecksAcceptsEveryServer(TlsVersion version) throws Exception {
        var client = Contexts.client(version, SkippedCheck.CERTIFICATE, SkippedCheck.HOSTNAME);

        for (var certificate : new TestCertificate[] {TRUSTED, UNKNOWN, EXPIRED, FOR_CLIENTS}) {
            assertThatNoException().isThrownBy(() -> handshake(client, "www.example.com", certificate));
        }
        assertThatNoException()
                .isThrownBy(() -> Handshakes.complete(
                        client.sslContext().createSSLEngine(),
                        Contexts.server(UNKNOWN).createEngine()));
    }

    @Test
    void revocationIsPartOfTheCertificateCheck() throws Exception {
        var authority = TestAuthority.create("Revoking Root");
        var revoked = authority.server("localhost");
        authority.revoke(revoked);
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(authority.certificatePem())
                        .withRevocationLists(RevocationLists.fromBuffer(authority.crl())))
                .build();
        var lax = Contexts.implementation()
                .clientContext(new InsecureClientConfiguration(configuration, Set.of(SkippedCheck.CERTIFICATE)));
        var strict = Contexts.implementation()
                .clientContext(new InsecureClientConfiguration(configuration, Set.of(SkippedCheck.HOSTNAME)));

        assertThatNoException().isThrownBy(() -> handshake(lax, "localhost", revoked));
        assertThat(refusal(strict, "localhost", revoked)).isEqualTo(HandshakeFailure.CERTIFICATE_REVOKED);
    }

    @Test
    void withoutBothChecksStillRefusesAnotherVersion() throws Exception {
        var client = Contexts.client(TlsVersion.TLSv1_2, SkippedCheck.CERTIFICATE, SkippedCheck.HOSTNAME);
        TlsServerConfiguration newer = Contexts.serverConfiguration(TRUSTED)
                .lowestSupportedVersion(TlsVersion.TLSv1_3)
                .build();
        var server = new JsseImplementation().serverContext(newer);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(client.createEngine("localhost", 443), server.createEngine()));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void leavesOrdinaryContextsOfTheSameConfigurationAlone(TlsVersion version) throws Exception {
        var insecure = Contexts.client(version, SkippedCheck.CERTIFICATE, SkippedCheck.HOSTNAME);
        var verifying = insecure.implementation().clientContext(insecure.configuration());
        var server = Contexts.server(UNKNOWN);

        Handshakes.complete(insecure.createEngine("localhost", 443), server.createEngine());
        Handshakes.complete(insecure.createEngine("localhost", 443), server.createEngine());

        // A session that was not verified must not be resumed by who verifies.
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> Handshakes.complete(verifying.createEngine("localhost", 443), server.createEngine()));
    }

    private static void handshake(ClientContext client, String host, TestCertificate certificate) throws Exception {
        Handshakes.complete(
                client.createEngine(host, 443), Contexts.server(certificate).createEngine());
    }

    private static HandshakeFailure refusal(ClientContext client, String host, TestCertificate certificate) {
        try {
            handshake(client, host, certificate);
        } catch (CertificateVerificationException refusal) {
            return refusal.failure();
        } catch (Exception other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("accepted " + certificate.certificate().getSubjectX500Principal());
    }
}
