package io.unifiedtls.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class CertificateMetersTests {

    private final TestAuthority authority = TestAuthority.create("Test CA");

    private final TestCertificate www = this.authority.server("www.example.com", "example.com");

    private final TestCertificate api = this.authority.server("api.example.com");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void measuresTheSecondsUntilEachChainExpires() throws Exception {
        var expiry = this.www.certificate().getNotAfter().toInstant();
        var clock = Clock.fixed(expiry.minus(Duration.ofDays(7)), ZoneOffset.UTC);

        new CertificateMeters(() -> this.registry, clock)
                .register(Map.of("web", context(this.www, this.api)), Map.of());

        var gauge = this.registry
                .get("tls.certificate.expiry")
                .tag("server.name", "www.example.com")
                .gauge();
        assertThat(gauge.value()).isEqualTo(7 * 24 * 60 * 60);
        assertThat(gauge.getId().getTags())
                .containsExactlyInAnyOrderElementsOf(
                        Tags.of("context", "web", "server.name", "www.example.com", "serial", serial(this.www)));
        assertThat(this.registry.get("tls.certificate.expiry").gauges()).hasSize(2);
    }

    @Test
    void isNegativeOnceExpired() throws Exception {
        var expiry = this.www.certificate().getNotAfter().toInstant();
        var clock = Clock.fixed(expiry.plusSeconds(5), ZoneOffset.UTC);

        new CertificateMeters(() -> this.registry, clock).register(Map.of("web", context(this.www)), Map.of());

        assertThat(this.registry.get("tls.certificate.expiry").gauge().value()).isEqualTo(-5);
    }

    @Test
    void prometheusHasItInSeconds() throws Exception {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        new CertificateMeters(() -> prometheus, Clock.systemUTC()).register(Map.of("web", context(this.www)), Map.of());

        assertThat(prometheus.scrape())
                .contains(
                        "tls_certificate_expiry_seconds{context=\"web\",serial=\"%s\",server_name=\"www.example.com\"}"
                                .formatted(serial(this.www)));
    }

    private static String serial(TestCertificate certificate) {
        return certificate.certificate().getSerialNumber().toString(16);
    }

    private static TlsContext context(TestCertificate... certificates) throws Exception {
        var chains = List.of(certificates).stream()
                .map(certificate -> SigningChain.of(
                        TlsCertificate.fromBuffer(certificate.chainPem()),
                        TlsPrivateKey.fromBuffer(certificate.privateKeyPem())))
                .toList();
        return TlsImplementation.named("jsse")
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(chains)
                        .build());
    }
}
