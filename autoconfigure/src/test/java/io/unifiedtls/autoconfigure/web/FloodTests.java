package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** Very many records that are legal and say nothing. Each library has one outcome, the same on every web server. */
@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class FloodTests {

    private static final int MANY = 2_000;

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

    @ParameterizedTest
    @CsvSource({"TLSv1_2", "TLSv1_3"})
    void survivesEmptyRecordsOfData(TlsVersion version, CapturedOutput output) throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            client.complete();
            for (int i = 0; i < MANY; i++) {
                client.send(client.encrypted(new byte[0]));
            }
            client.send(client.encrypted(TamperingClient.REQUEST));

            assertThat(client.end().data()).contains("secure=true");
        }
        server.outcome(Kind.SUCCEEDED);
        Quiet.check(output);
    }

    @ParameterizedTest
    @CsvSource({
        // level, description: jsse, boringssl, conscrypt, bouncycastle
        "1, 90, CLOSED, PROTOCOL_ERROR, PROTOCOL_ERROR, CLOSED",
        "1, 100, PROTOCOL_ERROR, PROTOCOL_ERROR, PROTOCOL_ERROR, OTHER",
        "2, 90, PEER_ALERT, PEER_ALERT, PEER_ALERT, PEER_ALERT"
    })
    void survivesWarnings(
            int level,
            int description,
            HandshakeFailure ofJsse,
            HandshakeFailure ofBoringSsl,
            HandshakeFailure ofConscrypt,
            HandshakeFailure ofBouncyCastle,
            CapturedOutput output)
            throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_2)) {
            client.send(client.flight());
            client.flight();
            for (int i = 0; i < MANY; i++) {
                client.send(Breakage.record(21, level, description));
            }
            client.sendEnd(false);
        }
        assertThat(server.anyOutcome().failure()).contains(of(ofJsse, ofBoringSsl, ofConscrypt, ofBouncyCastle));
        Quiet.check(output);
    }

    @ParameterizedTest
    @CsvSource({
        // number: jsse, boringssl, conscrypt, bouncycastle
        "2, PROTOCOL_ERROR, CLOSED, CLOSED, CLOSED",
        "2000, PROTOCOL_ERROR, PROTOCOL_ERROR, PROTOCOL_ERROR, CLOSED"
    })
    void survivesChangesOfCipherThatMeanNothing(
            int number,
            HandshakeFailure ofJsse,
            HandshakeFailure ofBoringSsl,
            HandshakeFailure ofConscrypt,
            HandshakeFailure ofBouncyCastle,
            CapturedOutput output)
            throws IOException {
        try (var client = TamperingClient.connect(server, TlsVersion.TLSv1_3)) {
            client.send(client.flight());
            var answer = client.flight();
            for (int i = 0; i < number; i++) {
                client.send(Breakage.record(20, 1));
            }
            client.send(answer);
            client.sendEnd(false);
        }
        assertThat(server.anyOutcome().failure()).contains(of(ofJsse, ofBoringSsl, ofConscrypt, ofBouncyCastle));
        Quiet.check(output);
    }

    private HandshakeFailure of(
            HandshakeFailure jsse,
            HandshakeFailure boringSsl,
            HandshakeFailure conscrypt,
            HandshakeFailure bouncyCastle) {
        return switch (this.kind.implementation()) {
            case "jsse" -> jsse;
            case "boringssl" -> boringSsl;
            case "conscrypt" -> conscrypt;
            case "bouncycastle" -> bouncyCastle;
            default -> throw new IllegalStateException(this.kind.implementation());
        };
    }
}
