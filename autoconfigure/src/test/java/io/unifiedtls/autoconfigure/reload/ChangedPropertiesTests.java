package io.unifiedtls.autoconfigure.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.ContextReloader;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Properties that Spring Cloud changes while the application is running. */
@ExtendWith(OutputCaptureExtension.class)
class ChangedPropertiesTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Changed Properties");

    private static final TestCertificate FIRST = AUTHORITY.server("localhost");

    private static final TestCertificate SECOND = AUTHORITY.server("localhost");

    private static final String WEB = "tls.servers.web.";

    /** As a configuration server would have them. */
    private final Map<String, Object> properties = new HashMap<>();

    @BeforeEach
    void configure() {
        this.properties.put(WEB + "certificate-chains[0].certificate", pem(FIRST.combinedPem()));
    }

    private static String pem(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }

    private void run(String implementation, ContextConsumer<AssertableApplicationContext> consumer) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsReloadAutoConfiguration.class))
                .withBean(RecordedHandshakes.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("cloud", this.properties)))
                .withPropertyValues("tls.implementation=" + implementation)
                .run(consumer);
    }

    private void change(ConfigurableApplicationContext application, String property, String value) {
        this.properties.put(property, value);
        application.publishEvent(new EnvironmentChangeEvent(application, Set.of(property)));
    }

    private static ReloadableServerContext server(ConfigurableApplicationContext application) {
        return (ReloadableServerContext) application.getBean(TlsContexts.class).server("web");
    }

    private static ClientContext client(TlsVersion version) throws Exception {
        return TlsImplementation.named("jsse")
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .highestSupportedVersion(version)
                        .build());
    }

    private static X509Certificate leaf(ClientContext client, ReloadableServerContext server) throws SSLException {
        var engine = client.createEngine("localhost", 443);
        Handshakes.complete(engine, server.createEngine());
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }

    @Test
    void bringANewCertificate() {
        run("auto", application -> {
            var server = server(application);
            assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(FIRST.certificate());

            change(application, WEB + "certificate-chains[0].certificate", pem(SECOND.combinedPem()));

            assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(SECOND.certificate());
            assertThat(server.generation()).isEqualTo(2);
            assertThat(server.implementation().name()).isEqualTo("boringssl");
        });
    }

    @ParameterizedTest
    @CsvSource({"boringssl", "jsse", "conscrypt", "bouncycastle"})
    void endAllSessions(String implementation) {
        run(implementation, application -> {
            var server = server(application);
            var client = client(TlsVersion.TLSv1_2);
            leaf(client, server);
            leaf(client, server);
            assertThat(isResumed(application)).isTrue();

            change(application, WEB + "unknown-server-name", "reject");
            leaf(client, server);

            assertThat(isResumed(application)).isFalse();
        });
    }

    private static boolean isResumed(ConfigurableApplicationContext application) {
        var told = application.getBean(RecordedHandshakes.class).told();
        return told.get(told.size() - 1).event().resumed().orElseThrow();
    }

    @Test
    void restrictVersions() {
        run("jsse", application -> {
            var server = server(application);
            leaf(client(TlsVersion.TLSv1_2), server);

            change(application, WEB + "lowest-supported-version", "TLSv1.3");

            assertThatExceptionOfType(SSLException.class).isThrownBy(() -> leaf(client(TlsVersion.TLSv1_2), server));
            assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(FIRST.certificate());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificate-chains[0].certificate | file:/nowhere.pem | tls.servers.web.certificate-chains[0].certificate",
                "lowest-supported-version | TLSv1.1 | tls.servers.web.lowest-supported-version",
                "unknown-server-nam | reject | tls.servers.web.unknown-server-nam",
                "client-authentication | required | tls.servers.web.client-authentication"
            })
    void changeNothingIfTheyAreWrong(String property, String value, String atFault, CapturedOutput output) {
        run("jsse", application -> {
            var server = server(application);

            change(application, WEB + property, value);

            assertThat(server.generation()).isEqualTo(1);
            assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(FIRST.certificate());
            assertThat(output).containsOnlyOnce(atFault);
        });
    }

    @Test
    void areTriedAgainUntilTheirFilesAreThere(CapturedOutput output, @TempDir Path directory) {
        run("jsse", application -> {
            var reloader = application.getBean(ContextReloader.class);
            var web = Set.of(new ContextReloader.Entry(Side.SERVER, "web"));
            var file = directory.resolve("second.pem");
            change(application, WEB + "certificate-chains[0].certificate", file.toString());
            reloader.update(web, false);
            assertThat(reloader.failed()).isEqualTo(web);

            Files.write(file, SECOND.combinedPem());
            reloader.update(web, false);

            assertThat(leaf(client(TlsVersion.TLSv1_3), server(application))).isEqualTo(SECOND.certificate());
            assertThat(reloader.failed()).isEmpty();
            assertThat(output).containsOnlyOnce("second.pem");
        });
    }

    @Test
    void areNoProblemOnceTheyAreAsBefore() {
        run("jsse", application -> {
            change(application, WEB + "lowest-supported-version", "TLSv1.1");
            change(application, WEB + "lowest-supported-version", "TLSv1.2");

            change(application, WEB + "certificate-chains[0].certificate", "file:/nowhere.pem");
            change(application, WEB + "certificate-chains[0].certificate", pem(FIRST.combinedPem()));

            assertThat(application.getBean(ContextReloader.class).failed()).isEmpty();
        });
    }

    @Test
    void changeNothingIfTheyAreOthers() {
        run("jsse", application -> {
            change(application, "shop.name", "another");

            assertThat(server(application).generation()).isEqualTo(1);
        });
    }

    @Test
    void cannotMoveTheRedirectPort(CapturedOutput output) {
        run("jsse", application -> {
            change(application, WEB + "redirect-http-port", "8081");

            assertThat(output)
                    .contains(
                            "the redirect-http-port of tls.servers.web has changed; restart the application to use it");
        });
    }

    @Test
    void cannotAddAnEntry(CapturedOutput output) {
        run("jsse", application -> {
            change(application, "tls.clients.payments.trust-store.system", "true");

            assertThat(server(application).generation()).isEqualTo(1);
            assertThat(output)
                    .contains(
                            "entries of tls.servers or tls.clients were added or removed; restart the application to use them");
        });
    }
}
