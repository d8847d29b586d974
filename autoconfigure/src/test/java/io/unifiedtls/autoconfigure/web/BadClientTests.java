package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class BadClientTests {

    private static final byte[] HTTP =
            "GET /?secret HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(kind, Site.properties(), "server.http2.enabled=true");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void refusesPlainHttp(CapturedOutput output) throws IOException {
        try (var client = new RawClient(server)) {
            client.send(HTTP);

            var answer = new String(client.readToEnd(), StandardCharsets.US_ASCII);

            // Tomcat answers before there is an engine, Netty does not.
            assertThat(answer).doesNotContain("HTTP/1.1 200").doesNotContain("secure=");
        }
        assertFailure(HandshakeFailure.NOT_TLS, output);
    }

    @Test
    void refusesBytesWithoutMeaning(CapturedOutput output) throws IOException {
        try (var client = new RawClient(server)) {
            client.send(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
            client.readToEnd();
        }
        assertFailure(HandshakeFailure.NOT_TLS, output);
    }

    @Test
    void refusesAMalformedClientHello(CapturedOutput output) throws IOException {
        var hello = RawClient.clientHello();
        // the length of the session ID, after two headers, the version and the random bytes
        hello[5 + 4 + 2 + 32] = (byte) 0xFF;
        try (var client = new RawClient(server)) {
            client.send(hello);
            client.readToEnd();
        }
        assertFailure(HandshakeFailure.MALFORMED, output);
    }

    @Test
    void refusesAClientHelloWithoutEnd(CapturedOutput output) throws IOException {
        // a record of 16 KiB, and in the first one the begin of a message of 16 MiB
        var record = ByteBuffer.allocate(5 + (1 << 14)).put(new byte[] {22, 3, 1, 1 << 6, 0});
        record.putInt(0x01FFFFFF);
        var sent = 0;
        try (var client = new RawClient(server)) {
            try {
                for (; sent < 1 << 24; sent += record.capacity()) {
                    client.send(record.array());
                }
            } catch (IOException closed) {
                // the server has seen enough
            }
            client.readToEnd();
        }

        // what the server takes, and what the buffers of the operating system do
        assertThat(sent).isLessThan(1 << 23);
        assertFailure(HandshakeFailure.MALFORMED, output);
    }

    @ParameterizedTest
    @CsvSource({"-tls1_1, DEFAULT@SECLEVEL=0, 70, PROTOCOL_VERSION", "-tls1_2, AES128-SHA256, 40, NO_SHARED_CIPHER"})
    void refusesAClientWithNothingInCommon(
            String version, String cipher, int alert, HandshakeFailure failure, CapturedOutput output) {
        var client = SClient.connect(server, version, "-cipher", cipher);

        assertThat(client.alert()).contains(alert);
        assertFailure(failure, output);
    }

    @ParameterizedTest
    @CsvSource({"--tls-max 1.2", "--tlsv1.3"})
    void learnsThatTheClientRefuses(String version, CapturedOutput output) throws IOException {
        var stranger = Files.write(directory.resolve("other.pem"), Site.CLIENT_AUTHORITY.certificatePem());

        var client = Curl.get(server, "www.example.com", stranger, version.split(" "));

        assertThat(client.exitCode()).isEqualTo(60); // the certificate cannot be authenticated
        assertFailure(HandshakeFailure.PEER_ALERT, output);
    }

    private static void assertFailure(HandshakeFailure failure, CapturedOutput output) {
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).as(event.toString()).contains(failure);
        assertThat(event.failureMessage().orElse("")).doesNotContain("secret", "736563726574");
        Quiet.check(output);
    }

    @Test
    void countsAConnectionThatEndsInTheClientHelloAsAborted(CapturedOutput output) throws IOException {
        try (var client = new RawClient(server)) {
            client.send(RawClient.firstHalf(RawClient.clientHello()));
        }
        assertAborted(output);
    }

    @Test
    void countsAConnectionThatEndsAfterTheClientHelloAsAborted(CapturedOutput output) throws IOException {
        try (var client = new RawClient(server)) {
            client.send(RawClient.clientHello());
        }
        assertAborted(output);
    }

    private static void assertAborted(CapturedOutput output) {
        assertThat(server.outcome(Kind.ABORTED).failure()).contains(HandshakeFailure.CLOSED);
        Quiet.check(output);
    }

    @Test
    void doesNotCountAConnectionOnWhichNothingIsSent(CapturedOutput output) throws IOException {
        new RawClient(server).close();

        SClient.connect(server);

        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }
}
