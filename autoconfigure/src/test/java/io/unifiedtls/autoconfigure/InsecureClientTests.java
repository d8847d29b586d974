package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import javax.net.ssl.SSLEngine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.autoconfigure.metrics.TlsMetricsAutoConfiguration;
import io.unifiedtls.insecure.InsecureContext;
import io.unifiedtls.insecure.SkippedCheck;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

class InsecureClientTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(SimpleMeterRegistry.class)
            .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsMetricsAutoConfiguration.class));

    @Test
    void skipsTheChecksThatTheEntryNamesAndCountsItsConnections() {
        this.runner
                .withPropertyValues("tls.clients.test.insecure=certificate,hostname")
                .run(context -> {
                    var client = context.getBean(ClientContext.class);

                    Handshakes.complete(client.createEngine("other.example.com", 443), server());

                    assertThat(client)
                            .isInstanceOfSatisfying(
                                    InsecureContext.class,
                                    insecure -> assertThat(insecure.skippedChecks())
                                            .containsExactlyInAnyOrder(
                                                    SkippedCheck.CERTIFICATE, SkippedCheck.HOSTNAME));
                    assertThat(context.getBean(SimpleMeterRegistry.class)
                                    .get("tls.insecure.connections")
                                    .tag("context", "test")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void skipsNothingByDefault() {
        this.runner
                .withPropertyValues("tls.clients.test.trust-store.system=true")
                .run(context -> {
                    assertThat(context.getBean(ClientContext.class)).isNotInstanceOf(InsecureContext.class);
                    assertThat(context.getBean(SimpleMeterRegistry.class)
                                    .find("tls.insecure.connections")
                                    .counter())
                            .isNull();
                });
    }

    private static SSLEngine server() throws Exception {
        var certificate = TestAuthority.create("Stranger").server("www.example.com");
        return TlsImplementation.named("jsse")
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(certificate.chainPem()),
                                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                        .build())
                .createEngine();
    }
}
