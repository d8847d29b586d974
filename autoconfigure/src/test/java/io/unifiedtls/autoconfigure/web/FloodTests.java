package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.RecordedHandshakes.Kind;

/** Very many records that are legal and say nothing: a server takes them, or ends the connection with an alert. */
@ParameterizedClass
@EnumSource(ServerKind.class)
@ExtendWith(OutputCaptureExtension.class)
class FloodTests {

    private static final int MANY = 2_000;

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(kind, Site.properties());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.awaitNoConnections();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void survivesEmptyRecordsOfData(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            for (int i = 0; i < MANY; i++) {
                client.send(client.encrypted(new byte[0]));
            }
            client.send(client.encrypted(TamperingClient.REQUEST));

            assertServedOrRefused(client.end());
        }
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }

    @ParameterizedTest
    @CsvSource({"1, 90", "1, 100", "2, 90"})
    void survivesWarnings(int level, int description, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_2)) {
            client.send(client.flight());
            client.flight();
            for (int i = 0; i < MANY; i++) {
                client.send(Breakage.record(21, level, description));
            }
            client.sendEnd(false);
        }
        var outcome = server.anyOutcome();
        assertThat(outcome.failure()).isPresent();
        Quiet.check(output);
    }

    @ParameterizedTest
    @CsvSource({"2", "2000"})
    void survivesChangesOfCipherThatMeanNothing(int number, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            client.send(client.flight());
            var answer = client.flight();
            for (int i = 0; i < number; i++) {
                client.send(Breakage.record(20, 1));
            }
            client.send(answer);
            client.sendEnd(false);
        }
        assertThat(server.anyOutcome().failure()).isPresent();
        Quiet.check(output);
    }

    private static void assertServedOrRefused(TamperingClient.Ending ending) {
        if (ending.data().isEmpty()) {
            assertThat(ending.alert())
                    .isNotEqualTo(Optional.of(AlertDescription.CLOSE_NOTIFY))
                    .isPresent();
        } else {
            assertThat(ending.data()).contains("secure=true");
        }
    }
}
