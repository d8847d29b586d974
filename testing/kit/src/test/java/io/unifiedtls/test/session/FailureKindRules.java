package io.unifiedtls.test.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** The kinds of failures that meters count, each on the side that notices it first. */
public abstract class FailureKindRules {

    /** Returns clients and servers of the implementation to test. */
    protected abstract TrustingPeers peers();

    private final List<HandshakeFailure> failures = new ArrayList<>();

    private final HandshakeListener listener = new HandshakeListener() {
        @Override
        public void failed(HandshakeEvent event) {
            FailureKindRules.this.failures.add(event.failure().orElseThrow());
        }
    };

    private void connect(ClientContext client, ServerContext server) {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(
                        client.observed("client", this.listener).createEngine("localhost", 443),
                        server.observed("server", this.listener).createEngine()));
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void unknownAuthority(TlsVersion version) throws Exception {
        connect(
                peers().client(settings -> settings.highestSupportedVersion(version)
                        .trustStore(TestIdentities.trust(TestAuthority.create("Another")))),
                peers().server());

        assertThat(this.failures).containsExactly(HandshakeFailure.CERTIFICATE_UNKNOWN_CA, HandshakeFailure.PEER_ALERT);
    }

    @Test
    void clientCertificateRequired() throws Exception {
        connect(
                peers().client(TlsVersion.TLSv1_2),
                peers().server(settings -> settings.trustStore(TestIdentities.trust(peers().authority()))));

        assertThat(this.failures).containsExactly(HandshakeFailure.CERTIFICATE_REQUIRED, HandshakeFailure.PEER_ALERT);
    }

    @Test
    void noCipherInCommon() throws Exception {
        connect(
                peers().client(settings ->
                        settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384))),
                peers().server(settings ->
                        settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))));

        assertThat(this.failures).containsExactly(HandshakeFailure.NO_SHARED_CIPHER, HandshakeFailure.PEER_ALERT);
    }

    @Test
    void noCipherForTheCertificate() throws Exception {
        connect(
                peers().client(settings ->
                        settings.ciphers(List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384))),
                peers().server());

        assertThat(this.failures).containsExactly(HandshakeFailure.NO_SHARED_CIPHER, HandshakeFailure.PEER_ALERT);
    }

    @Test
    void noGroupInCommon() throws Exception {
        connect(
                peers().client(settings -> settings.groups(List.of(NamedGroup.SECP256R1))),
                peers().server(settings -> settings.groups(List.of(NamedGroup.SECP384R1))));

        assertThat(this.failures).containsExactly(HandshakeFailure.NO_SHARED_CIPHER, HandshakeFailure.PEER_ALERT);
    }

    @Test
    void noVersionInCommon() throws Exception {
        connect(
                peers().client(TlsVersion.TLSv1_2),
                peers().server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3)));

        assertThat(this.failures).containsExactly(HandshakeFailure.PROTOCOL_VERSION, HandshakeFailure.PEER_ALERT);
    }

    @Test
    void noTls() throws Exception {
        var server = peers().server().observed("server", this.listener).createEngine();
        var request = ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> server.unwrap(request, ByteBuffer.allocate(1 << 15)));

        assertThat(this.failures).containsExactly(HandshakeFailure.NOT_TLS);
    }
}
