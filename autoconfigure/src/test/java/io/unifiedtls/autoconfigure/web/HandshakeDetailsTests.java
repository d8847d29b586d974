package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeStage;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** What is known of a handshake beside its outcome, whatever server and implementation has it. */
class HandshakeDetailsTests {

    @ParameterizedTest
    @ServerKinds
    void areThoseOfTheClient(ServerKind kind) {
        try (var server = TlsServer.shared(kind)) {
            SClient.connect(
                    server, "-servername", "www.example.com", "-alpn", "http/1.1,x-test", "-groups", "P-256:X25519");

            var event = server.outcome(Kind.SUCCEEDED);
            assertThat(event.stage()).isEqualTo(HandshakeStage.COMPLETE);
            assertThat(address(event)).isEqualTo("127.0.0.1");
            var offer = event.clientOffer().orElseThrow();
            assertThat(offer.versions()).startsWith("TLSv1.3", "TLSv1.2");
            assertThat(offer.ciphers()).contains(CipherSuite.of(0x1301), CipherSuite.of(0xC02F));
            assertThat(offer.groups()).containsExactly("secp256r1", "x25519");
            assertThat(offer.signatureAlgorithms()).contains("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256");
            assertThat(offer.protocols()).containsExactly(NextProtocol.HTTP1, NextProtocol.of("x-test"));
            assertThat(offer.ja4().orElseThrow()).matches("t13d[0-9]{4}h1_[0-9a-f]{12}_[0-9a-f]{12}");
        }
    }

    @ParameterizedTest
    @ServerKinds
    void haveTheGroupOfTls13(ServerKind kind) {
        try (var server = TlsServer.shared(kind)) {
            SClient.connect(server, "-groups", "P-384");
            assertThat(server.outcome(Kind.SUCCEEDED).group()).contains("secp384r1");

            SClient.connect(server, "-groups", "X25519");
            assertThat(server.outcome(Kind.SUCCEEDED).group()).contains("x25519");

            SClient.connect(server, "-tls1_2");
            assertThat(server.outcome(Kind.SUCCEEDED).group()).isEmpty();
        }
    }

    @ParameterizedTest
    @ServerKinds
    void fingerprintIsTheSameForEachConnection(ServerKind kind) {
        try (var server = TlsServer.shared(kind)) {
            SClient.connect(server, "-servername", "www.example.com");
            var first = server.outcome(Kind.SUCCEEDED).clientOffer().orElseThrow();
            SClient.connect(server, "-servername", "a.shop.example.com");
            var second = server.outcome(Kind.SUCCEEDED).clientOffer().orElseThrow();

            assertThat(first).isNotEqualTo(second);
            assertThat(first.ja4()).isEqualTo(second.ja4());
        }
    }

    @ParameterizedTest
    @ServerKinds
    void sayThatOnlyTheClientHelloCame(ServerKind kind) {
        try (var server = TlsServer.shared(kind)) {
            SClient.connect(server, "-tls1_2", "-cipher", "AES128-SHA256");

            var event = server.outcome(Kind.FAILED);
            assertThat(event.failure()).contains(HandshakeFailure.NO_SHARED_CIPHER);
            assertThat(event.stage()).isEqualTo(HandshakeStage.CLIENT_HELLO);
            assertThat(address(event)).isEqualTo("127.0.0.1");
            assertThat(event.clientOffer().orElseThrow().versions()).containsExactly("TLSv1.2");
        }
    }

    @ParameterizedTest
    @ServerKinds
    void sayThatTheServerHasAnswered(ServerKind kind) {
        try (var server = TlsServer.shared(kind)) {
            // 60: it does not know the authority
            Clients.run(
                    List.of(
                            "curl",
                            "--silent",
                            "--max-time",
                            "20",
                            "--capath",
                            "/none",
                            server.uri().toString()),
                    "");

            var event = server.outcome(Kind.FAILED);
            assertThat(event.failure()).contains(HandshakeFailure.PEER_ALERT);
            assertThat(event.stage()).isEqualTo(HandshakeStage.SERVER_HELLO);
            assertThat(event.clientOffer().orElseThrow().ja4().orElseThrow()).startsWith("t13d");
        }
    }

    @ParameterizedTest
    @ServerKinds
    void sayThatNoClientHelloCame(ServerKind kind) throws IOException {
        try (var server = TlsServer.shared(kind);
                var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write("\u0016\u0003\u0001\u0000\u0005wrong".getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();

            var event = server.anyOutcome();
            assertThat(event.stage()).isEqualTo(HandshakeStage.STARTED);
            assertThat(address(event)).isEqualTo("127.0.0.1");
            assertThat(event.clientOffer()).isEmpty();
        }
    }

    private static String address(HandshakeEvent event) {
        return ((InetSocketAddress) event.remoteAddress().orElseThrow())
                .getAddress()
                .getHostAddress();
    }
}
