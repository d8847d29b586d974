package io.unifiedtls.autoconfigure.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

class FlightRecordingTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(TlsAutoConfiguration.class, TlsFlightRecorderAutoConfiguration.class));

    @Test
    void recordsHandshakesAndReloads() throws IOException {
        var file = Files.write(
                this.directory.resolve("web.pem"), AUTHORITY.server("localhost").combinedPem());
        var recorded = this.directory.resolve("tls.jfr");
        this.runner
                .withPropertyValues(
                        "tls.servers.web.certificate-chains[0].certificate=" + file,
                        "tls.clients.payments.trust-store.certificates="
                                + new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII))
                .run(context -> {
                    var client = context.getBean(ClientContext.class);
                    var server = context.getBean(ServerContext.class);
                    try (var recording = new Recording()) {
                        recording.enable("io.unifiedtls.Handshake");
                        recording.enable("io.unifiedtls.Reload");
                        recording.start();
                        Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
                        assertThatException()
                                .isThrownBy(() -> Handshakes.complete(
                                        client.createEngine("other.example.com", 443), server.createEngine()));
                        context.getBean(TlsContexts.class).reload("web");
                        recording.dump(recorded);
                    }
                });

        var events = RecordingFile.readAllEvents(recorded);
        var succeeded = only(events, "Handshake", "outcome", "success", "server");
        assertThat(succeeded.getString("context")).isEqualTo("web");
        assertThat(succeeded.getString("protocolVersion")).isEqualTo("TLSv1.3");
        assertThat(succeeded.getString("serverName")).isEqualTo("localhost");
        assertThat(succeeded.getBoolean("resumed")).isFalse();
        assertThat(succeeded.getDuration("handshakeDuration")).isPositive();
        var failed = only(events, "Handshake", "outcome", "failure", "client");
        assertThat(failed.getString("context")).isEqualTo("payments");
        assertThat(failed.getString("reason")).isEqualTo("certificate_hostname");
        assertThat(failed.getString("stage")).isEqualTo("PEER_CERTIFICATE");
        assertThat(failed.getString("remoteAddress")).isEqualTo("other.example.com");
        var refused = only(events, "Handshake", "outcome", "failure", "server");
        assertThat(refused.getString("ja4")).startsWith("t1");
        assertThat(only(events, "Reload", "outcome", "unchanged", "server").getLong("generation"))
                .isOne();
    }

    @Test
    void needsTheFlightRecorder() {
        this.runner
                .withClassLoader(new FilteredClassLoader("jdk.jfr"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("tlsFlightRecording"));
    }

    private static RecordedEvent only(
            List<RecordedEvent> events, String type, String field, String value, String side) {
        var found = events.stream()
                .filter(event -> event.getEventType().getName().equals("io.unifiedtls." + type))
                .filter(event -> event.getString(field).equals(value))
                .filter(event -> event.getString("side").equals(side))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
