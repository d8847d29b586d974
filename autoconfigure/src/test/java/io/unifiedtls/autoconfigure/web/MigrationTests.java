package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.json.JsonParserFactory;

import io.unifiedtls.autoconfigure.web.MigratedApplication.ClientAuth;
import io.unifiedtls.autoconfigure.web.MigratedApplication.Form;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** After its migration, as docs/migration.md describes it, an application behaves as it did before. */
@Tag("any-jdk")
class MigrationTests {

    private static final Pattern SUBJECT = Pattern.compile("(?m)^ *\\d s:(.*)$");

    private static final Pattern ALPN = Pattern.compile("(?m)^(ALPN protocol: .*|No ALPN negotiated)$");

    private static final List<MigratedApplication> APPLICATIONS = new ArrayList<>();

    @TempDir
    private static Path certificates;

    @BeforeAll
    static void start() throws IOException {
        var servers = TestAuthority.create("Servers");
        var clients = TestAuthority.create("Clients");
        Files.write(certificates.resolve("ca.pem"), servers.certificatePem());
        Files.write(certificates.resolve("clients.pem"), clients.certificatePem());
        write("www", servers.intermediate("Issuing servers").server("localhost"));
        write("worker", client(clients.intermediate("Issuing clients"), "worker"));
        write("stranger", client(TestAuthority.create("Others"), "stranger"));
        for (var form : Form.values()) {
            APPLICATIONS.add(MigratedApplication.start(form, ClientAuth.NEED, certificates));
        }
        APPLICATIONS.add(MigratedApplication.start(Form.BUNDLE, ClientAuth.WANT, certificates));
        APPLICATIONS.add(MigratedApplication.start(Form.TLS, ClientAuth.WANT, certificates));
    }

    private static TestCertificate client(TestAuthority authority, String name) {
        return authority.leaf().client().commonName(name).issue();
    }

    private static void write(String name, TestCertificate certificate) throws IOException {
        Files.write(certificates.resolve(name + ".pem"), certificate.chainPem());
        Files.write(certificates.resolve(name + ".key"), certificate.privateKeyPem());
    }

    @AfterAll
    static void stop() {
        APPLICATIONS.forEach(application -> application.context().close());
        APPLICATIONS.clear();
    }

    @ParameterizedTest
    @MethodSource("io.unifiedtls.autoconfigure.web.MigrationClient#all")
    void servesAndRefusesTheSameClients(MigrationClient client) throws InterruptedException {
        for (var application : APPLICATIONS) {
            assertThat(client.get(application.port(), certificates))
                    .as(application.toString())
                    .isEqualTo(client.expected(application.clientAuth()));
        }
    }

    @Test
    void servesTheSameChain() {
        assertThat(APPLICATIONS)
                .extracting(application -> SUBJECT.matcher(openssl(application, "-showcerts"))
                        .results()
                        .map(subject -> subject.group(1))
                        .toList())
                .containsOnly(List.of("CN = localhost", "CN = Issuing servers"));
    }

    @Test
    void negotiatesTheSameProtocol() {
        assertThat(APPLICATIONS)
                .extracting(application -> Stream.of("h2,http/1.1", "http/1.1,h2", "unknown,h2", "unknown")
                        .map(offer -> alpn(application, offer))
                        .toList())
                .containsOnly(
                        List.of("ALPN protocol: h2", "ALPN protocol: h2", "ALPN protocol: h2", "No ALPN negotiated"));
    }

    /** Tomcat's own TLS offers h2 only. */
    @Test
    void alsoNegotiatesHttp11() {
        for (var application : APPLICATIONS) {
            assertThat(alpn(application, "http/1.1"))
                    .as(application.toString())
                    .isEqualTo((application.form() == Form.TLS) ? "ALPN protocol: http/1.1" : "No ALPN negotiated");
        }
    }

    private static String alpn(MigratedApplication application, String offer) {
        return ALPN.matcher(openssl(application, "-alpn", offer))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("refused");
    }

    private static String openssl(MigratedApplication application, String... options) {
        var command = new ArrayList<>(List.of("timeout", "20", "openssl", "s_client"));
        command.addAll(List.of("-connect", "localhost:" + application.port()));
        command.addAll(List.of("-cert", certificates.resolve("worker.pem").toString()));
        command.addAll(List.of("-cert_chain", certificates.resolve("worker.pem").toString()));
        command.addAll(List.of("-key", certificates.resolve("worker.key").toString()));
        command.addAll(List.of(options));
        return Clients.run(command, "").output();
    }

    @Test
    void connectsTheSameClients() {
        assertThat(withBundles())
                .extracting(MigratedApplication::callItself)
                .containsOnly("HTTP/1.1 TLSv1.3 CN=worker");
    }

    @Test
    void reportsTheSameHealth() {
        var health = withBundles().stream()
                .<Object>map(application ->
                        ((Map<?, ?>) actuator(application, "health").get("components")).get("ssl"))
                .toList();

        assertThat(health).containsOnly(health.get(0));
        assertThat(health.get(0)).asString().contains("CN=localhost", "CN=Issuing servers", "CN=Issuing clients");
    }

    @Test
    void showsTheSameInformation() {
        var info = withBundles().stream()
                .map(application -> actuator(application, "info").get("ssl"))
                .toList();

        assertThat(info).containsOnly(info.get(0));
        assertThat(info.get(0)).asString().contains("trustStoreCertificateChains", "CN=Clients", "CN=Servers");
    }

    @Test
    void hasTheSameMeters() {
        var meters = withBundles().stream().map(MigrationTests::expiryMeters).toList();

        assertThat(meters).allSatisfy(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(meters.get(0)));
        assertThat(meters.get(0))
                .extracting(id -> id.getTag("bundle") + " " + id.getTag("source"))
                .containsExactlyInAnyOrder("web keystore", "web truststore", "backend keystore", "backend truststore");
    }

    private static List<Meter.Id> expiryMeters(MigratedApplication application) {
        return application.context().getBean(MeterRegistry.class).find("ssl.chain.expiry").meters().stream()
                .map(Meter::getId)
                .toList();
    }

    /** The properties of {@code server.ssl} do not make a bundle that could be compared. */
    private static List<MigratedApplication> withBundles() {
        return APPLICATIONS.stream()
                .filter(application -> application.form() != Form.SERVER_SSL)
                .toList();
    }

    private static Map<String, Object> actuator(MigratedApplication application, String endpoint) {
        var http = HttpClient.newBuilder()
                .sslContext(MigrationClient.sslContext("worker", certificates))
                .build();
        var uri = URI.create("https://localhost:%d/actuator/%s".formatted(application.port(), endpoint));
        var body = http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .join()
                .body();
        return JsonParserFactory.getJsonParser().parseMap(body);
    }
}
