package io.unifiedtls.autoconfigure.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.actuate.TlsActuatorAutoConfiguration;
import io.unifiedtls.autoconfigure.actuate.TlsHealthAutoConfiguration;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class TlsCertificateStoreAutoConfigurationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final String OTHER_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private final JdbcDataSource database = new JdbcDataSource();

    private final ApplicationContextRunner alone = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TlsAutoConfiguration.class,
                    TlsCertificateStoreAutoConfiguration.class,
                    TlsActuatorAutoConfiguration.class,
                    TlsHealthAutoConfiguration.class))
            .withPropertyValues("tls.reload.enabled=false");

    private final ApplicationContextRunner node = this.alone
            .withBean(DataSource.class, () -> this.database)
            .withPropertyValues(
                    "tls.servers.web.source=certificateStore",
                    "tls.certificate-store.type=jdbc",
                    "tls.certificate-store.poll=1s",
                    "tls.certificate-store.encryption-key=" + KEY);

    TlsCertificateStoreAutoConfigurationTests() {
        this.database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    }

    private static CertificateStore store(ApplicationContext node) {
        return node.getBean(CertificateStore.class);
    }

    private static void put(ApplicationContext node, String id, TestCertificate certificate) throws Exception {
        store(node).put(id, certificate.chainPem(), certificate.privateKeyPem(), List.of());
    }

    /** Returns the subject of the certificate that a client gets. */
    private static String connect(ApplicationContext node, String serverName) throws Exception {
        var client = TlsImplementation.named("jsse")
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .build())
                .createEngine(serverName, 443);
        Handshakes.complete(client, node.getBean(ServerContext.class).createEngine());
        return client.getSession().getPeerPrincipal().getName();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = this.database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void isNotThereByDefault() {
        this.alone.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(CertificateStore.class)
                .doesNotHaveBean(CertificateStoreUpdates.class));
    }

    @Test
    void givesWayToABeanOfTheApplication() {
        SigningChainSource own = name -> SigningChainSource.Answer.unknown();
        this.node
                .withBean("certificateStore", SigningChainSource.class, () -> own)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CertificateStore.class));
    }

    @Test
    void isServedByAllNodes() {
        this.node.run(first -> this.node.run(second -> {
            put(first, "www", AUTHORITY.server("www.example.com"));
            put(first, "any", AUTHORITY.server("*.example.org"));

            assertThat(connect(first, "www.example.com")).isEqualTo("CN=www.example.com");
            assertThat(connect(second, "www.example.com")).isEqualTo("CN=www.example.com");
            assertThat(connect(second, "api.example.org")).isEqualTo("CN=*.example.org");
            assertThatException().isThrownBy(() -> connect(second, "other.example.com"));
        }));
    }

    @Test
    void isServedByTheOthersAfterAPollOnceItHasChanged() {
        this.node.run(first -> this.node.run(second -> {
            put(first, "www", AUTHORITY.server("www.example.com"));
            connect(second, "www.example.com");
            assertThatException().isThrownBy(() -> connect(second, "new.example.com"));

            put(
                    first,
                    "www",
                    AUTHORITY
                            .leaf()
                            .commonName("renewed")
                            .names("www.example.com", "new.example.com")
                            .issue());

            assertThat(connect(first, "www.example.com")).isEqualTo("CN=renewed");
            await().untilAsserted(
                            () -> assertThat(connect(second, "www.example.com")).isEqualTo("CN=renewed"));
            assertThat(connect(second, "new.example.com")).isEqualTo("CN=renewed");

            assertThat(store(first).remove("www")).isTrue();

            assertThatException().isThrownBy(() -> connect(first, "www.example.com"));
            await().untilAsserted(() -> assertThatException().isThrownBy(() -> connect(second, "www.example.com")));
            assertThat(store(first).remove("www")).isFalse();
        }));
    }

    @Test
    void hasEachChainThatAClientCanVerify() {
        this.node.run(context -> {
            put(
                    context,
                    "www-rsa",
                    AUTHORITY
                            .leaf()
                            .commonName("rsa")
                            .names("www.example.com")
                            .rsa()
                            .issue());
            put(
                    context,
                    "www-ec",
                    AUTHORITY.leaf().commonName("ec").names("www.example.com").issue());

            assertThat(connect(context, "www.example.com")).isEqualTo("CN=ec");
        });
    }

    @Test
    void servesWhatIsInMemoryWhileTheDatabaseIsAway(CapturedOutput output) {
        this.node.run(context -> {
            put(context, "www", AUTHORITY.server("www.example.com"));
            connect(context, "www.example.com");
            execute("ALTER TABLE TLS_CERTIFICATE_CHANGES RENAME TO AWAY");

            await().until(() -> store(context).problem().isPresent());

            assertThat(connect(context, "www.example.com")).isEqualTo("CN=www.example.com");
            var health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(new Status("WARNING"));
            assertThat(health.getDetails().get("certificateStore")).asString().contains("TLS_CERTIFICATE_CHANGES");
            execute("ALTER TABLE AWAY RENAME TO TLS_CERTIFICATE_CHANGES");
            await().until(() -> store(context).problem().isEmpty());
            assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);
        });
        assertThat(output)
                .containsOnlyOnce("the certificate store cannot be asked; certificates in memory stay in use: ")
                .contains("the certificate store can be reached again");
    }

    // ---- what is in the store

    @Test
    void listsCertificates() {
        this.node.run(context -> {
            var www = AUTHORITY.server("www.example.com", "api.example.com");
            put(context, "www", www);

            var stored = new StoredCertificate(
                    "www",
                    List.of("www.example.com", "api.example.com"),
                    "EC",
                    www.certificate().getNotAfter().toInstant());
            assertThat(store(context).get("www")).contains(stored);
            assertThat(store(context).soonestToExpire(0, 10)).containsExactly(stored);
            assertThat(store(context).soonestToExpire()).containsExactly(stored);
            assertThat(store(context).get("other")).isEmpty();
        });
    }

    @Test
    void hasNoKeyInPlainForm() {
        this.node.run(context -> {
            var www = AUTHORITY.server("www.example.com");
            put(context, "www", www);

            var pem = new String(www.privateKeyPem(), StandardCharsets.US_ASCII);
            var base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
            var der = Base64.getDecoder().decode(base64);
            try (var connection = this.database.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT * FROM TLS_CERTIFICATES")) {
                rows.next();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    assertThat(rows.getString(column))
                            .doesNotContain("PRIVATE")
                            .doesNotContain(base64.substring(0, 40));
                }
                var value = Base64.getDecoder().decode(rows.getString("PRIVATE_KEY"));
                assertThat(new String(value, StandardCharsets.ISO_8859_1))
                        .doesNotContain("PRIVATE")
                        .doesNotContain(new String(der, 0, 20, StandardCharsets.ISO_8859_1));
            }
            var chain = new JdbcCertificateTable(new Database(this.database)).get("www");
            assertThat(chain.toString())
                    .doesNotContain("PRIVATE")
                    .doesNotContain(chain.orElseThrow().privateKey());
        });
    }

    @Test
    void refusesARowThatWasChangedByHand(CapturedOutput output) {
        this.node.run(context -> {
            put(context, "www", AUTHORITY.server("www.example.com"));
            put(context, "api", AUTHORITY.server("api.example.com"));
            for (var change : List.of(
                    "UPDATE TLS_CERTIFICATES SET PRIVATE_KEY = 'damaged' WHERE ID = 'www'",
                    "UPDATE TLS_CERTIFICATES SET PRIVATE_KEY = (SELECT PRIVATE_KEY FROM TLS_CERTIFICATES WHERE ID = 'api'),"
                            + " CERTIFICATES = (SELECT CERTIFICATES FROM TLS_CERTIFICATES WHERE ID = 'api') WHERE ID = 'www'",
                    "UPDATE TLS_CERTIFICATES SET SERVER_NAMES = 'www.example.com,bank.example.com' WHERE ID = 'www'")) {
                put(context, "www", AUTHORITY.server("www.example.com"));
                execute(change);

                assertThatExceptionOfType(ConfigurationException.class)
                        .as(change)
                        .isThrownBy(() -> store(context).find("www.example.com"))
                        .withMessageStartingWith(
                                "the private key of 'www' in the certificate store cannot be used: it ")
                        .withMessageEndingWith("is damaged");
                assertThat(connect(context, "api.example.com")).isEqualTo("CN=api.example.com");
            }
        });
        assertThat(output).contains("the private key of 'www' in the certificate store cannot be used");
    }

    @Test
    void encryptsAllKeysAgainAfterTheKeyHasChanged() {
        this.node.run(context -> put(context, "www", AUTHORITY.server("www.example.com")));
        this.node
                .withPropertyValues("tls.certificate-store.encryption-key=" + OTHER_KEY + "," + KEY)
                .run(context -> {
                    assertThat(store(context).encryptAgain()).isOne();
                    assertThat(store(context).encryptAgain()).isZero();
                });
        this.node
                .withPropertyValues("tls.certificate-store.encryption-key=" + OTHER_KEY)
                .run(context -> assertThat(connect(context, "www.example.com")).isEqualTo("CN=www.example.com"));
    }

    @Test
    void isMeasured() {
        this.node.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            put(context, "www", AUTHORITY.server("www.example.com"));
            var registry = new SimpleMeterRegistry();
            new CertificateStoreMeters(store(context), Clock.systemUTC()).bindTo(registry);

            assertThat(registry.get("tls.certificates.store.soonest.expiry")
                            .gauge()
                            .value())
                    .isPositive();
            assertThat(registry.get("tls.certificates.store.failures")
                            .functionCounter()
                            .count())
                    .isZero();
        });
    }

    @Test
    void isAWarningOfHealthBeforeACertificateExpires() {
        this.node.withPropertyValues("tls.health.expiry-warning=3650d").run(context -> {
            put(context, "www", AUTHORITY.server("www.example.com"));

            var health = context.getBean(HealthIndicator.class).health();

            assertThat(health.getStatus()).isEqualTo(new Status("WARNING"));
            assertThat(health.getDetails().get("expiring")).asString().contains("certificate store: 'www' expires at ");
        });
    }

    // ---- what is refused

    @Test
    void refusesChainsThatCannotBeUsed() {
        this.node.run(context -> {
            var www = AUTHORITY.server("www.example.com");
            var other = AUTHORITY.server("www.example.com");
            assertRefused(
                    context,
                    "Www",
                    www.chainPem(),
                    www.privateKeyPem(),
                    List.of(),
                    "the id is invalid; use up to 100 lower-case letters, digits, dots, dashes and underscores");
            assertRefused(context, "www", www.chainPem(), other.privateKeyPem(), List.of(), "does not belong to");
            assertRefused(
                    context,
                    "www",
                    www.privateKeyPem(),
                    www.privateKeyPem(),
                    List.of(),
                    "are certificate and private key swapped?");
            assertRefused(
                    context, "www", www.chainPem(), www.chainPem(), List.of(), "no private key found in a buffer of");
            var nameless = AUTHORITY.leaf().client().commonName("nobody").issue();
            assertRefused(
                    context,
                    "www",
                    nameless.chainPem(),
                    nameless.privateKeyPem(),
                    List.of(),
                    "the certificate has no server name (dNSName); specify serverNames");
            assertThat(store(context).soonestToExpire(0, 10)).isEmpty();
        });
    }

    private static void assertRefused(
            ApplicationContext node, String id, byte[] certificates, byte[] key, List<String> names, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> store(node).put(id, certificates, key, names))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=redis | tls.certificate-store.type: no StringRedisTemplate was found",
                "encryption-key= | tls.certificate-store.encryption-key: there is none, but tls.certificate-store.type is jdbc",
                "encryption-key=c2hvcnQ= | tls.certificate-store.encryption-key: it has 5 bytes, which is too short",
                "poll=10 | tls.certificate-store.poll: 10 ms is too short",
                "time-to-live=1ms | tls.certificate-store.time-to-live: 1 ms is too short"
            })
    void mistakesEndTheStart(String property, String message) {
        this.node
                .withPropertyValues("tls.certificate-store." + property)
                .run(context -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining(message));
    }

    @Test
    void aWrongEncryptionKeyEndsTheStart() {
        this.node.run(context -> put(context, "www", AUTHORITY.server("www.example.com")));

        this.node
                .withPropertyValues("tls.certificate-store.encryption-key=" + OTHER_KEY)
                .run(
                        context -> assertThat(context)
                                .hasFailed()
                                .getFailure()
                                .hasStackTraceContaining(
                                        "tls.certificate-store.encryption-key: the private key of 'www' in the certificate store cannot be used: it was encrypted with another encryption-key"));
    }

    @Test
    void aServerNeedsTheStoreThatItNames() {
        this.alone
                .withPropertyValues("tls.servers.web.source=certificateStore")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining(
                                "a bean of type SigningChainSource named 'certificateStore' could not be found"));
    }
}
