package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.context.GroupParameters;

/** What signs a handshake, and which groups a key is agreed on in. */
@ParameterizedClass
@ServerKinds
class NegotiationTests {

    private static final int HANDSHAKE_FAILURE = 40;

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(
                kind,
                Site.properties(
                        "trust-store.certificates",
                        Site.pem(Site.CLIENT_AUTHORITY.certificatePem()),
                        "client-authentication",
                        "optional"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDSA+SHA1", "RSA+SHA1", "ECDSA+SHA1:RSA+SHA1"})
    void refusesAClientThatVerifiesOnlySha1(String algorithms) {
        var result = SClient.connect(
                server,
                "-tls1_2",
                "-cipher",
                "ALL@SECLEVEL=0",
                "-servername",
                "www.example.com",
                "-sigalgs",
                algorithms);

        assertThat(result.alert()).contains(HANDSHAKE_FAILURE);
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).contains(HandshakeFailure.NO_SHARED_CIPHER);
        assertThat(event.failureMessage())
                .contains(
                        "the client does not support a signature algorithm for the certificate, or only SHA-1 (RFC 9155)");
    }

    @Test
    void refusesAClientOfTls12WithoutSignatureAlgorithms() throws IOException {
        var hello = ClientHellos.ofJdk("www.example.com", "TLSv1.2");
        var message = ByteBuffer.wrap(hello);
        // Behind the message's header, version, random and session ID; then cipher suites and compression methods.
        message.position(5 + 4 + 2 + 32);
        message.position(message.position() + 1 + message.get(message.position()));
        message.position(message.position() + 2 + message.getShort(message.position()));
        message.position(message.position() + 1 + message.get(message.position()) + 2);
        while (message.hasRemaining()) {
            var type = message.getShort(message.position());
            if (type == 13 || type == 50) {
                message.putShort(message.position(), (short) (0xFA00 + type)); // unknown
            }
            message.position(message.position() + 4 + message.getShort(message.position() + 2));
        }

        try (var client = new RawClient(server)) {
            client.send(hello);
            assertThat(client.readToEnd()).endsWith(2, HANDSHAKE_FAILURE);
        }
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).contains(HandshakeFailure.NO_SHARED_CIPHER);
        assertThat(event.failureMessage())
                .contains("the client did not send its signature algorithms, which implies SHA-1 (RFC 9155)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDSA+SHA1:RSA+SHA256", "RSA+SHA1:ECDSA+SHA256", "ECDSA+SHA1:ECDSA+SHA256"})
    void signsWithAnotherAlgorithmIfThereIsOne(String algorithms) {
        var result = SClient.connect(
                server,
                "-tls1_2",
                "-cipher",
                "ALL@SECLEVEL=0",
                "-servername",
                "www.example.com",
                "-sigalgs",
                algorithms);

        assertThat(result.output()).contains("Peer signing digest: SHA256").contains("200");
        server.outcome(Kind.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void requestsNoSha1FromClients(String version) {
        var result = SClient.connect(server, version, "-servername", "www.example.com");

        // BoringSSL has a fixed list.
        assertThat(result.output().contains(":RSA+SHA1"))
                .isEqualTo(this.kind.implementation().equals("boringssl")
                        || this.kind.implementation().equals("conscrypt"));
        server.outcome(Kind.SUCCEEDED);
    }

    @Test
    void agreesOnNoExpensiveGroupByDefault() {
        var result = SClient.connect(server, "-tls1_3", "-groups", "X448:ffdhe8192:P-384");

        // The JDK has a setting for an engine since version 20; BouncyCastle has none.
        var any = this.kind.implementation().equals("bouncycastle")
                || this.kind.implementation().equals("jsse") && !GroupParameters.present();
        if (any) {
            assertThat(result.output()).contains("Server Temp Key: X448");
        } else {
            assertThat(result.output()).contains("Server Temp Key: ECDH, secp384r1");
        }
        server.outcome(Kind.SUCCEEDED);
    }
}
