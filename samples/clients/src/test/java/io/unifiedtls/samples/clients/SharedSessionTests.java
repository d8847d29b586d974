package io.unifiedtls.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

/** Nodes that share session ticket keys through a real database or Redis, which they reach with TLS themselves. */
@Tag("any-jdk")
class SharedSessionTests {

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
    void areResumedByTheOtherNodeAlsoWhileTheStoreIsAway(ClientKind kind) throws Exception {
        try (var store = kind.server().create(this.directory)) {
            store.restart(AUTHORITY.server("localhost"), AUTHORITY);
            try (var first = start(kind, store, key(1));
                    var second = start(kind, store, key(1))) {
                for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                    var client = new Client(version);
                    assertThat(client.resumes(first)).isFalse();
                    assertThat(client.resumes(second)).isTrue();
                    assertThat(client.resumes(first)).isTrue();
                }
                assertThatException()
                        .isThrownBy(() -> start(kind, store, key(2)))
                        .withStackTraceContaining("it was encrypted with another encryption-key");

                stop(store);

                var client = new Client(TlsVersion.TLSv1_3);
                assertThat(client.resumes(second)).isFalse();
                assertThat(client.resumes(first)).isTrue();
            }
        }
    }

    private static void stop(RealServer store) {
        store.close();
    }

    private static String key(int fill) {
        return Base64.getEncoder().encodeToString("%032d".formatted(fill).getBytes(StandardCharsets.US_ASCII));
    }

    private ConfigurableApplicationContext start(ClientKind kind, RealServer store, String encryptionKey) {
        var properties = new TreeMap<String, Object>(kind.properties(store.port()));
        properties.put("tls.reload.enabled", "false");
        properties.put("tls.clients.backend.certificate-chain.certificate", this.files + "/client.pem");
        properties.put("tls.clients.backend.certificate-chain.private-key", this.files + "/client.pem");
        properties.put("tls.clients.backend.trust-store.certificates", this.files + "/ca.pem");
        properties.put("tls.servers.node.certificate-chains[0].certificate", this.files + "/node.pem");
        if (kind.server() == ServerKind.REDIS) {
            properties.put("tls.sessions.shared", "redis");
        }
        properties.put("tls.sessions.initialize-schema", "always");
        properties.put("TICKET_KEY", encryptionKey);
        return new SpringApplicationBuilder(ClientsApplication.class)
                .profiles(kind.profile(), "shared")
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
