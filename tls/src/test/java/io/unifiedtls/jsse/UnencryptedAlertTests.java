package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.test.TestAuthority;

class UnencryptedAlertTests {

    /** A record with the fatal alert unknown_ca. */
    private static final byte[] UNKNOWN_CA = {21, 3, 3, 0, 2, 2, 48};

    @Test
    void understandsTheAlertOfAClientThatRefusesTheServerInTls13() throws Exception {
        var authority = TestAuthority.create("Test Root");
        var certificate = authority.server("www.example.com");
        var implementation = new JsseImplementation();
        var handshakes = new RecordedHandshakes();
        var server = implementation
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(certificate.chainPem()),
                                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                        .build())
                .observed("web", handshakes)
                .createEngine();
        var client = implementation
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(authority.certificatePem()))
                        .build())
                .createEngine("www.example.com", 443);
        client.beginHandshake();
        server.beginHandshake();
        answer(server, wrap(client));

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> server.unwrap(ByteBuffer.wrap(UNKNOWN_CA), ByteBuffer.allocate(1 << 15)))
                .satisfies(alert -> assertThat(alert.description()).isEqualTo(AlertDescription.UNKNOWN_CA))
                .withMessageContaining("unknown_ca");

        assertThat(handshakes.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.PEER_ALERT));
    }

    private static ByteBuffer wrap(SSLEngine engine) throws SSLException {
        var out = ByteBuffer.allocate(1 << 15);
        engine.wrap(ByteBuffer.allocate(0), out);
        return out.flip();
    }

    private static void answer(SSLEngine server, ByteBuffer hello) throws SSLException {
        server.unwrap(hello, ByteBuffer.allocate(1 << 15));
        for (var task = server.getDelegatedTask(); task != null; task = server.getDelegatedTask()) {
            task.run();
        }
        while (wrap(server).hasRemaining()) {
            assertThat(server.isOutboundDone()).isFalse();
        }
    }
}
