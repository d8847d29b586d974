package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** Bodies of several hundred records, both ways: nothing of them is lost, added or changed. */
@ParameterizedClass
// slow; heap and direct buffers are the two ways of Jetty
@ServerKinds(except = {ServerKind.JETTY_CONSCRYPT, ServerKind.JETTY_BOUNCYCASTLE})
@ExtendWith(OutputCaptureExtension.class)
class LargeBodyTests {

    private static final byte[] BODY = body();

    private static final String DIGEST = digest(BODY);

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws IOException {
        server = TlsServer.start(kind, Site.properties(), "server.http2.enabled=true");
        Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        Files.write(directory.resolve("body"), BODY);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static byte[] body() {
        var random = new byte[5 << 19];
        new Random(42).nextBytes(random);
        return HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void echoesToTheClientOfTheJdk(HttpClient.Version version, CapturedOutput output) throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .build();
        var context = TlsImplementation.named("jsse").clientContext(configuration);
        var client = HttpClient.newBuilder()
                .sslContext(context.sslContext())
                .version(version)
                .build();

        var response = client.send(
                HttpRequest.newBuilder(server.uri())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(BODY))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(response.version()).isEqualTo(version);
        assertThat(digest(response.body())).isEqualTo(DIGEST);
        assertSucceeded(output);
    }

    @ParameterizedTest
    @CsvSource({"--http1.1, --tls-max 1.2, 1.1", "--http2, --tlsv1.3, 2"})
    void echoesToCurl(String http, String tls, String version, CapturedOutput output) throws IOException {
        var answer = directory.resolve("answer");

        var client = Curl.get(
                server,
                "localhost",
                directory.resolve("ca.pem"),
                (http + " " + tls + " --data-binary @" + directory.resolve("body") + " --output " + answer).split(" "));

        assertThat(client.output().strip()).isEqualTo("http/" + version);
        assertThat(digest(Files.readAllBytes(answer))).isEqualTo(DIGEST);
        assertSucceeded(output);
    }

    @Test
    void echoesWhileTheKeysChange(CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            client.complete();
            client.send(client.encrypted(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                            .formatted(BODY.length)
                            .getBytes(StandardCharsets.US_ASCII)));
            var part = BODY.length / 8;
            for (int start = 0; start < BODY.length; start += part) {
                // not after the last part, since a server that closes before it has read it resets the connection
                client.updateKeys();
                client.send(client.encrypted(Arrays.copyOfRange(BODY, start, start + part)));
            }

            var ending = client.end();
            assertThat(ending.error()).isEmpty();
            var answer = ending.data();
            assertThat(answer).startsWith("HTTP/1.1 200");
            var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(digest(body.getBytes(StandardCharsets.US_ASCII))).isEqualTo(DIGEST);
        }
        assertSucceeded(output);
    }

    private static void assertSucceeded(CapturedOutput output) {
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }
}
