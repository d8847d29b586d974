package io.unifiedtls.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class TlsMetricsAutoConfigurationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    @TempDir
    private static Path directory;

    private static TestCertificate certificate;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsMetricsAutoConfiguration.class))
            .withPropertyValues(
                    "tls.servers.web.certificate-chains[0].certificate=" + directory.resolve("combined.pem"),
                    "tls.clients.payments.trust-store.certificates="
                            + new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII));

    @BeforeAll
    static void writeFiles() throws IOException {
        certificate = AUTHORITY.server("localhost");
        certificate.writeCombined(directory);
    }

    @Test
    void measuresHandshakesOfBothSides() {
        this.runner.withUserConfiguration(Registry.class).run(context -> {
            var client = context.getBean(ClientContext.class).createEngine("localhost", 443);
            var server = context.getBean(ServerContext.class).createEngine();

            Handshakes.complete(client, server);

            var registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("tls.handshakes")
                            .tags("side", "server", "context", "web", "outcome", "success", "version", "TLSv1.3")
                            .timer()
                            .count())
                    .isOne();
            assertThat(registry.get("tls.handshakes")
                            .tags("side", "client", "context", "payments", "outcome", "success")
                            .timer()
                            .count())
                    .isOne();
            assertThat(registry.get("tls.sni.selections")
                            .tags("context", "web", "match", "exact")
                            .counter()
                            .count())
                    .isOne();
        });
    }

    @Test
    void measuresWhyAHandshakeFailed() {
        this.runner.withUserConfiguration(Registry.class).run(context -> {
            var client = context.getBean(ClientContext.class).createEngine("other.example.com", 443);
            var server = context.getBean(ServerContext.class).createEngine();

            assertThatException().isThrownBy(() -> Handshakes.complete(client, server));

            assertThat(context.getBean(MeterRegistry.class)
                            .get("tls.handshakes")
                            .tags("side", "client", "outcome", "failure", "reason", "certificate_hostname")
                            .timer()
                            .count())
                    .isOne();
        });
    }

    @Test
    void hasGaugesBeforeTheFirstHandshake() {
        this.runner.withUserConfiguration(Registry.class).run(context -> {
            var registry = context.getBean(MeterRegistry.class);

            assertThat(registry.get("tls.handshakes.active")
                            .tags("side", "server", "context", "web")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.get("tls.handshakes.active")
                            .tags("side", "client", "context", "payments")
                            .gauge()
                            .value())
                    .isZero();
        });
    }

    @Test
    void sumsUpCertificatesOnDemand() throws Exception {
        var sites = Files.createDirectory(directory.resolve("sites"));
        Files.write(sites.resolve("localhost.pem"), certificate.combinedPem());
        Files.writeString(sites.resolve("broken.example.com.pem"), "nonsense");
        this.runner
                .withUserConfiguration(Registry.class)
                .withPropertyValues("tls.servers.web.certificate-directory.location=" + sites)
                .run(context -> {
                    var registry = context.getBean(MeterRegistry.class);
                    var engines = context.getBean(ServerContext.class);
                    var clients = context.getBean(ClientContext.class);
                    assertThat(gauge(registry, "tls.certificates.names")).isEqualTo(2);
                    assertThat(gauge(registry, "tls.certificates.soonest.expiry"))
                            .isNaN();

                    assertThatException()
                            .isThrownBy(() -> Handshakes.complete(
                                    clients.createEngine("broken.example.com", 443), engines.createEngine()));

                    assertThat(gauge(registry, "tls.certificates.broken")).isOne();
                    assertThat(gauge(registry, "tls.certificates.loaded")).isZero();
                    assertThat(loads(registry, "failure")).isOne();
                    assertThat(loads(registry, "success")).isZero();
                    assertThat(registry.find("tls.certificate.expiry").gauges()).hasSize(1);
                });
    }

    @Test
    void measuresWhenTheFirstOfTheCertificatesOnDemandExpire() throws Exception {
        var sites = Files.createDirectory(directory.resolve("soonest"));
        var shop = AUTHORITY.server("shop.example.com");
        Files.write(sites.resolve("shop.example.com.pem"), shop.combinedPem());
        this.runner
                .withUserConfiguration(Registry.class)
                .withPropertyValues("tls.servers.web.certificate-directory.location=" + sites)
                .run(context -> {
                    var registry = context.getBean(MeterRegistry.class);
                    var clients = context.getBean(ClientContext.class);
                    var servers = context.getBean(ServerContext.class);
                    Handshakes.complete(clients.createEngine("shop.example.com", 443), servers.createEngine());
                    Handshakes.complete(clients.createEngine("shop.example.com", 443), servers.createEngine());
                    assertThat(loads(registry, "success")).isOne();

                    assertThat(gauge(registry, "tls.certificates.soonest.expiry"))
                            .isPositive();

                    var serial = shop.certificate().getSerialNumber().toString(16);
                    assertThat(registry.get("tls.certificate.expiry")
                                    .tags("context", "web", "server.name", "shop.example.com", "serial", serial)
                                    .gauge()
                                    .value())
                            .isPositive();
                });
    }

    private static long loads(MeterRegistry registry, String outcome) {
        return registry.get("tls.certificate.load")
                .tags("context", "web", "outcome", outcome)
                .timer()
                .count();
    }

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get(name).tag("context", "web").gauge().value();
    }

    @Test
    void measuresWhenCertificatesExpire() {
        this.runner.withUserConfiguration(Registry.class).run(context -> {
            var gauge = context.getBean(MeterRegistry.class)
                    .get("tls.certificate.expiry")
                    .gauge();

            var leaf = certificate.certificate();
            assertThat(gauge.getId().getBaseUnit()).isEqualTo("seconds");
            assertThat(gauge.getId().getTags())
                    .containsExactlyInAnyOrderElementsOf(Tags.of(
                            "context",
                            "web",
                            "server.name",
                            "localhost",
                            "serial",
                            leaf.getSerialNumber().toString(16)));
            var left = Duration.ofMillis(leaf.getNotAfter().getTime() - System.currentTimeMillis());
            assertThat(gauge.value()).isCloseTo(left.toSeconds(), within(60.0));
        });
    }

    @Test
    void followsReloads(@TempDir Path own) throws Exception {
        var first = AUTHORITY.server("localhost");
        first.writeCombined(own);
        this.runner
                .withUserConfiguration(Registry.class)
                .withPropertyValues("tls.servers.web.certificate-chains[0].certificate=" + own.resolve("combined.pem"))
                .run(context -> {
                    var registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("tls.reloads").counters())
                            .hasSize(6)
                            .allSatisfy(counter -> assertThat(counter.count()).isZero());
                    var second = AUTHORITY.server("localhost");
                    second.writeCombined(own);

                    context.getBean(TlsContexts.class).reload("web");
                    context.getBean(TlsContexts.class).reload("web");

                    assertThat(reloads(registry, "success")).isEqualTo(1);
                    assertThat(reloads(registry, "unchanged")).isEqualTo(1);
                    assertThat(reloads(registry, "failure")).isZero();
                    assertThat(registry.get("tls.certificate.expiry").gauges())
                            .extracting(gauge -> gauge.getId().getTag("serial"))
                            .containsExactly(
                                    second.certificate().getSerialNumber().toString(16));
                });
    }

    private static double reloads(MeterRegistry registry, String outcome) {
        return registry.get("tls.reloads")
                .tag("context", "web")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void tagsWithServerNamesIfAskedTo() {
        this.runner
                .withUserConfiguration(Registry.class)
                .withPropertyValues("tls.metrics.server-name-tag=true")
                .run(context -> {
                    var client = context.getBean(ClientContext.class).createEngine("localhost", 443);
                    Handshakes.complete(
                            client, context.getBean(ServerContext.class).createEngine());

                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("tls.sni.selections")
                                    .tags("server.name", "localhost")
                                    .counter()
                                    .count())
                            .isOne();
                });
    }

    @Test
    void countsTheKeysOfClientsIfAskedTo() {
        var client = AUTHORITY.leaf().commonName("worker").client().rsa().issue();
        var mutual = this.runner
                .withUserConfiguration(Registry.class)
                .withPropertyValues(
                        "tls.servers.web.trust-store.certificates="
                                + new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII),
                        "tls.clients.payments.certificate-chain.certificate="
                                + new String(client.combinedPem(), StandardCharsets.US_ASCII));
        mutual.run(context -> {
            handshake(context);
            assertThat(clientKeys(context).counters()).isEmpty();
        });
        mutual.withPropertyValues("tls.metrics.client-keys=true").run(context -> {
            handshake(context);
            var counter =
                    clientKeys(context).tags("context", "web", "key", "RSA").counter();
            assertThat(Objects.requireNonNull(counter).count()).isOne();
        });
    }

    private static Search clientKeys(ApplicationContext context) {
        return context.getBean(MeterRegistry.class).find("tls.handshakes.client.keys");
    }

    private static void handshake(ApplicationContext context) throws Exception {
        Handshakes.complete(
                context.getBean(ClientContext.class).createEngine("localhost", 443),
                context.getBean(ServerContext.class).createEngine());
    }

    @Test
    void usesTheRegistriesOfSpringBoot() {
        this.runner
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class))
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .get("tls.certificate.expiry")
                                .gauge())
                        .isNotNull());
    }

    @Test
    void backsOffWithoutARegistry() {
        this.runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HandshakeMeters.class));
    }

    @Test
    void backsOffWithoutMicrometer() {
        this.runner
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HandshakeMeters.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Registry {

        @Bean
        SimpleMeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
