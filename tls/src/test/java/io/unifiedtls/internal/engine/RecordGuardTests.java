package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.internal.record.InvalidRecords;
import io.unifiedtls.internal.record.RecordFault;

class RecordGuardTests {

    private static final String FIRST = "160301000401000000";

    private static final String NEXT = "1603030001FF";

    private static final String TOO_LARGE = "1603034141";

    private static final String UNEXPECTED_MESSAGE = "1503030002020a";

    private static final String UNRECOGNIZED_NAME = "15030300020270";

    private final StubEngine library = new StubEngine();

    private final RecordGuard guard = new RecordGuard(this.library, InvalidRecords::with);

    private static ByteBuffer bytes(String hexadecimal) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal));
    }

    private SSLEngineResult unwrap(ByteBuffer records) throws SSLException {
        return this.guard.unwrap(records, new ByteBuffer[] {ByteBuffer.allocate(1 << 15)}, 0, 1);
    }

    private String wrap() throws SSLException {
        var records = ByteBuffer.allocate(1 << 15);
        this.guard.wrap(new ByteBuffer[0], 0, 0, records);
        return HexFormat.of().formatHex(records.array(), 0, records.position());
    }

    private static StubEngine.Step reads(String record, HandshakeStatus next) {
        return StubEngine.moves(record.length() / 2, Status.OK, next);
    }

    // ---- the end without the library

    @Test
    void sendsAnAlertItself() throws Exception {
        this.guard.end(AlertDescription.UNRECOGNIZED_NAME);

        assertThat(this.guard.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        assertThat(this.guard.isInboundDone()).isTrue();
        assertThat(this.guard.isOutboundDone()).isFalse();
        assertThat(unwrap(bytes(FIRST)))
                .extracting(SSLEngineResult::getStatus, SSLEngineResult::getHandshakeStatus)
                .containsExactly(Status.CLOSED, HandshakeStatus.NEED_WRAP);
        assertThat(wrap()).isEqualTo(UNRECOGNIZED_NAME);
        assertThat(this.guard.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(this.guard.isOutboundDone()).isTrue();
        assertThat(wrap()).isEmpty();
        assertThat(this.library.calls()).containsExactly("closeOutbound[]", "closeInbound[]");
    }

    @Test
    void waitsForRoomForTheAlert() throws Exception {
        this.guard.end(AlertDescription.UNRECOGNIZED_NAME);

        assertThat(this.guard
                        .wrap(new ByteBuffer[0], 0, 0, ByteBuffer.allocate(6))
                        .getStatus())
                .isEqualTo(Status.BUFFER_OVERFLOW);
        assertThat(this.guard
                        .wrap(new ByteBuffer[0], 0, 0, ByteBuffer.allocate(7))
                        .bytesProduced())
                .isEqualTo(7);
    }

    @Test
    void asksTheLibraryOtherwise() {
        assertThat(this.guard.isInboundDone()).isFalse();
        assertThat(this.guard.isOutboundDone()).isFalse();

        this.library.answer("isInboundDone", true).answer("isOutboundDone", true);

        assertThat(this.guard.isInboundDone()).isTrue();
        assertThat(this.guard.isOutboundDone()).isTrue();
    }

    /** Refuses to close its input, as a library does while the peer has not sent close_notify. */
    private static final class Unclosable extends DelegatingEngine {

        private final SSLEngine engine;

        Unclosable(SSLEngine engine) {
            super(engine);
            this.engine = engine;
        }

        @Override
        protected SSLEngine delegate() {
            return this.engine;
        }

        @Override
        public void closeInbound() throws SSLException {
            throw new SSLException("no close_notify");
        }
    }

    private static RecordGuard unclosable() throws Exception {
        return new RecordGuard(new Unclosable(SSLContext.getDefault().createSSLEngine()), InvalidRecords::with);
    }

    @Test
    void reportsAnInputThatEndsWithoutCloseNotify() throws Exception {
        var unclosable = unclosable();

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(unclosable::closeInbound)
                .withMessage("no close_notify");
    }

    @Test
    void closesItsInputWithoutTheLibraryOnceItHasEndedTheConnection() throws Exception {
        var unclosable = unclosable();
        unclosable.end(AlertDescription.UNRECOGNIZED_NAME);

        assertThatNoException().isThrownBy(unclosable::closeInbound);
        assertThat(unclosable.isInboundDone()).isTrue();
    }

    // ---- what is not a record

    @Test
    void refusesWhatIsNotTlsWithoutTheLibrary() throws Exception {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> unwrap(bytes("474554202F")))
                .withMessage("not an SSL/TLS record");

        assertThat(this.library.calls()).doesNotContain("unwrap");
        assertThat(wrap()).isEqualTo(UNEXPECTED_MESSAGE);
    }

    /** Only the library can send an alert, since there may be keys. */
    @Test
    void hasTheLibraryRefuseALaterRecord() throws Exception {
        var large = bytes(TOO_LARGE + "00".repeat(20));
        this.library.onUnwrap(reads(FIRST, HandshakeStatus.NEED_UNWRAP), shown -> {
            assertThat(shown).isEqualTo(InvalidRecords.with(RecordFault.TOO_LARGE));
            return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NEED_WRAP, 3, 0);
        });
        unwrap(bytes(FIRST));

        var result = unwrap(large);

        assertThat(large.hasRemaining()).isFalse();
        assertThat(result.bytesConsumed()).isEqualTo(25);
        assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
        assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    }

    @Test
    void showsTheLibraryAnotherRecordIfItAsksForMoreRoom() throws Exception {
        for (var status : List.of(Status.BUFFER_OVERFLOW, Status.BUFFER_UNDERFLOW)) {
            var engine = new StubEngine();
            var other = new RecordGuard(engine, InvalidRecords::with);
            engine.onUnwrap(
                    reads(FIRST, HandshakeStatus.NEED_UNWRAP),
                    StubEngine.moves(0, status, HandshakeStatus.NEED_UNWRAP),
                    shown -> {
                        assertThat(shown).isEqualTo(InvalidRecords.undecryptable());
                        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NEED_WRAP, 0, 0);
                    });
            var room = new ByteBuffer[] {ByteBuffer.allocate(1 << 15)};
            other.unwrap(bytes(FIRST), room, 0, 1);

            assertThat(other.unwrap(bytes(TOO_LARGE), room, 0, 1).getStatus()).isEqualTo(Status.CLOSED);
            assertThat(engine.isDone()).isTrue();
        }
    }

    @Test
    void reportsTheFaultIfTheLibraryThrowsAndHasAnAlert() throws Exception {
        this.library.onUnwrap(reads(FIRST, HandshakeStatus.NEED_UNWRAP), StubEngine.fails("bad record"));
        unwrap(bytes(FIRST));
        this.library.answer("getHandshakeStatus", HandshakeStatus.NEED_WRAP);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> unwrap(bytes(TOO_LARGE)))
                .withMessage("a TLS record is larger than allowed")
                .havingCause()
                .withMessage("bad record");
    }

    /** Conscrypt throws for some records without an alert. */
    @Test
    void hasTheLibraryAlertThePeerIfItThrowsWithoutAnAlert() throws Exception {
        this.library.onUnwrap(
                reads(FIRST, HandshakeStatus.NEED_UNWRAP),
                StubEngine.fails("bad record"),
                StubEngine.fails("cannot be decrypted"));
        unwrap(bytes(FIRST));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> unwrap(bytes(TOO_LARGE)))
                .withMessage("a TLS record is larger than allowed")
                .havingCause()
                .withMessage("cannot be decrypted");
    }

    // ---- the first message

    @Test
    void alertsAPeerWhoseFirstMessageTheLibraryRefusesInSilence() throws Exception {
        this.library.onUnwrap(StubEngine.fails("no cipher suites in common"));

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> unwrap(bytes(FIRST)));

        assertThat(this.guard.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        assertThat(wrap()).isEqualTo("15030300020228");
        assertThat(this.guard.isOutboundDone()).isTrue();
    }

    @Test
    void alertsAPeerWhoseFirstMessageTheLibraryRefusesWhenItAnswers() throws Exception {
        this.library
                .onUnwrap(reads(FIRST, HandshakeStatus.NEED_WRAP))
                .onWrap(StubEngine.fails("no cipher suites in common"));
        unwrap(bytes(FIRST));

        assertThatExceptionOfType(SSLException.class).isThrownBy(this::wrap);

        assertThat(wrap()).isEqualTo("15030300020228");
    }

    @Test
    void prefersTheAlertOfTheLibrary() throws Exception {
        this.library.onUnwrap(StubEngine.fails("no cipher suites in common")).onWrap(records -> {
            records.put(HexFormat.of().parseHex("15030300020247"));
            return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 7);
        });
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> unwrap(bytes(FIRST)));

        assertThat(wrap()).isEqualTo("15030300020247");
        assertThat(this.guard.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    @Test
    void waitsForRoomForTheAlertOfTheLibrary() throws Exception {
        this.library
                .onUnwrap(StubEngine.fails("no cipher suites in common"))
                .onWrap(StubEngine.moves(0, Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP));
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> unwrap(bytes(FIRST)));

        assertThat(this.guard
                        .wrap(new ByteBuffer[0], 0, 0, ByteBuffer.allocate(100))
                        .getStatus())
                .isEqualTo(Status.BUFFER_OVERFLOW);
        assertThat(this.guard.isOutboundDone()).isFalse();
    }

    @Test
    void leavesTheAlertForALaterMessageToTheLibrary() throws Exception {
        this.library.onUnwrap(
                reads(FIRST, HandshakeStatus.NEED_UNWRAP),
                reads(NEXT, HandshakeStatus.NEED_UNWRAP),
                StubEngine.fails("no cipher suites in common"));
        unwrap(bytes(FIRST));
        unwrap(bytes(NEXT));

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> unwrap(bytes(NEXT)));

        assertThat(this.guard.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(wrap()).isEmpty();
    }

    @Test
    void leavesTheAlertToTheLibraryOnceItHasAnswered() throws Exception {
        this.library
                .onUnwrap(reads(FIRST, HandshakeStatus.NEED_WRAP), StubEngine.fails("no cipher suites in common"))
                .onWrap(StubEngine.moves(3, Status.OK, HandshakeStatus.NEED_UNWRAP));
        unwrap(bytes(FIRST));
        wrap();

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> unwrap(bytes(NEXT)));

        assertThat(wrap()).isEmpty();
    }

    /** A client that has received nothing does not alert a peer. */
    @Test
    void sendsNoAlertBeforeAnythingWasReceived() {
        this.library.onWrap(StubEngine.fails("no cipher suites in common"));

        assertThatExceptionOfType(SSLException.class).isThrownBy(this::wrap);

        assertThat(this.guard.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    // ---- handshakes that fail

    @Test
    void alertsThePeerOfAFailedHandshakeItselfIfTheLibraryIsSilent() throws Exception {
        this.library.onUnwrap(StubEngine.fails("no cipher suites in common"));
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> unwrap(bytes(FIRST)));

        this.guard.alertOfFailure();

        assertThat(this.library.calls()).contains("closeOutbound[]");
        assertThat(wrap()).isEqualTo("15030300020228");
    }

    @Test
    void leavesAConnectionAloneThatHasEnded() {
        this.library.answer("isInboundDone", true);
        this.guard.alertOfFailure();
        this.library.answer("isInboundDone", false).answer("isOutboundDone", true);
        this.guard.alertOfFailure();

        assertThat(this.library.calls()).isEmpty();
    }

    /** What a task has written before it failed is not sent, so that the alert comes first. */
    @Test
    void hasTheLibraryAlertThePeerAfterWhatIsUnsent() throws Exception {
        var session = SSLContext.getDefault().createSSLEngine().getSession();
        this.library
                .answer("getSession", session)
                .answer("getHandshakeStatus", HandshakeStatus.NEED_WRAP)
                .onWrap(
                        StubEngine.moves(3, Status.OK, HandshakeStatus.NEED_WRAP),
                        StubEngine.moves(0, Status.OK, HandshakeStatus.NEED_WRAP))
                .onUnwrap(shown -> {
                    assertThat(shown).isEqualTo(InvalidRecords.tooShort());
                    throw new SSLException("too short");
                });

        this.guard.alertOfFailure();

        assertThat(this.library.calls()).containsExactly("wrap", "wrap", "unwrap");
    }

    @Test
    void doesNotAskForWhatIsUnsentIfThereIsNothing() throws Exception {
        this.library.answer(
                "getSession", SSLContext.getDefault().createSSLEngine().getSession());

        this.guard.alertOfFailure();

        assertThat(this.library.calls()).containsExactly("unwrap");
    }

    // ---- another engine

    @Test
    void continuesWithAnotherEngineBeforeTheFirstRecord() throws Exception {
        var other = new StubEngine();
        this.library.onUnwrap(StubEngine.moves(0, Status.BUFFER_UNDERFLOW, HandshakeStatus.NEED_UNWRAP));
        unwrap(bytes("16"));

        this.guard.replace(other);
        unwrap(bytes(FIRST));

        assertThat(this.guard.library()).isSameAs(other);
        assertThat(other.calls()).containsExactly("unwrap");
    }

    @Test
    void keepsTheEngineThatHasReadARecord() throws Exception {
        this.library.onUnwrap(reads(FIRST, HandshakeStatus.NEED_UNWRAP));
        unwrap(bytes(FIRST));

        assertThatIllegalStateException()
                .isThrownBy(() -> this.guard.replace(new StubEngine()))
                .withMessage("the TLS library has read the first record already");
    }
}
