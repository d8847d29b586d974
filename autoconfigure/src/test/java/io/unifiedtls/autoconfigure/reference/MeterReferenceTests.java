package io.unifiedtls.autoconfigure.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.metrics.TlsMetricsAutoConfiguration;
import io.unifiedtls.autoconfigure.shared.TlsCertificateStoreAutoConfiguration;
import io.unifiedtls.autoconfigure.shared.TlsSessionsAutoConfiguration;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

@Tag("any-jdk")
class MeterReferenceTests {

    private static final MeterRegistry REGISTRY = new SimpleMeterRegistry();

    @BeforeAll
    static void measure(@TempDir Path directory) throws IOException {
        var authority = TestAuthority.create("Test CA");
        Files.write(directory.resolve("ca.pem"), authority.certificatePem());
        Files.write(
                directory.resolve("www.pem"), authority.server("www.shop.test").combinedPem());
        Files.write(
                directory.resolve("wildcard.pem"),
                authority.server("*.shop.test").combinedPem());
        Files.write(
                directory.resolve("worker.pem"),
                authority.leaf().client().commonName("worker").issue().combinedPem());
        var sites = Files.createDirectory(directory.resolve("sites"));
        Files.write(
                sites.resolve("shop.example.pem"),
                authority.server("shop.example").combinedPem());
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, () -> REGISTRY)
                .withPropertyValues(
                        "tls.implementation=jsse",
                        "tls.metrics.client-keys=true",
                        "tls.metrics.server-name-tag=true",
                        "tls.servers.web.certificate-chains[0].certificate=" + directory.resolve("www.pem"),
                        "tls.servers.web.certificate-chains[1].certificate=" + directory.resolve("wildcard.pem"),
                        "tls.servers.web.certificate-directory.location=" + sites,
                        "tls.servers.strict.certificate-chains[0].certificate=" + directory.resolve("www.pem"),
                        "tls.servers.strict.unknown-server-name=reject",
                        "tls.servers.mutual.certificate-chains[0].certificate=" + directory.resolve("www.pem"),
                        "tls.servers.mutual.trust-store.certificates=" + directory.resolve("ca.pem"),
                        "tls.clients.worker.trust-store.certificates=" + directory.resolve("ca.pem"),
                        "tls.clients.worker.certificate-chain.certificate=" + directory.resolve("worker.pem"),
                        "tls.clients.shop.trust-store.certificates=" + directory.resolve("ca.pem"),
                        "tls.clients.old.trust-store.certificates=" + directory.resolve("ca.pem"),
                        "tls.clients.old.highest-supported-version=TLSv1.2",
                        "tls.clients.stub.insecure=certificate, hostname")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    shakeHands(context);
                    context.getBean(TlsContexts.class).reload("web");
                });
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TlsAutoConfiguration.class, TlsSessionsAutoConfiguration.class))
                .withPropertyValues(
                        "tls.servers.web.certificate-chains[0].certificate=" + directory.resolve("www.pem"),
                        "tls.sessions.shared=file",
                        "tls.sessions.location=" + directory,
                        "tls.sessions.encryption-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .run(context -> context.getBean(MeterBinder.class).bindTo(REGISTRY));
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TlsAutoConfiguration.class, TlsCertificateStoreAutoConfiguration.class))
                .withBean(DataSource.class, () -> {
                    var dataSource = new JdbcDataSource();
                    dataSource.setURL("jdbc:h2:mem:meters;DB_CLOSE_DELAY=-1");
                    return dataSource;
                })
                .withPropertyValues(
                        "tls.certificate-store.type=jdbc",
                        "tls.certificate-store.encryption-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .run(context -> context.getBean(MeterBinder.class).bindTo(REGISTRY));
    }

    private static void shakeHands(BeanFactory beans) throws IOException {
        connect(beans, "shop", "www.shop.test", "web");
        connect(beans, "shop", "www.shop.test", "web");
        connect(beans, "old", "api.shop.test", "web");
        connect(beans, "shop", "shop.example", "web");
        connect(beans, "worker", "www.shop.test", "mutual");
        connect(beans, "stub", "127.0.0.1", "web");
        // the name is neither configured nor in the certificate
        assertThatException().isThrownBy(() -> connect(beans, "shop", "other.test", "web"));
        assertThatException().isThrownBy(() -> connect(beans, "shop", "other.test", "strict"));
    }

    private static void connect(BeanFactory beans, String client, String host, String server) throws IOException {
        Handshakes.complete(
                beans.getBean(client + "ClientContext", ClientContext.class).createEngine(host, 443),
                beans.getBean(server + "ServerContext", ServerContext.class).createEngine());
    }

    @Test
    void isUpToDate() throws IOException {
        GeneratedFile.assertCurrent("meters.md", MeterReference.of(REGISTRY));
    }

    @Test
    void everyMeterIsDescribed() {
        assertThat(REGISTRY.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getDescription())
                        .as(meter.getId().getName())
                        .matches("[A-Z].*[^.]"));
    }

    @Test
    void measuresEveryWayToMatchAServerName() {
        assertThat(MeterReference.values(REGISTRY, "tls.sni.selections", "match"))
                .containsExactly("absent", "default", "exact", "rejected", "wildcard");
    }

    @Test
    void measuresEveryKindOfHandshake() {
        assertThat(MeterReference.values(REGISTRY, "tls.handshakes", "outcome"))
                .containsExactly("aborted", "failure", "success");
        assertThat(MeterReference.values(REGISTRY, "tls.handshakes", "version"))
                .containsExactly("TLSv1.2", "TLSv1.3", "none");
        assertThat(MeterReference.values(REGISTRY, "tls.handshakes", "resumed"))
                .containsExactly("false", "true", "unknown");
    }
}
