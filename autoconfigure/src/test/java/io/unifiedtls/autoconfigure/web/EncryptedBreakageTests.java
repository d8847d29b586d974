package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.record.TlsRecord;

/** What a client says under the right keys and may not say, or ends the connection with. */
@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class EncryptedBreakageTests {

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

    // ---- another handshake

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void refusesAnotherHandshake(int bytesOfRequest, CapturedOutput output) throws IOException {
        var engine = ClientEngines.renegotiating(server);
        try (var client = TamperingClient.connect(server, engine)) {
            client.complete();
            var session = engine.getSession().getId();
            client.send(client.encrypted(Arrays.copyOf(TamperingClient.REQUEST, bytesOfRequest)));

            client.updateKeys();

            var ending = client.end();
            assertThat(ending.data()).isEmpty();
            assertThat(ending.error())
                    .hasValueSatisfying(error -> assertThat(error).hasMessageEndingWith(refusal()));
            assertThat(engine.getSession().getId()).isEqualTo(session);
        }
        server.outcome(Kind.SUCCEEDED);
        assertUsable(TlsVersion.TLSv1_2);
        Quiet.check(output);
    }

    /** Returns what the client of the JDK says where the server tells it so, each library in its way. */
    private String refusal() {
        return switch (this.kind.implementation()) {
            case "jsse" -> "Received close_notify during handshake"; // it has no way to say another alert
            case "bouncycastle" -> "received handshake warning: no_renegotiation";
            default -> "Received fatal alert: no_renegotiation";
        };
    }

    private static void assertUsable(TlsVersion version) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            client.send(client.encrypted(TamperingClient.REQUEST));

            assertThat(client.end().data()).contains("200");
        }
        server.outcome(Kind.SUCCEEDED);
    }

    // ---- alerts in the handshake

    @Test
    void learnsThatTheClientRefusesTheServer(CapturedOutput output) throws IOException {
        var stranger = ClientEngines.stranger(server, TlsVersion.TLSv1_3);
        try (var client = TamperingClient.connect(server, stranger)) {
            goToKeys(client);
            assertThatThrownBy(client::flight).isInstanceOf(IOException.class);
            end(client, client.lastWords());
        }
        assertRefused("certificate_unknown", output);
    }

    @Test
    void learnsThatTheClientCannotReadTheServer(CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            goToKeys(client);
            end(client, client.refusal());
        }
        assertRefused("bad_record_mac", output);
    }

    private static void assertRefused(String alert, CapturedOutput output) throws IOException {
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).as(event.toString()).contains(HandshakeFailure.PEER_ALERT);
        assertThat(event.failureMessage())
                .hasValueSatisfying(message -> assertThat(message).containsIgnoringCase(alert));
        assertUsable(TlsVersion.TLSv1_3);
        Quiet.check(output);
    }

    @Test
    void learnsThatTheClientCancels(CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            goToKeys(client);
            end(client, client.cancellation());
        }
        assertCancelled(TlsVersion.TLSv1_3);
        Quiet.check(output);
    }

    @Test
    void learnsThatTheClientCancelsInPlain(CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_2)) {
            client.send(client.flight());
            client.receive();
            client.send(Breakage.record(21, 1, AlertDescription.USER_CANCELED.code()));
            client.send(Breakage.record(21, 1, AlertDescription.CLOSE_NOTIFY.code()));
            client.awaitEnd();
        }
        assertCancelled(TlsVersion.TLSv1_2);
        Quiet.check(output);
    }

    private void assertCancelled(TlsVersion version) throws IOException {
        if (this.kind.implementation().equals("bouncycastle")) {
            // It takes close_notify for a failure of its own, which has no other sign.
            assertThat(server.outcome(Kind.FAILED).failure()).contains(HandshakeFailure.OTHER);
        } else {
            assertThat(server.outcome(Kind.ABORTED).failure()).contains(HandshakeFailure.CLOSED);
        }
        assertUsable(version);
    }

    private static void goToKeys(TamperingClient client) throws IOException {
        client.send(client.flight());
        client.send(client.flight()); // a ChangeCipherSpec that means nothing
    }

    private static void end(TamperingClient client, List<byte[]> alert) {
        assertThat(alert)
                .isNotEmpty()
                .allSatisfy(
                        record -> assertThat(record.length).isGreaterThan(TlsRecord.ALERT_LENGTH)); // it is encrypted
        client.send(alert);
        client.awaitEnd();
    }

    // ---- alerts after the handshake

    @ParameterizedTest
    @CsvSource({"TLSv1_2, 0", "TLSv1_2, 10", "TLSv1_3, 0", "TLSv1_3, 10"})
    void closesAConnectionThatTheClientGivesUp(TlsVersion version, int bytesOfRequest, CapturedOutput output)
            throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            client.send(client.encrypted(Arrays.copyOf(TamperingClient.REQUEST, bytesOfRequest)));
            end(client, client.refusal());
        }
        server.outcome(Kind.SUCCEEDED);
        assertUsable(version);
        Quiet.check(output);
    }
}
