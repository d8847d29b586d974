package io.unifiedtls.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.junit.TestIdentities;

/** The errors of OpenSSL in words, and as kinds of failures. */
class FailureKindTests {

    private final List<HandshakeEvent> failures = new ArrayList<>();

    private final HandshakeListener listener = new HandshakeListener() {
        @Override
        public void failed(HandshakeEvent event) {
            FailureKindTests.this.failures.add(event);
        }
    };

    private void connect(ClientContext client, ServerContext server) {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(
                        client.observed("client", this.listener).createEngine("localhost", 443),
                        server.observed("server", this.listener).createEngine()));
    }

    private void assertFailures(HandshakeFailure first, String message) {
        assertThat(this.failures)
                .extracting(event -> event.failure().orElseThrow())
                .containsExactly(first, HandshakeFailure.PEER_ALERT);
        assertThat(this.failures.get(0).failureMessage()).contains(message);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void unknownAuthority(TlsVersion version) throws Exception {
        connect(
                Fixture.client(settings -> settings.highestSupportedVersion(version)
                        .trustStore(TestIdentities.trust(TestAuthority.create("Another")))),
                Fixture.server());

        assertFailures(
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA,
                "the certificate of CN=localhost was issued by an unknown CA: "
                        + "its issuer CN=OpenSSL Tests is not in the trust store");
        assertThat(this.failures.get(1).failureMessage())
                .contains("the peer closed the connection with the alert unknown_ca;"
                        + " it does not trust the CA of our certificate");
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void clientCertificateRequired(TlsVersion version) throws Exception {
        connect(
                Fixture.client(version),
                Fixture.server(settings -> settings.trustStore(TestIdentities.trust(Fixture.AUTHORITY))));

        assertThat(this.failures.get(0).failure()).contains(HandshakeFailure.CERTIFICATE_REQUIRED);
        assertThat(this.failures.get(0).failureMessage())
                .contains("the client did not send a certificate, but one is required");
    }

    @Test
    void noCipherInCommon() throws Exception {
        connect(
                Fixture.client(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384))),
                Fixture.server(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))));

        assertFailures(HandshakeFailure.NO_SHARED_CIPHER, "no common cipher suite (OpenSSL: no_shared_cipher)");
    }

    @Test
    void noCipherForTheCertificate() throws Exception {
        connect(
                Fixture.client(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384))),
                Fixture.server());

        assertFailures(HandshakeFailure.NO_SHARED_CIPHER, "no common cipher suite (OpenSSL: no_shared_cipher)");
    }

    @Test
    void noGroupInCommon() throws Exception {
        connect(
                Fixture.client(settings -> settings.groups(List.of(NamedGroup.SECP256R1))),
                Fixture.server(settings -> settings.groups(List.of(NamedGroup.SECP384R1))));

        assertFailures(
                HandshakeFailure.NO_SHARED_CIPHER, "no common group for the key exchange (OpenSSL: no_shared_group)");
    }

    @Test
    void noVersionInCommon() throws Exception {
        connect(
                Fixture.client(TlsVersion.TLSv1_2),
                Fixture.server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3)));

        assertFailures(HandshakeFailure.PROTOCOL_VERSION, "no common protocol version (OpenSSL: unsupported_protocol)");
    }

    @Test
    void aMessageOutOfPlace() throws Exception {
        var client = Fixture.client().observed("client", this.listener).createEngine("localhost", 443);
        var hello = ByteBuffer.allocate(1 << 15);
        client.wrap(ByteBuffer.allocate(0), hello);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> client.unwrap(
                        ByteBuffer.wrap(new byte[] {22, 3, 3, 0, 4, 99, 0, 0, 0}), ByteBuffer.allocate(1 << 15)))
                .withMessage("a message of the peer was refused (OpenSSL, SSL routines: unexpected_message)");
        assertThat(this.failures.get(0).failure()).contains(HandshakeFailure.PROTOCOL_ERROR);
    }
}
