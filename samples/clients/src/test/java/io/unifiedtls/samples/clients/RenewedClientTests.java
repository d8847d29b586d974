package io.unifiedtls.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Each client against a real server: renewed certificates and authorities are used by its next connection. */
class RenewedClientTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final TestAuthority FIRST = TestAuthority.create("First");

    private static final TestAuthority SECOND = TestAuthority.create("Second");

    @TempDir
    private Path files;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(ClientKind.class)
    void usesWhatIsRenewed(ClientKind client) throws Exception {
        writeClient(client(FIRST), FIRST);
        try (var server = client.server().create(this.directory)) {
            server.restart(FIRST.server("localhost"), FIRST);
            try (var application = start(client, server)) {
                client.call(application, server.port());
                assertThat(successes(application)).isPositive();

                writeClient(client(SECOND), SECOND);
                assertThat(reload(application))
                        .extracting(TlsReloadEvent::outcome)
                        .containsExactly(Outcome.SUCCESS);
                server.restart(SECOND.server("localhost"), SECOND);
                assertThatCode(() -> client.call(application, server.port()))
                        .as("new certificate and new authority")
                        .doesNotThrowAnyException();

                server.restart(SECOND.server("other.example.com"), SECOND);
                assertRefused(client, application, server, "certificate_hostname");

                server.restart(SECOND.server("localhost"), SECOND);
                writeClient(client(SECOND), FIRST);
                reload(application);
                assertRefused(client, application, server, "certificate_unknown_ca");
            }
        }
    }

    /** Kafka's producer may first tell the failure of a connection that it has made by itself before. */
    private static void assertRefused(
            ClientKind client, ConfigurableApplicationContext application, RealServer server, String reason) {
        var before = failures(application, reason);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            if (!isRefused(client, application, server)) {
                throw new IllegalStateException("not refused");
            }
            assertThat(failures(application, reason)).isGreaterThan(before);
        });
    }

    private static boolean isRefused(ClientKind client, ConfigurableApplicationContext application, RealServer server) {
        try {
            client.call(application, server.port());
            return false;
        } catch (Exception refused) {
            return true;
        }
    }

    private ConfigurableApplicationContext start(ClientKind client, RealServer server) {
        var properties = new TreeMap<String, Object>(client.properties(server.port()));
        var entry = "tls.clients.backend.";
        properties.put("tls.implementation", "boringssl");
        properties.put("tls.reload.enabled", "false");
        properties.put(
                entry + "certificate-chain.certificate",
                this.files.resolve("client.pem").toString());
        properties.put(
                entry + "certificate-chain.private-key",
                this.files.resolve("client.key").toString());
        properties.put(
                entry + "trust-store.certificates", this.files.resolve("ca.pem").toString());
        return new SpringApplicationBuilder(ClientsApplication.class)
                .profiles(client.profile())
                .run(properties.entrySet().stream()
                        .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()))
                        .toArray(String[]::new));
    }

    private static TestCertificate client(TestAuthority authority) {
        return authority.leaf().client().commonName("guest").issue();
    }

    private void writeClient(TestCertificate client, TestAuthority trusted) throws Exception {
        write("client.pem", client.chainPem());
        write("client.key", client.privateKeyPem());
        write("ca.pem", trusted.certificatePem());
    }

    private void write(String name, byte[] content) throws Exception {
        var next = Files.write(this.files.resolve(name + ".next"), content);
        Files.move(next, this.files.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<TlsReloadEvent> reload(ConfigurableApplicationContext application) {
        return application.getBean(TlsContexts.class).reload("backend");
    }

    private static double successes(ConfigurableApplicationContext application) {
        return application
                .getBean(MeterRegistry.class)
                .find("tls.handshakes")
                .tags("side", "client", "outcome", "success")
                .timers()
                .stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }

    private static double failures(ConfigurableApplicationContext application, String reason) {
        return application
                .getBean(MeterRegistry.class)
                .find("tls.handshakes")
                .tags("side", "client", "reason", reason)
                .timers()
                .stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }
}
