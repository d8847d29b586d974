package io.unifiedtls.samples.clients;

import static org.assertj.core.api.Assertions.assertThatException;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

import io.unifiedtls.test.TestAuthority;

/** Kafka's clients report why they refuse a broker, and at once instead of after their time limits. */
@Tag("any-jdk")
class KafkaRefusalTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    @TempDir
    private Path files;

    @TempDir
    private Path directory;

    /** If they took the refusal for a lost connection, each would throw a {@code TimeoutException} after a minute. */
    @Test
    void reportsTheReasonOfARefusal() throws Exception {
        var ca = Files.write(this.files.resolve("ca.pem"), AUTHORITY.certificatePem());
        var client = Files.write(
                this.files.resolve("client.pem"),
                AUTHORITY.leaf().client().commonName("guest").issue().combinedPem());
        try (var broker = ServerKind.KAFKA.create(this.directory)) {
            broker.restart(AUTHORITY.server("other.example.com"), AUTHORITY);
            try (var application = new SpringApplicationBuilder(ClientsApplication.class)
                    .profiles("kafka")
                    .run(
                            "--tls.clients.backend.trust-store.certificates=" + ca,
                            "--tls.clients.backend.certificate-chain.certificate=" + client,
                            "--tls.clients.backend.certificate-chain.private-key=" + client,
                            "--spring.kafka.bootstrap-servers=localhost:" + broker.port())) {

                assertThatException()
                        .isThrownBy(() -> ServiceCalls.consume(application, broker.port()))
                        .isInstanceOf(SslAuthenticationException.class)
                        .withStackTraceContaining("other.example.com");
                assertThatException()
                        .isThrownBy(() -> ServiceCalls.produce(application, broker.port()))
                        .withStackTraceContaining("other.example.com")
                        .withStackTraceContaining(SslAuthenticationException.class.getName());
            }
        }
    }
}
