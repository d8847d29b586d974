package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** At each step of a handshake a record that has no place there: every server says so, and closes the connection. */
@ParameterizedClass
@ServerKinds
@ExtendWith(OutputCaptureExtension.class)
class BrokenProtocolTests {

    /** How far a client is when it breaks the protocol. */
    enum Step {
        /** It has said nothing. */
        FIRST,
        /** It has read the answer to its ClientHello. */
        ANSWER,
        /** It has begun to answer that. */
        MIDDLE,
        /** Its handshake is done. */
        AFTER
    }

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

    static Stream<Arguments> breakages() {
        return Stream.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)
                .flatMap(version -> Stream.of(Step.values())
                        // the version is not known before
                        .filter(step -> version == TlsVersion.TLSv1_3 || step != Step.FIRST)
                        .flatMap(step -> Stream.of(Breakage.values())
                                .filter(breakage -> step != Step.FIRST || !breakage.isHttp())
                                .map(breakage -> Arguments.of(version, step, breakage))));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void saysWhatIsWrongAndCloses(TlsVersion version, Step step, Breakage breakage, CapturedOutput output)
            throws IOException {
        try (var client = TamperingClient.connect(server, version)) {
            goTo(step, client);

            client.send(breakage.bytes());
            var ending = client.end();

            var keys = step == Step.AFTER || (version == TlsVersion.TLSv1_3 && step != Step.FIRST);
            assertThat(ending.data()).isEmpty();
            if (breakage.isFatalAlert()) {
                // No answer is due, but where it cannot be decrypted it is none.
                assertThat(ending.alert().map(List::of).orElse(List.of()))
                        .isSubsetOf(keys ? Breakage.UNDER_KEYS : List.of());
            } else {
                assertThat(ending.alert())
                        .hasValueSatisfying(
                                alert -> assertThat(alert).isIn(keys ? underKeys(breakage) : Breakage.PLAIN));
            }
        }
        assertOutcome(step, breakage);
        Quiet.check(output);
    }

    private List<AlertDescription> underKeys(Breakage breakage) {
        var implementation = this.kind.implementation();
        return switch (breakage) {
            // Those over BoringSSL decrypt a record before they look at its type.
            case UNKNOWN_TYPE,
                    UNOFFERED_TYPE,
                    EMPTY_HANDSHAKE_RECORD,
                    EMPTY_ALERT_RECORD,
                    EMPTY_CHANGE_CIPHER_SPEC,
                    OLD_VERSION,
                    PLAIN_HTTP ->
                List.of(
                        List.of("jsse", "bouncycastle").contains(implementation)
                                ? AlertDescription.UNEXPECTED_MESSAGE
                                : AlertDescription.BAD_RECORD_MAC);
            case OVERSIZED_RECORD, OVERSIZED_DATA ->
                List.of(
                        List.of("boringssl", "bouncycastle").contains(implementation)
                                ? AlertDescription.RECORD_OVERFLOW
                                : AlertDescription.BAD_RECORD_MAC);
            default -> Breakage.UNDER_KEYS;
        };
    }

    private static void goTo(Step step, TamperingClient client) throws IOException {
        switch (step) {
            case FIRST -> {
                // nothing to do
            }
            case ANSWER -> {
                client.send(client.flight());
                client.flight();
            }
            case MIDDLE -> {
                client.send(client.flight());
                client.send(client.flight().get(0));
            }
            case AFTER -> client.complete();
        }
    }

    private static void assertOutcome(Step step, Breakage breakage) {
        if (step == Step.AFTER) {
            server.outcome(Kind.SUCCEEDED);
            return;
        }
        var event = server.outcome(Kind.FAILED);
        var broken = (step == Step.FIRST && breakage.isNotTls())
                ? List.of(HandshakeFailure.NOT_TLS)
                : List.of(HandshakeFailure.MALFORMED, HandshakeFailure.PROTOCOL_ERROR);
        assertThat(event.failure())
                .as(event.toString())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .isIn(breakage.isFatalAlert() ? List.of(HandshakeFailure.PEER_ALERT) : broken));
        assertThat(event.failureMessage().orElse("")).doesNotContain("secret", "736563726574");
    }
}
