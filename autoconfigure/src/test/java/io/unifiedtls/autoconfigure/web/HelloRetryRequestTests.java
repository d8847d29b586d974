package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.autoconfigure.web.RetryingClient.Offer;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.record.TlsRecord;

/** A server of TLS 1.3 asks a client for another key, and goes on with what it gets only where that is right. */
@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class HelloRetryRequestTests {

    /** What makes a ServerHello a HelloRetryRequest: its random bytes (RFC 8446, section 4.1.3). */
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    /** The header of a record and of a message, and the version. */
    private static final int BEFORE_RANDOM = 5 + 4 + 2;

    /** What libraries say of a second ClientHello that is wrong; BouncyCastle has its own word for one cut off. */
    private static final List<AlertDescription> ALERTS = List.of(
            AlertDescription.ILLEGAL_PARAMETER,
            AlertDescription.UNEXPECTED_MESSAGE,
            AlertDescription.DECODE_ERROR,
            AlertDescription.INTERNAL_ERROR);

    /** How a second ClientHello goes out. */
    enum Way {
        WHOLE,
        IN_MANY_SEGMENTS,
        IN_MANY_RECORDS
    }

    private static final List<HandshakeFailure> WRONG =
            List.of(HandshakeFailure.MALFORMED, HandshakeFailure.PROTOCOL_ERROR);

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

    // ---- what is right

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "UNUSUAL"})
    void asksForAKeyThatItCanUse(Offer offer, CapturedOutput output) throws IOException {
        var client = new RetryingClient(offer);
        try (var wire = new Wire(server)) {
            wire.send(client.flight());
            client.read(retry(wire));
            wire.send(client.flight());

            assertThat(client.get(wire)).contains("200").contains("secure=true");
        }
        assertSucceeded(output);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void readsASecondClientHelloInPieces(Way way, CapturedOutput output) throws IOException {
        var client = new RetryingClient(Offer.NOTHING);
        try (var wire = new Wire(server)) {
            wire.send(client.flight());
            client.read(retry(wire));
            for (var record : client.flight()) {
                switch (way) {
                    case WHOLE -> wire.send(record);
                    case IN_MANY_SEGMENTS -> wire.drip(record);
                    // a ChangeCipherSpec, which means nothing, may not be split
                    case IN_MANY_RECORDS -> wire.send(record[0] == 22 ? Wire.split(record) : List.of(record));
                }
            }

            assertThat(client.get(wire)).contains("200").contains("secure=true");
        }
        assertSucceeded(output);
    }

    private static void assertSucceeded(CapturedOutput output) {
        assertThat(server.outcome(Kind.SUCCEEDED).serverNameMatch()).contains(ServerNameMatch.EXACT);
        Quiet.check(output);
    }

    /** Reads the answer to a first ClientHello, which has to be a HelloRetryRequest. */
    private static byte[] retry(Wire wire) {
        var answer = wire.receive();
        assertThat(random(answer)).isEqualTo(RETRY);
        return answer;
    }

    private static String random(byte[] hello) {
        return HexFormat.of().formatHex(hello, BEFORE_RANDOM, BEFORE_RANDOM + 32);
    }

    // ---- what is not

    /** What comes in place of the right second ClientHello. */
    enum Second {
        AGAIN_THE_FIRST,
        KEY_OF_ANOTHER_GROUP,
        NO_POINT_ON_THE_CURVE,
        CUT_OFF,
        FINISHED,
        CHANGED
    }

    @ParameterizedTest
    @EnumSource(Second.class)
    void refusesASecondClientHelloThatIsWrong(Second second, CapturedOutput output) throws IOException {
        var client = new RetryingClient(Offer.NOTHING);
        try (var wire = new Wire(server)) {
            var first = client.flight();
            wire.send(first);
            client.read(retry(wire));
            wire.send(changed(second, first, client.flight()));

            assertRefused(second, answer(wire, client));
        }
        assertThat(server.outcome(Kind.FAILED).failure())
                .hasValueSatisfying(failure -> assertThat(failure).isIn(failures(second)));
        Quiet.check(output);
    }

    @Test
    void refusesAFirstKeyThatIsNone(CapturedOutput output) throws IOException {
        var client = new RetryingClient(Offer.USUAL);
        try (var wire = new Wire(server)) {
            wire.send(changed(Second.NO_POINT_ON_THE_CURVE, List.of(), client.flight()));

            assertAlert(answer(wire, client));
        }
        assertThat(server.outcome(Kind.FAILED).failure())
                .hasValueSatisfying(failure ->
                        assertThat(failure).isIn(HandshakeFailure.MALFORMED, HandshakeFailure.PROTOCOL_ERROR));
        Quiet.check(output);
    }

    private static List<byte[]> changed(Second second, List<byte[]> first, List<byte[]> right) {
        var hello = right.get(right.size() - 1);
        var share = share(hello);
        switch (second) {
            case AGAIN_THE_FIRST -> {
                return first;
            }
            case KEY_OF_ANOTHER_GROUP -> hello[share] = 0x18;
            case NO_POINT_ON_THE_CURVE -> hello[share + 20] ^= 1;
            case CUT_OFF -> hello[share + 2] = 0x40;
            case FINISHED -> {
                return List.of(Breakage.FINISHED.bytes());
            }
            case CHANGED -> hello[BEFORE_RANDOM] ^= 1;
        }
        return right;
    }

    /** Returns where in a ClientHello the group of the one key is named, as P-256. */
    private static int share(byte[] hello) {
        var extension = HexFormat.of().formatHex(hello).indexOf("0033004700450017004104");
        assertThat(extension).isPositive();
        return extension / 2 + 7;
    }

    /** Returns what the server says until it closes the connection, while the client says what it makes of it. */
    private static List<byte[]> answer(Wire wire, RetryingClient client) {
        var answer = new ByteArrayOutputStream();
        for (var more = wire.receive(); more.length > 0; more = wire.receive()) {
            answer.writeBytes(more);
            try {
                client.read(more);
            } catch (IOException refused) {
                // the client has an alert for the server
            }
            wire.send(client.flight());
        }
        return Wire.records(answer.toByteArray());
    }

    private void assertRefused(Second second, List<byte[]> answer) {
        if (isJdk() && second == Second.AGAIN_THE_FIRST) {
            // It keeps what it knows in its cookie, and asks anew a client that does not bring it along.
            assertThat(answer)
                    .filteredOn(record -> record[0] == 22)
                    .anySatisfy(record -> assertThat(random(record)).isEqualTo(RETRY));
        } else if (!isJdk() && second == Second.CHANGED) {
            // What is not looked at makes other keys: the last record is an alert that nobody can read.
            assertThat(answer)
                    .last()
                    .satisfies(record -> assertThat(record).hasSize(TlsRecord.HEADER_LENGTH + 2 + 1 + 16));
        } else {
            assertAlert(answer);
        }
    }

    private static void assertAlert(List<byte[]> answer) {
        assertThat(answer)
                .last()
                .satisfies(record -> assertThat(alert(record))
                        .hasValueSatisfying(alert -> assertThat(alert).isIn(ALERTS)));
    }

    private static Optional<AlertDescription> alert(byte[] record) {
        return (record[0] == 21) ? AlertDescription.of(record[TlsRecord.ALERT_LENGTH - 1]) : Optional.empty();
    }

    private List<HandshakeFailure> failures(Second second) {
        // BoringSSL has one error for the key of a wrong group and for having no group in common.
        var groups = switch (this.kind.implementation()) {
            case "boringssl", "conscrypt" -> List.of(HandshakeFailure.NO_SHARED_CIPHER);
            default -> WRONG;
        };
        return switch (second) {
            // the client refuses to be asked again
            case AGAIN_THE_FIRST -> isJdk() ? List.of(HandshakeFailure.PEER_ALERT) : groups;
            case KEY_OF_ANOTHER_GROUP -> groups;
            default -> WRONG;
        };
    }

    private boolean isJdk() {
        return this.kind.implementation().equals("jsse");
    }
}
