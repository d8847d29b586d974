package io.unifiedtls.autoconfigure.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.actuate.TlsActuatorAutoConfiguration;
import io.unifiedtls.autoconfigure.actuate.TlsHealthAutoConfiguration;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class TlsSessionsAutoConfigurationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final String CERTIFICATE =
            new String(AUTHORITY.server("localhost").combinedPem(), StandardCharsets.US_ASCII);

    private final MemoryStore store = new MemoryStore();

    private final ApplicationContextRunner alone = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TlsAutoConfiguration.class,
                    TlsSessionsAutoConfiguration.class,
                    TlsActuatorAutoConfiguration.class,
                    TlsHealthAutoConfiguration.class))
            .withPropertyValues(
                    "tls.reload.enabled=false", "tls.servers.web.certificate-chains[0].certificate=" + CERTIFICATE);

    private final ApplicationContextRunner node = this.alone
            .withBean("vault", TicketKeyStore.class, () -> this.store)
            .withPropertyValues("tls.sessions.shared=vault", "tls.sessions.encryption-key=" + KEY);

    @Test
    void shareNothingByDefault() {
        this.alone.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionTicketKeySource.class));
        this.alone
                .withPropertyValues("tls.sessions.shared=none")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionTicketKeySource.class));
    }

    @Test
    void areResumedByAnotherNode() {
        this.node.run(first -> this.node.run(second -> {
            var client = new Client();
            assertThat(client.resumes(first)).isFalse();
            assertThat(client.resumes(second)).isTrue();
            assertThat(client.resumes(first)).isTrue();
        }));
    }

    @Test
    void areNotResumedByANodeThatTrustsOtherClients() {
        var ca = new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII);
        var other = this.node.withPropertyValues(
                "tls.servers.web.trust-store.certificates=" + ca,
                "tls.servers.web.client-authentication=optional",
                "tls.servers.web.implementation=boringssl");
        this.node.run(first -> other.run(second -> {
            var client = new Client();
            client.resumes(first);
            assertThat(client.resumes(second)).isFalse();
            assertThat(this.store.values).hasSize(2);
        }));
    }

    @Test
    void areInADatabase() {
        var url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
        var jdbc = this.alone
                .withBean(DataSource.class, () -> {
                    var dataSource = new JdbcDataSource();
                    dataSource.setURL(url);
                    return dataSource;
                })
                .withPropertyValues("tls.sessions.shared=jdbc", "tls.sessions.encryption-key=" + KEY);
        jdbc.run(first -> jdbc.run(second -> {
            var client = new Client();
            client.resumes(first);
            assertThat(client.resumes(second)).isTrue();
        }));
    }

    @Test
    void areInFiles(@TempDir Path directory) {
        var file = this.alone.withPropertyValues(
                "tls.sessions.shared=file",
                "tls.sessions.location=file:" + directory,
                "tls.sessions.encryption-key=" + KEY);
        file.run(first -> file.run(second -> {
            var client = new Client();
            client.resumes(first);
            assertThat(client.resumes(second)).isTrue();
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(1);
            }
        }));
    }

    @Test
    void areNotReplacedWhereAServerHasKeysOfItsOwn(@TempDir Path directory) throws Exception {
        var key = Files.write(directory.resolve("ticket.key"), new byte[48]);
        this.node
                .withPropertyValues("tls.servers.web.session-ticket-keys=" + key)
                .run(context -> {
                    var configuration = context.getBean(ServerContext.class).configuration();
                    assertThat(configuration.sessionTicketKeys()).hasSize(1);
                    assertThat(configuration.sessionTicketKeySource()).isEmpty();
                });
    }

    @Test
    void areThoseOfABeanOfTheApplication() {
        SessionTicketKeySource own = scope -> () -> List.of(io.unifiedtls.SessionTicketKey.generate());
        this.alone
                .withBean(SessionTicketKeySource.class, () -> own)
                .run(context -> assertThat(context.getBean(ServerContext.class)
                                .configuration()
                                .sessionTicketKeySource())
                        .contains(own));
    }

    @Test
    void becomeThoseOfANewScopeIfTheTrustChanges(@TempDir Path directory) throws Exception {
        var ca = Files.write(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
        this.node
                .withPropertyValues(
                        "tls.servers.web.trust-store.certificates=" + ca,
                        "tls.servers.web.client-authentication=optional",
                        "tls.servers.web.implementation=boringssl")
                .run(context -> {
                    var client = new Client();
                    client.resumes(context);
                    Files.write(ca, TestAuthority.create("Other CA").certificatePem());

                    context.getBean(TlsContexts.class).reload("web");

                    assertThat(client.resumes(context)).isFalse();
                    assertThat(client.resumes(context)).isTrue();
                    assertThat(this.store.values).hasSize(2);
                });
    }

    // ---- what people see

    @Test
    void areMeasured() {
        this.node.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            context.getBean(TlsContexts.class).server("web");
            var registry = context.getBean(MeterRegistry.class);
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));

            assertThat(registry.get("tls.tickets.key.age").gauge().value()).isBetween(0.0, 60.0);
            assertThat(registry.get("tls.tickets.rotations").functionCounter().count())
                    .isOne();
            assertThat(registry.get("tls.tickets.conflicts").functionCounter().count())
                    .isZero();
            assertThat(registry.get("tls.tickets.failures").functionCounter().count())
                    .isZero();
        });
    }

    @Test
    void areAWarningOfHealthWhileTheStoreIsAway(CapturedOutput output) {
        this.store.isAway = true;

        this.node.run(context -> {
            assertThat(new Client().resumes(context)).isFalse();
            var health = context.getBean(org.springframework.boot.health.contributor.HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(new Status("WARNING"));
            assertThat(health.getDetails().get("ticketKeys")).asString().contains("Connection refused");
        });
        assertThat(output).contains("session ticket keys are not shared now");
    }

    @Test
    void areRevoked() {
        this.node.run(context -> {
            var client = new Client();
            client.resumes(context);
            assertThat(client.resumes(context)).isTrue();

            context.getBean(SharedTicketKeys.class).revoke();

            assertThat(client.resumes(context)).isFalse();
        });
    }

    // ---- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shared=oracle | tls.sessions.shared: 'oracle' is neither none, jdbc, redis or file, nor the name of a bean of type TicketKeyStore. Available: vault",
                "shared=jdbc | tls.sessions.shared: 0 beans of type DataSource were found, but exactly one is needed",
                "shared=redis | tls.sessions.shared: no StringRedisTemplate was found",
                "shared=file | tls.sessions.location: the location is missing",
                "encryption-key= | tls.sessions.encryption-key: there is none, but tls.sessions.shared is 'vault'",
                "encryption-key=c2hvcnQ= | tls.sessions.encryption-key: it has 5 bytes, which is too short",
                "encryption-key=not Base64! | tls.sessions.encryption-key: it is not Base64",
                "poll=10 | tls.sessions.poll: 10 ms is too short",
                "rotation=3m | tls.sessions.rotation: 180000 ms is too short",
                "lifetime=11h | tls.sessions.lifetime: 39600000 ms is too short",
                "lifetime=90d | tls.sessions.lifetime: PT2160H would need more than 35 keys"
            })
    void mistakesEndTheStart(String property, String message) {
        this.node
                .withPropertyValues("tls.sessions." + property)
                .run(context -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining(message));
    }

    @Test
    void aDirectoryThatIsMissingEndsTheStart(@TempDir Path directory) {
        this.node
                .withPropertyValues("tls.sessions.shared=file", "tls.sessions.location=" + directory.resolve("missing"))
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("missing is not a directory"));
    }

    @Test
    void anotherEncryptionKeyEndsTheStart() {
        this.node.run(first -> this.node
                .withPropertyValues("tls.sessions.encryption-key=" + KEY.replace('M', 'N'))
                .run(second -> assertThat(second)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("tls.sessions.shared: the value 'ticket-keys-")
                        .hasStackTraceContaining("it was encrypted with another encryption-key")
                        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(KEY.substring(8, 32)))));
    }

    @Test
    void anEncryptionKeyIsReplacedInTwoSteps() {
        var renewed = KEY.replace('M', 'N');
        this.node.run(first -> {
            var client = new Client();
            client.resumes(first);
            this.node
                    .withPropertyValues("tls.sessions.encryption-key=%s,%s".formatted(renewed, KEY))
                    .run(second -> assertThat(client.resumes(second)).isTrue());
        });
    }

    @Test
    void anImplementationWithoutTicketKeysEndsTheStart() {
        this.node
                .withPropertyValues("tls.servers.web.implementation=jsse")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining(
                                "tls.sessions.shared: TLS implementation jsse does not support session ticket keys"));
    }

    private static String stackTrace(Throwable failure) {
        var text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    /** A client that keeps the last session. */
    private static final class Client {

        private final List<Boolean> resumed = new ArrayList<>();

        private final io.unifiedtls.ClientContext context;

        Client() throws Exception {
            this.context = TlsImplementation.named("jsse")
                    .clientContext(TlsClientConfiguration.builder()
                            .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                            .build())
                    .observed("client", new HandshakeListener() {
                        @Override
                        public void succeeded(HandshakeEvent event) {
                            Client.this.resumed.add(event.resumed().orElseThrow());
                        }
                    });
        }

        boolean resumes(ApplicationContext node) throws Exception {
            var connected = this.context.createEngine("localhost", 443);
            var accepted = node.getBean(ServerContext.class).createEngine();
            Handshakes.complete(connected, accepted);
            Handshakes.send(accepted, new byte[] {1}, connected); // behind the tickets
            return this.resumed.get(this.resumed.size() - 1);
        }
    }
}
