package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.fixtures.EngineServer;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.TestCertificateBuilder;

/** What OpenSSL sees of our servers. */
class OpenSslClientTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate WWW = AUTHORITY.server("www.example.com");

    private static final TestCertificate API = AUTHORITY.server("api.example.com");

    private final RecordedHandshakes told = new RecordedHandshakes();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void connects(String version) throws Exception {
        var output = connect(
                server(builder -> builder.innerProtocols(List.of(NextProtocol.HTTP1))),
                version + " -servername www.example.com -alpn h2,http/1.1 -CAfile ca.pem"
                        + " -verify_return_error -verify_hostname www.example.com");

        assertThat(output).contains("Verification: OK", "ALPN protocol: http/1.1", "hello\n");
        assertThat(this.told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).isEmpty());
    }

    @Test
    void isToldThatItsCertificateHasExpired() throws Exception {
        var expired = client().validUntil(Instant.now().minusSeconds(60)).issue();

        assertRefused(expired, "", 45, HandshakeFailure.CERTIFICATE_EXPIRED);
    }

    @Test
    void isToldThatItsAuthorityIsUnknown() throws Exception {
        var stranger = TestAuthority.create("Stranger")
                .leaf()
                .commonName("client")
                .client()
                .issue();

        assertRefused(stranger, "", 48, HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
    }

    @Test
    void isToldThatItsCertificateWasRevoked() throws Exception {
        var authority = TestAuthority.create("Clients");
        var revoked = authority.leaf().commonName("client").client().issue();
        authority.revoke(revoked);
        // The list says when, to the second.
        var list = authority.crl(Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
        var trust = TestMaterial.trust(authority).withRevocationLists(RevocationLists.fromBuffer(list));

        var output = connect(server(builder -> builder.trustStore(trust)), "-tls1_2" + identity(revoked));

        assertThat(output).contains("SSL alert number 44");
    }

    @Test
    void isToldThatItNeedsACertificate() throws Exception {
        var output = connect(server(builder -> builder.trustStore(TestMaterial.trust(AUTHORITY))), "-tls1_3");

        assertThat(output).contains("SSL alert number");
        assertThat(this.told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.CERTIFICATE_REQUIRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void isToldThatTheServerNameIsUnknown(String version) throws Exception {
        var server = server(builder ->
                builder.unknownServerName(ServerNamePolicy.REJECT).absentServerName(ServerNamePolicy.REJECT));

        assertThat(connect(server, version + " -servername other.example.com")).contains("SSL alert number 112");
        assertThat(connect(server, version + " -noservername")).contains("SSL alert number 112");
        assertThat(connect(server, version + " -servername *.example.com")).contains("SSL alert number 112");
        assertThat(connect(server, version + " -servername WWW.example.com")).contains("hello\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_2 -no_ticket", "-tls1_3"})
    void resumesASessionForTheSameServerNameAlone(String version) throws Exception {
        var server = server(builder -> builder);

        var first = connect(server, version + " -servername www.example.com -sess_out session.pem");
        var same = connect(server, version + " -servername www.example.com -sess_in session.pem");
        connect(server, version + " -servername www.example.com -sess_out session.pem");
        // RFC 6066 3: a server must not resume a session for another name.
        var other = connect(server, version + " -servername api.example.com -sess_in session.pem");

        assertThat(first).contains("New, TLSv1");
        assertThat(same).contains("Reused, TLSv1");
        assertThat(other).contains("New, TLSv1").doesNotContain("Reused, TLSv1");
        assertThat(this.told.events())
                .extracting(event -> event.resumed().get())
                .containsExactly(false, true, false, false);
    }

    @Test
    void isRefusedAnotherHandshakeOnTheSameConnection() throws Exception {
        var server = new EngineServer(server(builder -> builder)::createEngine);
        run(server.port(), "-tls1_2 -servername www.example.com", "R\n");
        server.close();

        assertThat(server.errors())
                .singleElement()
                .isInstanceOf(TlsAlertException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("the peer requested renegotiation, which is not allowed");
        assertThat(this.told.outcomes()).hasSize(1);
    }

    private void assertRefused(TestCertificate certificate, String options, int alert, HandshakeFailure failure)
            throws Exception {
        var server = server(builder -> builder.trustStore(TestMaterial.trust(AUTHORITY)));

        var output = connect(server, "-tls1_2" + options + identity(certificate));

        assertThat(output).contains("SSL alert number " + alert);
        assertThat(this.told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(failure));
    }

    private static TestCertificateBuilder client() {
        return AUTHORITY.leaf().commonName("client").client();
    }

    private String identity(TestCertificate certificate) throws IOException {
        certificate.writeCombined(this.directory);
        return " -cert combined.pem -key combined.pem";
    }

    private ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws Exception {
        var configuration = settings.apply(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestMaterial.chain(WWW), TestMaterial.chain(API))))
                .build();
        return new JsseImplementation().serverContext(configuration).observed("web", this.told);
    }

    private String connect(ServerContext context, String options) throws Exception {
        try (var server = new EngineServer(context::createEngine)) {
            return run(server.port(), options + " -ign_eof", "GET /\n");
        }
    }

    private String run(int port, String options, String input) throws Exception {
        Files.write(this.directory.resolve("ca.pem"), AUTHORITY.certificatePem());
        var output = this.directory.resolve("output");
        var process = new ProcessBuilder(
                        ("openssl s_client -connect 127.0.0.1:%d %s".formatted(port, options)).split(" +"))
                .directory(this.directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Files.writeString(this.directory.resolve("input"), input)
                        .toFile())
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readString(output);
    }
}
