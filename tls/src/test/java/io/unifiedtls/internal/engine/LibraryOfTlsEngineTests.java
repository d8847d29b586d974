package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.Side;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.fixtures.RecordedHandshakes.Told;

/** How the engine of a connection uses that of a library. */
class LibraryOfTlsEngineTests {

    private static final ByteBuffer RECORD = ByteBuffer.wrap(HexFormat.of().parseHex("160303000401000000"));

    private final StubEngine library = new StubEngine();

    private final RecordedHandshakes told = new RecordedHandshakes();

    private final List<String> calls = new ArrayList<>();

    private final Handshake handshake = new Handshake(
            Side.CLIENT,
            "stub",
            Observer.NONE.and("api", this.told),
            (engine, leaf) -> {},
            Optional.of("www.example.com"),
            true);

    private final TlsEngine engine = TlsEngine.ofClient(this.library, 443, this.handshake, new EngineLibrary() {});

    @BeforeEach
    void openSession() {
        var session = Proxy.newProxyInstance(
                LibraryOfTlsEngineTests.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> {
                    this.calls.add(method.getName());
                    return switch (method.getName()) {
                        case "getProtocol" -> "TLSv1.2";
                        case "getApplicationBufferSize", "getPacketBufferSize" -> 1 << 15;
                        default -> null;
                    };
                });
        this.library.answer("getSession", session);
    }

    private SSLEngineResult wrap() throws SSLException {
        return this.engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));
    }

    private SSLEngineResult unwrap() throws SSLException {
        return this.engine.unwrap(RECORD.duplicate(), ByteBuffer.allocate(1 << 15));
    }

    private SSLEngineResult inHandshake(int bytes, HandshakeStatus next) {
        assertThat(Handshake.current()).contains(this.handshake);
        return new SSLEngineResult(Status.OK, next, bytes, bytes);
    }

    // ---- the handshake of the thread

    @Test
    void isFoundByTheThreadWhileTheLibraryWorks() throws Exception {
        this.library
                .onWrap(records -> inHandshake(0, HandshakeStatus.NEED_UNWRAP))
                .onUnwrap(records -> inHandshake(0, HandshakeStatus.NEED_WRAP));

        wrap();
        assertThat(Handshake.current()).isEmpty();
        unwrap();
        assertThat(Handshake.current()).isEmpty();
        assertThat(this.library.isDone()).isTrue();
    }

    @Test
    void isNotFoundAfterAFailure() {
        this.library.onWrap(StubEngine.fails("broken")).onUnwrap(StubEngine.fails("broken"));

        assertThatExceptionOfType(SSLException.class).isThrownBy(this::wrap);
        assertThat(Handshake.current()).isEmpty();
    }

    @Test
    void isFoundByATask() {
        var found = new ArrayList<Optional<Handshake>>();
        this.library.answer("getDelegatedTask", (Runnable) () -> found.add(Handshake.current()));

        this.engine.getDelegatedTask().run();

        assertThat(found).containsExactly(Optional.of(this.handshake));
        assertThat(Handshake.current()).isEmpty();
    }

    @Test
    void hasNoTaskIfTheLibraryHasNone() {
        assertThat(this.engine.getDelegatedTask()).isNull();
    }

    // ---- what listeners are told

    @Test
    void isAbortedWhenTheInputIsClosedEarly() throws Exception {
        this.library.onWrap(StubEngine.moves(3, Status.OK, HandshakeStatus.NEED_UNWRAP));
        wrap();

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(this.engine::closeInbound)
                .withMessage("closing inbound before receiving peer's close_notify");

        assertThat(this.library.calls()).contains("closeInbound[]");
        assertThat(this.told.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.ABORTED);
    }

    @Test
    void closesAnInputThatHasEndedWithoutAnError() throws Exception {
        this.library.onWrap(StubEngine.moves(3, Status.OK, HandshakeStatus.NEED_UNWRAP));
        wrap();
        this.library.answer("isInboundDone", true);

        this.engine.closeInbound();

        assertThat(this.library.calls()).contains("closeInbound[]");
    }

    @Test
    void hasNotBegunIfNothingWasSent() throws Exception {
        this.library.onWrap(StubEngine.moves(0, Status.OK, HandshakeStatus.NEED_UNWRAP));
        wrap();

        this.engine.closeInbound();

        assertThat(this.told.told()).isEmpty();
    }

    @Test
    void isReportedFromOutside() {
        var reporter = HandshakeReporter.of(this.engine);

        reporter.begun();
        reporter.closed();

        assertThat(this.told.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.ABORTED);
    }

    @Test
    void hasTheHostAndTheNameThatAreRequested() {
        this.handshake.requested(Optional.of("other.example.com"));
        HandshakeReporter.of(this.engine).begun();

        assertThat(this.handshake.host()).contains("www.example.com");
        assertThat(this.handshake.requestedServerName()).contains("other.example.com");
        assertThat(this.told.told().get(0).event().requestedServerName()).contains("other.example.com");
    }

    @Test
    void tellsEachListenerOfEachOutcome() {
        var other = new RecordedHandshakes();
        var both = Observer.NONE.and("api", this.told).and("api", other);
        for (var failed : List.of(true, false)) {
            var reported = new Handshake(Side.CLIENT, "stub", both, (any, leaf) -> {}, Optional.empty(), true);
            reported.begun();
            if (failed) {
                reported.failed(new SSLException("broken"));
            } else {
                reported.aborted();
            }
        }

        for (var listener : List.of(this.told, other)) {
            assertThat(listener.told())
                    .extracting(Told::kind)
                    .containsExactly(Kind.BEGUN, Kind.FAILED, Kind.BEGUN, Kind.ABORTED);
        }
    }

    // ---- failures

    /** RFC 5246, section 7.2.2. */
    @Test
    void doesNotResumeTheSessionOfAFailedHandshake() {
        this.library.onUnwrap(StubEngine.fails("broken"));

        assertThatExceptionOfType(SSLException.class).isThrownBy(this::unwrap);

        assertThat(this.calls).contains("invalidate");
    }

    @Test
    void doesNotResumeTheSessionOfAConnectionThatFails() throws Exception {
        HandshakeReporter.of(this.engine).begun();
        HandshakeReporter.of(this.engine).closed();
        this.library.onUnwrap(StubEngine.fails("broken"));

        assertThatExceptionOfType(SSLException.class).isThrownBy(this::unwrap);

        assertThat(this.calls).contains("invalidate");
    }

    /** The peer of a handshake that fails gets an alert, which the library has for a record that is too short. */
    @Test
    void hasTheLibraryAlertThePeerOfAFailedHandshake() throws Exception {
        this.library.onUnwrap(
                StubEngine.moves(9, Status.OK, HandshakeStatus.NEED_UNWRAP),
                StubEngine.moves(9, Status.OK, HandshakeStatus.NEED_TASK),
                StubEngine.fails("broken"),
                StubEngine.fails("too short"));
        unwrap();
        unwrap();

        assertThatExceptionOfType(SSLException.class).isThrownBy(this::unwrap).withMessage("broken");

        assertThat(this.library.isDone()).isTrue();
    }
}
