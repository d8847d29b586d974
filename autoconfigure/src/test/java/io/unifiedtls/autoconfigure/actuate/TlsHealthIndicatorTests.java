package io.unifiedtls.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class TlsHealthIndicatorTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TlsAutoConfiguration.class, TlsActuatorAutoConfiguration.class, TlsHealthAutoConfiguration.class));

    @Test
    void isUpIfEverythingIsFine() throws IOException {
        install(AUTHORITY.server("www.example.com"));

        withServer()
                .run(context ->
                        assertThat(health(context)).isEqualTo(Health.up().build()));
    }

    @Test
    void warnsOfACertificateThatExpiresSoon() throws IOException {
        install(validUntil(Instant.now().plus(Duration.ofDays(13))));

        withServer().run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(new Status("WARNING"));
            assertThat(found(context, "expiring"))
                    .singleElement()
                    .asString()
                    .startsWith("server 'web': certificate of CN=www.example.com expires at 20");
        });
        withServer()
                .withPropertyValues("tls.health.expiry-warning=12d")
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
    }

    @Test
    void isOutOfServiceWithAnExpiredCertificate() throws IOException {
        install(validUntil(Instant.now().minusSeconds(60)));

        withServer().run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(found(context, "invalid"))
                    .singleElement()
                    .asString()
                    .startsWith("server 'web': certificate of CN=www.example.com expired at 20");
        });
    }

    @Test
    void checksClientsToo() {
        var expired = new String(
                AUTHORITY
                        .leaf()
                        .client()
                        .commonName("payments")
                        .validFrom(Instant.now().minus(Duration.ofDays(2)))
                        .validUntil(Instant.now().minusSeconds(60))
                        .issue()
                        .combinedPem(),
                StandardCharsets.US_ASCII);

        this.runner
                .withPropertyValues("tls.clients.payments.certificate-chain.certificate=" + expired)
                .run(context -> assertThat(found(context, "invalid"))
                        .singleElement()
                        .asString()
                        .startsWith("client 'payments': certificate of CN=payments expired at"));
    }

    @Test
    void warnsOfAFailedReloadUntilItSucceeds() throws IOException {
        install(AUTHORITY.server("www.example.com"));

        withServer().run(context -> {
            Files.writeString(file(), "broken");
            context.getBean(TlsContexts.class).reload("web");

            assertThat(health(context).getStatus()).isEqualTo(new Status("WARNING"));
            assertThat(found(context, "failedReloads"))
                    .singleElement()
                    .asString()
                    .startsWith("server 'web': ")
                    .contains("tls.servers.web.certificate-chains[0]");

            install(AUTHORITY.server("www.example.com"));
            context.getBean(TlsContexts.class).reload("web");

            assertThat(health(context)).isEqualTo(Health.up().build());
        });
    }

    @Test
    void backsOff() {
        this.runner
                .withPropertyValues("management.health.tls.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(TlsHealthIndicator.class));
    }

    @Test
    void refusesANegativeWarning() {
        this.runner
                .withPropertyValues("tls.health.expiry-warning=-1d")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("tls.health.expiry-warning: a negative duration is not supported"));
    }

    private ApplicationContextRunner withServer() {
        return this.runner.withPropertyValues(
                "tls.servers.web.certificate-chains[0].certificate=" + file(), "tls.reload.enabled=false");
    }

    private static Health health(AssertableApplicationContext context) {
        return context.getBean(TlsHealthIndicator.class).health();
    }

    private static List<?> found(AssertableApplicationContext context, String key) {
        return (List<?>) health(context).getDetails().get(key);
    }

    private static TestCertificate validUntil(Instant end) {
        return AUTHORITY
                .leaf()
                .names("www.example.com")
                .validFrom(end.minus(Duration.ofDays(30)))
                .validUntil(end)
                .issue();
    }

    private Path file() {
        return this.directory.resolve("web.pem");
    }

    private void install(TestCertificate certificate) throws IOException {
        Files.write(file(), certificate.combinedPem());
    }
}
