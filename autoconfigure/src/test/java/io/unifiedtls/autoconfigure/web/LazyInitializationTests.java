package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.metrics.TlsMetricsAutoConfiguration;
import io.unifiedtls.autoconfigure.reload.TlsReloadAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ExtendWith(OutputCaptureExtension.class)
class LazyInitializationTests {

    private static final String LAZY = "spring.main.lazy-initialization=true";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY"})
    void webServersSpeakTls(ServerKind kind) throws IOException {
        var authority = Files.write(this.directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        try (var server = TlsServer.start(kind, Site.properties(), LAZY)) {
            assertThat(Curl.get(server, "www.example.com", authority).output()).contains("scheme=https");
            server.outcome(Kind.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY"})
    void aMistakeEndsTheStart(ServerKind kind, CapturedOutput output) {
        var properties = new HashMap<>(Site.properties());
        properties.put("certificate-chains[0].certificate", "file:%s/missing.pem".formatted(this.directory));

        assertThatException().isThrownBy(() -> TlsServer.start(kind, properties, LAZY));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("tls.servers.web.certificate-chains[0].certificate")
                .contains("missing.pem");
    }

    @Test
    void metersAndTheWatchOfFilesStartWithTheApplication() throws IOException {
        var file = Files.write(this.directory.resolve("mqtt.pem"), Site.WILDCARD.combinedPem());
        try (var application = new SpringApplicationBuilder(Measured.class)
                .web(WebApplicationType.NONE)
                .properties(
                        LAZY,
                        "tls.reload.quiet-period=100ms",
                        "tls.servers.mqtt.certificate-chains[0].certificate=file:" + file)
                .run()) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("tls-reload");
            assertThat(application.getBean(MeterRegistry.class).getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .contains("tls.certificate.expiry");

            Files.write(file, Site.DEFAULT.combinedPem());

            await().untilAsserted(() -> assertThat(application
                            .getBean(MeterRegistry.class)
                            .get("tls.reloads")
                            .tag("context", "mqtt")
                            .tag("outcome", "success")
                            .counter()
                            .count())
                    .isEqualTo(1));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TlsMetricsAutoConfiguration.class,
        TlsReloadAutoConfiguration.class
    })
    @Import(SimpleMeterRegistry.class)
    static class Measured {}
}
