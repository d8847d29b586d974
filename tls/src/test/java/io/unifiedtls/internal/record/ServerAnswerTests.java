package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

class ServerAnswerTests {

    private static final String RANDOM = "5a".repeat(32);

    // RFC 8446 4.1.3
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    private static final String OFFERED = "20" + "01".repeat(32);

    private static final String OTHER = "20" + "02".repeat(32);

    private static final String NONE = "00";

    private static final String TLS_1_3 = "002b00020304";

    private static final String PRE_SHARED_KEY = "002900020000";

    private static final String KEY_SHARE = "0033000611ec00021234";

    private final ServerAnswer answer = new ServerAnswer();

    // ---- what the server says

    @Test
    void isTheSameSessionIdBelowTls13() {
        answer(hello(RANDOM, OFFERED, ""));

        assertThat(this.answer.resumed()).contains(true);
    }

    @Test
    void isNotAnotherSessionId() {
        answer(hello(RANDOM, OTHER, ""));

        assertThat(this.answer.resumed()).contains(false);
    }

    @Test
    void isNotNoSessionIdAtAll() {
        this.answer.offered(client(NONE), 0, client(NONE).limit());
        var hello = hello(RANDOM, NONE, "");
        this.answer.answered(hello, 0, hello.limit());

        assertThat(this.answer.resumed()).contains(false);
    }

    @Test
    void isAPreSharedKeyInTls13() {
        answer(hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY));

        assertThat(this.answer.resumed()).contains(true);
    }

    @Test
    void isNotTheSessionIdInTls13() {
        answer(hello(RANDOM, OFFERED, TLS_1_3));

        assertThat(this.answer.resumed()).contains(false);
    }

    @Test
    void isOpenAfterAHelloRetryRequest() {
        answer(hello(RETRY, OFFERED, TLS_1_3));
        assertThat(this.answer.resumed()).isEmpty();

        answer(hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY));
        assertThat(this.answer.resumed()).contains(true);
    }

    @Test
    void hasTheGroupOfTls13() {
        answer(hello(RANDOM, OFFERED, KEY_SHARE + TLS_1_3));

        assertThat(this.answer.group()).contains("X25519MLKEM768");
        assertThat(this.answer.resumed()).contains(false);
    }

    @Test
    void hasTheGroupOfAResumedSession() {
        answer(hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY + KEY_SHARE));

        assertThat(this.answer.group()).contains("X25519MLKEM768");
        assertThat(this.answer.resumed()).contains(true);
    }

    @Test
    void hasNoGroupWithoutAKeyShare() {
        answer(hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY));

        assertThat(this.answer.group()).isEmpty();
    }

    @Test
    void hasNoGroupBelowTls13() {
        answer(hello(RANDOM, OTHER, KEY_SHARE));

        assertThat(this.answer.group()).isEmpty();
    }

    @Test
    void hasTheGroupOfTheSecondServerHello() {
        answer(hello(RETRY, OFFERED, TLS_1_3 + "003300020018"));
        assertThat(this.answer.group()).isEmpty();

        answer(hello(RANDOM, OFFERED, TLS_1_3 + "00330005001800019a"));
        assertThat(this.answer.group()).contains("secp384r1");
    }

    @Test
    void hasTheCodeOfAGroupWithoutAName() {
        answer(hello(RANDOM, OFFERED, TLS_1_3 + "00330005fe0100019a"));

        assertThat(this.answer.group()).contains("0xfe01");
    }

    // ---- where it is read

    @Test
    void isReadFromTheMiddleOfABufferOfAnyByteOrder() {
        var hello = hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY);
        var buffer = ByteBuffer.allocateDirect(1_000).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        buffer.position(100).put(hello).position(7);
        this.answer.offered(client(OFFERED), 0, client(OFFERED).limit());

        this.answer.answered(buffer, 100, 100 + hello.limit());

        assertThat(this.answer.resumed()).contains(true);
        assertThat(buffer.position()).isEqualTo(7);
    }

    @Test
    void isNotReadBeyondTheEnd() {
        var hello = hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY);
        this.answer.offered(client(OFFERED), 0, client(OFFERED).limit());

        this.answer.answered(hello, 0, hello.limit() - 3);

        assertThat(this.answer.resumed()).isEmpty();
    }

    @Test
    void isUnknownWithoutAClientHello() {
        var hello = hello(RANDOM, OFFERED, "");
        this.answer.answered(hello, 0, hello.limit());

        assertThat(this.answer.resumed()).isEmpty();
    }

    static Stream<byte[]> hellos() {
        return Stream.of(
                hello(RANDOM, OFFERED, "").array(),
                hello(RANDOM, OFFERED, TLS_1_3 + PRE_SHARED_KEY).array(),
                hello(RANDOM, OFFERED, TLS_1_3 + KEY_SHARE).array(),
                hello(RETRY, NONE, TLS_1_3).array(),
                client(OFFERED).array());
    }

    @MethodSource("hellos")
    @FuzzTest
    void leavesWhatIsMalformedToTheLibrary(byte[] records) {
        var buffer = ByteBuffer.wrap(records);
        assertThatNoException().isThrownBy(() -> {
            this.answer.offered(buffer, 0, records.length);
            this.answer.offered(client(OFFERED), 0, client(OFFERED).limit());
            this.answer.answered(buffer, 0, records.length);
        });
        assertThat(buffer.position()).isZero();
    }

    private void answer(ByteBuffer hello) {
        this.answer.offered(client(OFFERED), 0, client(OFFERED).limit());
        this.answer.answered(hello, 0, hello.limit());
    }

    private static ByteBuffer client(String sessionId) {
        return record(1, RANDOM + sessionId + "0002" + "1301" + "0100");
    }

    private static ByteBuffer hello(String random, String sessionId, String extensions) {
        var length = extensions.isEmpty() ? "" : "%04x".formatted(extensions.length() / 2);
        return record(2, random + sessionId + "1301" + "00" + length + extensions);
    }

    /** Returns a handshake message in a record of its own; all of them begin with a version. */
    private static ByteBuffer record(int type, String body) {
        var message = "%02x%06x0303%s".formatted(type, body.length() / 2 + 2, body);
        return ByteBuffer.wrap(HexFormat.of().parseHex("160303%04x%s".formatted(message.length() / 2, message)));
    }
}
