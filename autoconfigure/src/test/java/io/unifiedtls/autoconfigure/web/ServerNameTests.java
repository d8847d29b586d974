package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestCertificate;

@ParameterizedClass
@ServerKinds
class ServerNameTests {

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer server;

    private static Path authority;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws Exception {
        authority = Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        server = TlsServer.start(kind, Site.properties(), "server.http2.enabled=true");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "default.example.com, -tls1_2, DEFAULT, EXACT, default.example.com",
        "default.example.com, -tls1_3, DEFAULT, EXACT, default.example.com",
        "WWW.Example.COM, -tls1_2, WWW, EXACT, www.example.com",
        "www.example.com, -tls1_3, WWW, EXACT, www.example.com",
        "a.shop.example.com, -tls1_2, WILDCARD, WILDCARD, *.shop.example.com",
        "a.shop.example.com, -tls1_3, WILDCARD, WILDCARD, *.shop.example.com",
        "a.b.shop.example.com, -tls1_3, DEFAULT, DEFAULT,",
        "shop.example.com, -tls1_3, DEFAULT, DEFAULT,",
        "unknown.example.com, -tls1_2, DEFAULT, DEFAULT,",
        "unknown.example.com, -tls1_3, DEFAULT, DEFAULT,"
    })
    void servesTheCertificateOfTheName(
            String name, String version, Served served, ServerNameMatch match, String matchedName) {
        var client = SClient.connect(server, "-servername", name, version);

        assertThat(client.leaf()).contains(served.certificate().certificate());
        assertThat(client.output()).contains("scheme=https secure=true");
        var event = server.outcome(Kind.SUCCEEDED);
        assertThat(event.contextName()).isEqualTo("web");
        assertThat(event.requestedServerName()).contains(name);
        assertThat(event.serverNameMatch()).contains(match);
        assertThat(event.matchedServerName()).isEqualTo(Optional.ofNullable(matchedName));
        assertThat(event.version()).contains(version.equals("-tls1_2") ? TlsVersion.TLSv1_2 : TlsVersion.TLSv1_3);
        assertThat(event.cipher()).isPresent();
        assertThat(event.resumed()).contains(false);
        assertThat(event.protocol()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2", "-tls1_3"})
    void servesTheFirstCertificateToAClientThatNamesNoServer(String version) {
        var client = SClient.connect(server, "-noservername", version);

        assertThat(client.leaf()).contains(Site.DEFAULT.certificate());
        assertThat(client.output()).contains("scheme=https secure=true");
        var event = server.outcome(Kind.SUCCEEDED);
        assertThat(event.requestedServerName()).isEmpty();
        assertThat(event.serverNameMatch()).contains(ServerNameMatch.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_2, -cipher, ECDHE-RSA-AES128-GCM-SHA256, WWW_RSA",
        "-tls1_2, -cipher, ECDHE-ECDSA-AES128-GCM-SHA256, WWW",
        "-tls1_3, -sigalgs, rsa_pss_rsae_sha256, WWW_RSA",
        "-tls1_3, -sigalgs, ecdsa_secp256r1_sha256, WWW"
    })
    void servesTheCertificateThatTheClientCanVerify(String version, String option, String value, Served served) {
        var client = SClient.connect(server, "-servername", "www.example.com", version, option, value);

        assertThat(client.leaf()).contains(served.certificate().certificate());
        server.outcome(Kind.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, --http1.1, --tls-max 1.2, http/1.1, TLSv1_2",
        "www.example.com, --http1.1, --tlsv1.3, http/1.1, TLSv1_3",
        "www.example.com, --http2, --tls-max 1.2, h2, TLSv1_2",
        "www.example.com, --http2, --tlsv1.3, h2, TLSv1_3",
        "a.shop.example.com, --http2, --tlsv1.3, h2, TLSv1_3"
    })
    void speaksTheHttpVersionOfTheClient(String name, String http, String tls, String protocol, TlsVersion version) {
        var client = Curl.get(server, name, authority, (http + " " + tls).split(" "));

        assertThat(client.output())
                .contains("scheme=https secure=true")
                .endsWith(protocol.equals("h2") ? "http/2\n" : "http/1.1\n");
        var event = server.outcome(Kind.SUCCEEDED);
        assertThat(event.protocol()).contains(NextProtocol.of(protocol));
        assertThat(event.version()).contains(version);
        assertThat(event.implementation()).isEqualTo(this.kind.implementation());
    }

    @Test
    void speaksHttp2WithTheClientOfTheJdk() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromFile(authority))
                .build();
        var context = TlsImplementation.named("jsse").clientContext(configuration);
        var client = HttpClient.newBuilder().sslContext(context.sslContext()).build();

        var response = client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).contains("scheme=https secure=true");
        assertThat(server.outcome(Kind.SUCCEEDED).protocol()).contains(NextProtocol.H2);
    }

    @Test
    void goesOnWithoutAProtocolWhereNoneIsShared() {
        var client = SClient.connect(server, "-servername", "www.example.com", "-alpn", "dot");

        assertThat(client.output()).contains("No ALPN negotiated").contains("scheme=https secure=true");
        assertThat(server.outcome(Kind.SUCCEEDED).protocol()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_2 -no_ticket", "-tls1_3"})
    void resumesASession(String options, @TempDir Path directory) {
        var session = directory.resolve("session.pem").toString();

        SClient.connect(server, (options + " -servername www.example.com -sess_out " + session).split(" "));
        assertThat(server.outcome(Kind.SUCCEEDED).resumed()).contains(false);

        if (options.equals("-tls1_3") && this.kind.implementation().equals("bouncycastle")) {
            // It resumes no session of TLS 1.3, as its capabilities say, and gives no ticket for one.
            assertThat(Path.of(session)).doesNotExist();
            return;
        }
        var client = SClient.connect(server, (options + " -servername www.example.com -sess_in " + session).split(" "));
        assertThat(client.output()).contains("Reused, TLSv1");
        assertThat(server.outcome(Kind.SUCCEEDED).resumed()).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void tellsTheApplicationAnIdentifierOfTheSession(String version) {
        assertThat(SClient.connect(server, version).output()).contains("session=true");

        server.outcome(Kind.SUCCEEDED);
    }

    @ParameterizedTest // RFC 6066, section 3
    @ValueSource(strings = {"-tls1_2", "-tls1_2 -no_ticket", "-tls1_3"})
    void doesNotResumeASessionUnderAnotherServerName(String options, @TempDir Path directory) {
        var session = directory.resolve("session.pem").toString();
        SClient.connect(server, (options + " -servername default.example.com -sess_out " + session).split(" "));
        server.outcome(Kind.SUCCEEDED);
        if (Files.notExists(Path.of(session))) {
            assertThat(this.kind.implementation()).isEqualTo("bouncycastle");
            return;
        }

        var client = SClient.connect(server, (options + " -servername www.example.com -sess_in " + session).split(" "));

        var resumed = server.outcome(Kind.SUCCEEDED).resumed();
        if (this.kind.implementation().equals("conscrypt")) {
            // It does not compare the names, and has no call for it.
            assertThat(client.output()).contains("Reused, TLSv1");
            assertThat(resumed).contains(true);
            return;
        }
        assertThat(client.output()).contains("New, TLSv1");
        assertThat(client.leaf()).contains(Site.WWW.certificate());
        assertThat(resumed).contains(false);
    }

    /** A certificate of the site. */
    enum Served {
        DEFAULT(Site.DEFAULT),
        WWW(Site.WWW),
        WWW_RSA(Site.WWW_RSA),
        WILDCARD(Site.WILDCARD);

        private final TestCertificate certificate;

        Served(TestCertificate certificate) {
            this.certificate = certificate;
        }

        TestCertificate certificate() {
            return this.certificate;
        }
    }
}
