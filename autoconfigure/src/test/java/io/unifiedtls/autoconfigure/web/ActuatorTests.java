package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;

/** The endpoints, health and info over HTTP. */
@ParameterizedClass
@EnumSource(
        value = ServerKind.class,
        names = {"TOMCAT", "NETTY", "JETTY"})
class ActuatorTests {

    private static final String PASSWORD = "swordfish";

    private static final String ENCRYPTION_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** Of {@code tls.handshake-journal.failures}, by default. */
    private static final int JOURNAL_LIMIT = 200;

    /** Of each client of a flood. */
    private static final int NAMES = 75;

    private static final ClientContext TRUSTING = trustingContext();

    @TempDir
    static Path directory;

    private static ConfigurableApplicationContext application;

    @Parameter
    ServerKind kind;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws IOException {
        Site.WWW.pkcs12(directory.resolve("www.p12"), PASSWORD, "www");
        install();
        var properties = new TreeMap<String, Object>();
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        properties.put("management.server.ssl.enabled", "false");
        properties.put("management.endpoints.web.exposure.include", "*");
        properties.put("management.endpoint.health.show-details", "always");
        // there is none, although its client is on the class path
        properties.put("management.health.redis.enabled", "false");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.reactor.netty.shutdown-quiet-period", "0s");
        properties.put("tls.servers.web.certificate-chains[0].certificate", file().toString());
        properties.put("tls.servers.web.certificate-chains[1].keystore.location", directory + "/www.p12");
        properties.put("tls.servers.web.certificate-chains[1].keystore.password", PASSWORD);
        properties.put("tls.servers.web.unknown-server-name", "reject");
        properties.put("tls.reload.enabled", "false");
        properties.put("tls.sessions.shared", "file");
        properties.put("tls.sessions.location", directory.toString());
        properties.put("tls.sessions.encryption-key", ENCRYPTION_KEY);
        properties.put("tls.servers.tenants.source", "certificateStore");
        properties.put("tls.certificate-store.type", "jdbc");
        properties.put("tls.certificate-store.encryption-key", ENCRYPTION_KEY);
        properties.put("management.endpoint.tlscertificates.access", "unrestricted");
        application = new SpringApplicationBuilder(Everything.on(kind))
                .web(kind.applicationType())
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(DataSource.class, ActuatorTests::database))
                .properties(properties)
                .run();
    }

    private static DataSource database() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        return database;
    }

    private static ClientContext trustingContext() {
        try {
            return TlsImplementation.named("jsse")
                    .clientContext(TlsClientConfiguration.builder()
                            .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                            .build());
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        application.close();
    }

    private static Path file() {
        return directory.resolve("default.pem");
    }

    private static void install() throws IOException {
        Files.write(file(), Site.DEFAULT.combinedPem());
    }

    @Test
    void describesContexts() throws Exception {
        var web = get("tls", 200).at("/servers/web");

        assertThat(web.at("/implementation/name").asString()).isEqualTo("boringssl");
        assertThat(web.at("/chains/0/certificate/subject").asString()).isEqualTo("CN=default.example.com");
        assertThat(web.at("/chains/0/certificate/validUntil").asString()).matches("20..-..-..T..:..:..Z");
        assertThat(web.at("/chains/1/origin").asString()).isEqualTo("key store %s/www.p12".formatted(directory));
        assertThat(web.has("onDemand")).isFalse();
    }

    @Test
    void explainsWhichChainAClientGets() throws Exception {
        assertThat(get("tls/web?serverName=www.example.com", 200)
                        .at("/candidates/0/certificate/subject")
                        .asString())
                .isEqualTo("CN=www.example.com");
        assertThat(get("tls/web?serverName=unknown.example.com", 200)
                        .at("/match")
                        .asString())
                .isEqualTo("rejected");
        get("tls/web?serverName=a%0d%0ab", 400);
        get("tls/unknown", 404);
        get("tls/unknown?serverName=www.example.com", 404);
    }

    @Test
    void reloadsOnRequest() throws Exception {
        Files.writeString(file(), "broken");
        var failed = post("tls/web");
        var broken = get("health/tls", 200);
        install();
        var mended = post("tls");

        assertThat(failed.at("/reloads/0/outcome").asString()).isEqualTo("failure");
        assertThat(failed.at("/reloads/0/problem").asString()).contains(file().toString());
        assertThat(broken.at("/status").asString()).isEqualTo("WARNING");
        assertThat(mended.at("/reloads/0/outcome").asString()).isEqualTo("unchanged");
        assertThat(get("health/tls", 200).at("/status").asString()).isEqualTo("UP");
        assertThat(send(request("tls/unknown").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(400);
    }

    @Test
    void revokesSharedTicketKeysOnRequest() throws Exception {
        assertThat(get("tls", 200).at("/servers/web/ticketKeys/origin").asString())
                .isEqualTo("shared");

        assertThat(post("tls/web/revoke-ticket-keys").at("/ticketKeysRevokedAt").asString())
                .matches("20..-..-..T.*Z");
        assertThat(send(request("tls/web/restart").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWarningDoesNotChangeTheStatusOfTheApplication() throws Exception {
        Files.writeString(file(), "broken");
        post("tls/web");

        assertThat(get("health", 200).at("/status").asString()).isEqualTo("UP");

        install();
        post("tls/web");
    }

    @Test
    void saysWhyHandshakesFailed() throws Exception {
        for (int i = 0; i < 3; i++) {
            connect("-servername", "unknown.example.com", "-alpn", "h2", "-groups", "X25519");
        }

        Awaitility.await().untilAsserted(() -> {
            var failures = get("tlshandshakes?context=web&reason=unrecognized_name", 200)
                    .at("/failures")
                    .valueStream()
                    .filter(entry -> entry.at("/serverName").asString().equals("unknown.example.com"))
                    .toList();
            assertThat(failures).hasSize(1);
            var failure = failures.get(0);
            assertThat(failure.at("/count").asInt()).isEqualTo(3);
            assertThat(failure.at("/remoteAddress").asString()).isEqualTo("127.0.0.1");
            assertThat(failure.at("/serverName").asString()).isEqualTo("unknown.example.com");
            assertThat(failure.at("/serverNameMatch").asString()).isEqualTo("rejected");
            assertThat(failure.at("/stage").asString()).isEqualTo("client-hello");
            assertThat(failure.at("/offer/groups/0").asString()).isEqualTo("x25519");
            assertThat(failure.at("/offer/protocols/0").asString()).isEqualTo("h2");
            assertThat(failure.at("/offer/ja4").asString()).startsWith("t13d");
            assertThat(failure.at("/message").asString()).isEqualTo("the client requested an unknown server name");
            assertThat(failure.at("/action").asString()).startsWith("Add the name to server-names of a chain");
            assertThat(failure.at("/guide").asString()).endsWith("#unrecognized_name");
        });
        assertThat(get("tlshandshakes?context=other", 200).at("/failures")).isEmpty();
    }

    @Test
    void aFloodOfFailuresNeitherFillsTheJournalNorStarvesOtherClients() throws Exception {
        var flood = IntStream.range(0, 4)
                .mapToObj(client -> CompletableFuture.runAsync(() -> failWithManyNames(client)))
                .toList();
        var others = 0;
        while (!flood.stream().allMatch(CompletableFuture::isDone)) {
            try (var socket =
                    (SSLSocket) TRUSTING.sslContext().getSocketFactory().createSocket("localhost", port())) {
                socket.startHandshake();
            }
            others++;
        }
        for (var client : flood) {
            client.get();
        }

        assertThat(others).isPositive();
        assertThat(get("tlshandshakes?reason=unrecognized_name", 200).at("/failures"))
                .hasSize(JOURNAL_LIMIT);
        assertThat(get("tls/web", 200).at("/servers/web/handshakes/failed").asInt())
                .isGreaterThanOrEqualTo(4 * NAMES);
    }

    private static void failWithManyNames(int client) {
        for (var i = 0; i < NAMES; i++) {
            var name = new SNIHostName("%d-%d.unknown.example.com".formatted(client, i));
            // the JDK's own sockets, since a client that resumes a session repeats the name of that session
            try (var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("localhost", port())) {
                var parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(name));
                socket.setSSLParameters(parameters);
                assertThatIOException().isThrownBy(socket::startHandshake);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void showsWhatIsInUse() throws Exception {
        var web = get("info", 200).at("/tls/servers/web");

        assertThat(web.at("/implementation").asString()).isEqualTo("boringssl");
        assertThat(web.at("/certificates").asInt()).isEqualTo(2);
    }

    @Test
    void managesTheCertificateStore() throws Exception {
        var tenant = Site.AUTHORITY.server("tenant.example.com");
        var body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "certificates", new String(tenant.chainPem(), StandardCharsets.US_ASCII),
                        "privateKey", new String(tenant.privateKeyPem(), StandardCharsets.US_ASCII)));
        assertThat(get("tls/tenants?serverName=tenant.example.com", 200)
                        .at("/match")
                        .asString())
                .isEqualTo("rejected");

        var put = send(request("tlscertificates/tenant")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(json(put).at("/serverNames/0").asString()).isEqualTo("tenant.example.com");
        assertThat(json(put).at("/warnings/0").asString()).contains("whose certificate is missing");
        assertThat(get("tls/tenants?serverName=tenant.example.com", 200)
                        .at("/candidates/0/certificate/subject")
                        .asString())
                .isEqualTo("CN=tenant.example.com");
        assertThat(get("tlscertificates", 200).at("/certificates/0/id").asString())
                .isEqualTo("tenant");
        assertThat(get("tlscertificates/tenant", 200).at("/keyAlgorithm").asString())
                .isEqualTo("EC");
        assertThat(send(request("tlscertificates")).body()).doesNotContain("BEGIN");

        assertThat(json(send(request("tlscertificates/tenant").DELETE()))
                        .at("/removed")
                        .asBoolean())
                .isTrue();
        get("tlscertificates/tenant", 404);
        assertThat(get("tls/tenants?serverName=tenant.example.com", 200)
                        .at("/match")
                        .asString())
                .isEqualTo("rejected");
    }

    @Test
    void refusesACertificateThatCannotBeUsed() throws Exception {
        var tenant = Site.AUTHORITY.server("tenant.example.com");
        var body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "certificates", new String(tenant.chainPem(), StandardCharsets.US_ASCII),
                        "privateKey", new String(Site.WWW.privateKeyPem(), StandardCharsets.US_ASCII)));

        var refused = send(request("tlscertificates/other")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("PRIVATE");
        get("tlscertificates/other", 404);
        get("tlscertificates?limit=0", 400);
    }

    @Test
    void showsNoSecret() throws Exception {
        connect("-servername", "www.example.com");

        for (var path : List.of("tls", "tls/web?serverName=www.example.com", "tlshandshakes", "info", "health")) {
            assertThat(send(request(path)).body())
                    .as(path)
                    .doesNotContain(PASSWORD)
                    .doesNotContain(ENCRYPTION_KEY)
                    .doesNotContain("PRIVATE KEY")
                    .doesNotContain("BEGIN");
        }
    }

    // ---- clients

    private static void connect(String... options) {
        var command =
                new ArrayList<>(List.of("timeout", "20", "openssl", "s_client", "-connect", "127.0.0.1:" + port()));
        command.addAll(List.of(options));
        Clients.run(command, "");
    }

    private static int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static JsonNode get(String path, int status) throws Exception {
        var response = send(request(path));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body().isEmpty() ? JsonMapper.shared().createObjectNode() : json(response);
    }

    private static JsonNode post(String path) throws Exception {
        var response = send(request(path).POST(BodyPublishers.noBody()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%s/actuator/%s"
                .formatted(application.getEnvironment().getProperty("local.management.port"), path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
