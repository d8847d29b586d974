package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

@ParameterizedClass
@ServerKinds
class ClientCertificateTests {

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer required;

    private static TlsServer optional;

    private static Map<String, Path> certificates;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws IOException {
        required = server(kind, "required");
        optional = server(kind, "optional");
        var authority = Site.CLIENT_AUTHORITY;
        certificates = Map.of(
                "good",
                        write(
                                "good",
                                authority.leaf().commonName("good").client().issue()),
                "expired", write("expired", expired(authority)),
                "unknown", write("unknown", stranger()));
    }

    private static TlsServer server(ServerKind kind, String authentication) {
        return TlsServer.start(
                kind,
                Site.properties(
                        "client-authentication",
                        authentication,
                        "trust-store.certificates",
                        Site.pem(Site.CLIENT_AUTHORITY.certificatePem())));
    }

    private static TestCertificate expired(TestAuthority authority) {
        var yesterday = Instant.now().minus(Duration.ofDays(1));
        return authority
                .leaf()
                .commonName("expired")
                .client()
                .validFrom(yesterday.minus(Duration.ofDays(30)))
                .validUntil(yesterday)
                .issue();
    }

    private static TestCertificate stranger() {
        return TestAuthority.create("Another authority")
                .leaf()
                .commonName("unknown")
                .client()
                .issue();
    }

    private static Path write(String name, TestCertificate certificate) throws IOException {
        return Files.write(directory.resolve(name + ".pem"), certificate.combinedPem());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        required.close();
        optional.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void tellsTheApplicationWhoTheClientIs(String version) {
        for (var server : List.of(required, optional)) {
            var client = connect(server, version, "good");

            assertThat(client.output()).contains("client=CN=good");
            server.outcome(Kind.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void servesAClientWithoutACertificateWhereItIsOptional(String version) {
        var client = SClient.connect(optional, version);

        assertThat(client.output()).contains("client=none");
        optional.outcome(Kind.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_2, expired, 45, CERTIFICATE_EXPIRED",
        "-tls1_2, unknown, 48, CERTIFICATE_UNKNOWN_CA",
        "-tls1_3, expired, 45, CERTIFICATE_EXPIRED",
        "-tls1_3, unknown, 48, CERTIFICATE_UNKNOWN_CA"
    })
    void refusesABadCertificateWithAnAlert(String version, String certificate, int precise, HandshakeFailure failure) {
        // JSSE has nothing but certificate_unknown (46) to say once TLS 1.3 encrypts its alerts.
        var isJsse = !this.kind.implementation().equals("boringssl");
        var alert = (isJsse && version.equals("-tls1_3")) ? 46 : precise;
        for (var server : List.of(required, optional)) {
            var client = connect(server, version, certificate);

            assertThat(client.alert()).contains(alert);
            assertThat(client.output()).doesNotContain("client=");
            assertThat(server.outcome(Kind.FAILED).failure()).contains(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, 40", "-tls1_3, 116"})
    void refusesAClientWithoutACertificateWhereItIsRequired(String version, int alert) {
        var client = SClient.connect(required, version);

        // SunJSSE of JDK 17 says bad_certificate (42) for both versions of TLS.
        assertThat(client.alert().orElseThrow()).isIn(alert, 42);
        assertThat(client.output()).doesNotContain("client=");
        assertThat(required.outcome(Kind.FAILED).failure()).contains(HandshakeFailure.CERTIFICATE_REQUIRED);
    }

    @Test
    void tellsCurlToo() throws IOException {
        var authority = Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        var certificate = certificates.get("good").toString();

        var client = Curl.get(required, "www.example.com", authority, "--cert", certificate, "--key", certificate);

        assertThat(client.output()).contains("client=CN=good");
        required.outcome(Kind.SUCCEEDED);
    }

    private static SClient.Result connect(TlsServer server, String version, String certificate) {
        var file = certificates.get(certificate).toString();
        return SClient.connect(server, version, "-cert", file, "-key", file);
    }
}
