package io.unifiedtls.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.autoconfigure.shared.StoredCertificate;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * Nodes that share session ticket keys and certificates through a real database or Redis, which they reach with TLS.
 */
@Tag("any-jdk")
class SharedStoreTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Authority");

    @TempDir
    private Path files;

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws Exception {
        var client = AUTHORITY.leaf().client().commonName("guest").issue();
        Files.write(this.files.resolve("client.pem"), client.combinedPem());
        Files.write(this.files.resolve("ca.pem"), AUTHORITY.certificatePem());
        Files.write(
                this.files.resolve("node.pem"), AUTHORITY.server("localhost").combinedPem());
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientKind.class,
            names = {"LETTUCE", "JEDIS", "POSTGRESQL", "MARIADB"})
    void sessionsAreResumedByTheOtherNodeAlsoWhileTheStoreIsAway(ClientKind kind) throws Exception {
        try (var store = kind.server().create(this.directory)) {
            store.restart(AUTHORITY.server("localhost"), AUTHORITY);
            try (var first = startWithSessions(kind, store, key(1));
                    var second = startWithSessions(kind, store, key(1))) {
                for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                    var client = new Client(version);
                    assertThat(client.resumes(first)).isFalse();
                    assertThat(client.resumes(second)).isTrue();
                    assertThat(client.resumes(first)).isTrue();
                }
                assertThatException()
                        .isThrownBy(() -> startWithSessions(kind, store, key(2)))
                        .withStackTraceContaining("it was encrypted with another encryption-key");

                stop(store);

                var client = new Client(TlsVersion.TLSv1_3);
                assertThat(client.resumes(second)).isFalse();
                assertThat(client.resumes(first)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientKind.class,
            names = {"LETTUCE", "JEDIS", "POSTGRESQL", "MARIADB"})
    void certificatesAreServedByTheOtherNodeAlsoWhileTheStoreIsAway(ClientKind kind) throws Exception {
        try (var store = kind.server().create(this.directory)) {
            store.restart(AUTHORITY.server("localhost"), AUTHORITY);
            try (var first = startWithCertificates(kind, store, key(1));
                    var second = startWithCertificates(kind, store, key(1))) {
                put(first, "www", AUTHORITY.server("www.example.com"));
                put(first, "api", AUTHORITY.server("api.example.com"));
                assertThat(subject(second, "www.example.com")).isEqualTo("CN=www.example.com");
                assertThatException().isThrownBy(() -> subject(second, "new.example.com"));

                put(
                        first,
                        "www",
                        AUTHORITY
                                .leaf()
                                .commonName("renewed")
                                .names("www.example.com", "*.example.org", "new.example.com")
                                .issue());

                await().untilAsserted(() ->
                        assertThat(subject(second, "www.example.com")).isEqualTo("CN=renewed"));
                assertThat(subject(second, "new.example.com")).isEqualTo("CN=renewed");
                assertThat(subject(second, "any.example.org")).isEqualTo("CN=renewed");
                assertThatException()
                        .isThrownBy(() -> startWithCertificates(kind, store, key(2)))
                        .withStackTraceContaining("it was encrypted with another encryption-key");
                assertThat(first.getBean(CertificateStore.class).soonestToExpire(0, 10))
                        .extracting(StoredCertificate::id)
                        .containsExactlyInAnyOrder("api", "www");

                assertThat(second.getBean(CertificateStore.class).remove("api")).isTrue();

                await().untilAsserted(() -> assertThatException().isThrownBy(() -> subject(first, "api.example.com")));

                stop(store);

                assertThat(subject(second, "www.example.com")).isEqualTo("CN=renewed");
                assertThatException().isThrownBy(() -> put(first, "api", AUTHORITY.server("api.example.com")));

                store.restart(AUTHORITY.server("localhost"), AUTHORITY);
                await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> {
                    put(first, "www", AUTHORITY.server("www.example.com"));
                    assertThat(subject(second, "www.example.com")).isEqualTo("CN=www.example.com");
                });
            }
        }
    }

    private static void put(ConfigurableApplicationContext node, String id, TestCertificate certificate)
            throws Exception {
        node.getBean(CertificateStore.class).put(id, certificate.chainPem(), certificate.privateKeyPem(), List.of());
    }

    /** Returns the subject of the certificate that a client gets. */
    private static String subject(ConfigurableApplicationContext node, String serverName) throws Exception {
        var client = TlsImplementation.named("jsse")
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .build())
                .createEngine(serverName, 443);
        Handshakes.complete(client, node.getBean(ServerContext.class).createEngine());
        return client.getSession().getPeerPrincipal().getName();
    }

    private static void stop(RealServer store) {
        store.close();
    }

    private static String key(int fill) {
        return Base64.getEncoder().encodeToString("%032d".formatted(fill).getBytes(StandardCharsets.US_ASCII));
    }

    private ConfigurableApplicationContext startWithSessions(ClientKind kind, RealServer store, String key) {
        var properties = new TreeMap<String, Object>();
        properties.put("tls.servers.node.certificate-chains[0].certificate", this.files + "/node.pem");
        if (kind.server() == ServerKind.REDIS) {
            properties.put("tls.sessions.shared", "redis");
        }
        properties.put("tls.sessions.initialize-schema", "always");
        properties.put("TICKET_KEY", key);
        return start(kind, store, "shared", properties);
    }

    /** The nodes are notified, except by MariaDB, which has no notifications. */
    private ConfigurableApplicationContext startWithCertificates(ClientKind kind, RealServer store, String key) {
        var properties = new TreeMap<String, Object>();
        if (kind.server() == ServerKind.REDIS) {
            properties.put("tls.certificate-store.type", "redis");
        }
        properties.put("tls.certificate-store.initialize-schema", "always");
        properties.put("tls.certificate-store.poll", (kind == ClientKind.MARIADB) ? "1s" : "20s");
        properties.put("spring.data.redis.timeout", "2s");
        properties.put("STORE_KEY", key);
        return start(kind, store, "certificates", properties);
    }

    private ConfigurableApplicationContext start(
            ClientKind kind, RealServer store, String profile, Map<String, Object> more) {
        var properties = new TreeMap<String, Object>(kind.properties(store.port()));
        properties.putAll(more);
        properties.put("tls.reload.enabled", "false");
        properties.put("tls.clients.backend.certificate-chain.certificate", this.files + "/client.pem");
        properties.put("tls.clients.backend.certificate-chain.private-key", this.files + "/client.pem");
        properties.put("tls.clients.backend.trust-store.certificates", this.files + "/ca.pem");
        return new SpringApplicationBuilder(ClientsApplication.class)
                .profiles(kind.profile(), profile)
                .run(properties.entrySet().stream()
                        .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()))
                        .toArray(String[]::new));
    }

    /** A client that keeps the last session. */
    private static final class Client {

        private final List<Boolean> resumed = new ArrayList<>();

        private final ClientContext context;

        Client(TlsVersion version) throws Exception {
            this.context = TlsImplementation.named("jsse")
                    .clientContext(TlsClientConfiguration.builder()
                            .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                            .highestSupportedVersion(version)
                            .build())
                    .observed("client", new HandshakeListener() {
                        @Override
                        public void succeeded(HandshakeEvent event) {
                            Client.this.resumed.add(event.resumed().orElseThrow());
                        }
                    });
        }

        boolean resumes(ConfigurableApplicationContext node) throws Exception {
            var connected = this.context.createEngine("localhost", 443);
            var accepted = node.getBean(ServerContext.class).createEngine();
            Handshakes.complete(connected, accepted);
            Handshakes.send(accepted, new byte[] {1}, connected); // behind the tickets of TLS 1.3
            return this.resumed.get(this.resumed.size() - 1);
        }
    }
}
