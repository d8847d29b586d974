package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** The right records of a client, changed on their way: what is legal goes on, and nothing else does. */
@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class TamperedHandshakeTests {

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.shared(kind);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.awaitNoConnections();
        server.close();
    }

    // ---- what is legal

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void readsOneByteAtATime(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            for (var flight = client.flight(); !flight.isEmpty(); flight = client.flight()) {
                flight.forEach(client::drip);
            }
            client.encrypted(TamperingClient.REQUEST).forEach(client::drip);

            assertServed(client, output);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void readsAMessageOneByteARecord(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.send(Wire.split(client.flight().get(0)));
            var answer = new ArrayList<>(client.flight());
            if (version == TlsVersion.TLSv1_2) {
                client.send(Wire.split(answer.remove(0)));
            }
            client.send(answer);
            client.complete();
            client.send(client.encrypted(TamperingClient.REQUEST));

            assertServed(client, output);
        }
    }

    @Test
    void goesOnAfterAnUpdateOfTheKeys(CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            client.complete();
            for (int i = 0; i < 3; i++) {
                client.updateKeys();
            }
            client.send(client.encrypted(TamperingClient.REQUEST));

            assertServed(client, output);
        }
    }

    @ParameterizedTest
    @CsvSource({"X448:P-256", "P-521:X25519", "ffdhe2048:P-256"})
    void asksForAKeyOfAGroupThatItKnows(String groups, CapturedOutput output) {
        // The client sends a key of the first group alone.
        var client = SClient.connect(server, "-tls1_3", "-groups", groups);

        assertThat(client.output()).contains("secure=true");
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }

    private static void assertServed(TamperingClient client, CapturedOutput output) {
        var ending = client.end();
        assertThat(ending.data()).contains("200").contains("secure=true");
        assertThat(ending.alert()).contains(AlertDescription.CLOSE_NOTIFY);
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }

    // ---- what is not

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void refusesAFinishedMessageThatWasChanged(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.send(client.flight());
            if (version == TlsVersion.TLSv1_3) {
                client.send(client.flight()); // a ChangeCipherSpec that means nothing
            }
            var answer = client.flight();
            answer.get(answer.size() - 1)[20] ^= 1;
            client.send(answer);

            assertThat(client.end().alert()).contains(AlertDescription.BAD_RECORD_MAC);
        }
        assertFailed(output);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void refusesDataThatWereChanged(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            var request = client.encrypted(TamperingClient.REQUEST);
            request.get(0)[20] ^= 1;
            client.send(request);

            var ending = client.end();
            assertThat(ending.alert()).contains(AlertDescription.BAD_RECORD_MAC);
            assertThat(ending.data()).isEmpty();
        }
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void refusesDataThatComeTwice(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            var part = client.encrypted(new byte[] {'G'}).get(0);
            client.send(part);
            client.send(part);

            assertThat(client.end().alert()).contains(AlertDescription.BAD_RECORD_MAC);
        }
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }

    /** The records of the second flight: ClientKeyExchange, ChangeCipherSpec, Finished. */
    @ParameterizedTest
    @CsvSource({"12", "02", "10", "0112", "0012", "102"})
    void refusesAFlightInAnotherOrder(String order, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_2)) {
            client.send(client.flight());
            var answer = client.flight();
            order.chars().forEach(record -> client.send(answer.get(record - '0')));

            assertThat(client.end().alert())
                    .hasValueSatisfying(alert -> assertThat(alert)
                            // the last two are what SunJSSE and BouncyCastle say of a record shorter than a tag
                            .isIn(
                                    AlertDescription.UNEXPECTED_MESSAGE,
                                    AlertDescription.BAD_RECORD_MAC,
                                    AlertDescription.HANDSHAKE_FAILURE,
                                    AlertDescription.DECODE_ERROR));
        }
        assertFailed(output);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void refusesASecondClientHello(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            var hello = client.flight();
            client.send(hello);
            client.flight();
            client.send(hello);

            assertThat(client.end().alert())
                    .hasValueSatisfying(alert -> assertThat(alert)
                            .isIn(AlertDescription.UNEXPECTED_MESSAGE, AlertDescription.BAD_RECORD_MAC));
        }
        assertFailed(output);
    }

    private static void assertFailed(CapturedOutput output) {
        assertThat(server.outcome(Kind.FAILED).failure())
                .hasValueSatisfying(failure ->
                        assertThat(failure).isIn(HandshakeFailure.MALFORMED, HandshakeFailure.PROTOCOL_ERROR));
        Quiet.check(output);
    }

    // ---- what ends early

    @ParameterizedTest
    @CsvSource({
        "TLSv1_2, 0, false", "TLSv1_2, 0, true", "TLSv1_2, 1, false", "TLSv1_2, 1, true",
        "TLSv1_3, 0, false", "TLSv1_3, 0, true", "TLSv1_3, 1, false", "TLSv1_3, 1, true"
    })
    void countsAnEarlyEndAsAborted(TlsVersion version, int records, boolean reset, CapturedOutput output)
            throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.send(client.flight());
            client.send(client.flight().subList(0, records));
            client.sendEnd(reset);
        }
        assertThat(server.outcome(Kind.ABORTED).failure()).contains(HandshakeFailure.CLOSED);
        Quiet.check(output);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2, false", "TLSv1_2, true", "TLSv1_3, false", "TLSv1_3, true"})
    void closesAConnectionThatEndsWithoutData(TlsVersion version, boolean reset, CapturedOutput output)
            throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            client.sendEnd(reset);
        }
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }
}
