package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Buffer": application data. */
abstract class BufferRequirements extends Requirements {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @Test
    void p56IsMadeByContextsAlone() {
        assertThat(TlsBuffer.class).isInterface();
    }

    @EachVersion
    void p57ReturnsNoMoreThanTheAmountAndPossiblyLess(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(HELLO));
        pair.pump();

        assertThat(pair.server().read(3)).asString().isEqualTo("hel");
        assertThat(pair.server().read(100)).asString().isEqualTo("lo");
    }

    @EachVersion
    void p58ReadsIntoABufferAndReturnsTheCount(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(HELLO));
        pair.pump();
        var destination = ByteBuffer.allocate(100).position(2);

        assertThat(pair.server().read(destination)).isEqualTo(5);
        assertThat(destination.position()).isEqualTo(7);
        assertThat(destination.flip().position(2)).isEqualTo(ByteBuffer.wrap(HELLO));
    }

    @EachVersion
    void p57MovesMuchDataBothWaysInPieces(TlsVersion version) throws Exception {
        var data = new byte[300_000];
        new Random(1).nextBytes(data);
        var pair = peers().connected(version).splitInto(1009);

        assertThat(pair.toServer(data)).isEqualTo(data);
        assertThat(pair.toClient(data)).isEqualTo(data);
    }

    @EachVersion
    void p59ReturnsNothingAgainAndAgainAfterTheEnd(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(HELLO));
        shutDown(pair.client());
        pair.pump();

        assertThat(pair.server().read(100)).asString().isEqualTo("hello");
        for (int i = 0; i < 3; i++) {
            assertThat(pair.server().read(100)).isEmpty();
            assertThat(pair.server().read(ByteBuffer.allocate(100))).isEqualTo(-1);
        }
    }

    @EachVersion
    void p60WantsMoreWhereARecordIsIncomplete(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.server().read(100));

        pair.client().write(ByteBuffer.wrap(HELLO));
        var record = pair.client().processOutgoing(Integer.MAX_VALUE);
        pair.server().processIncoming(ByteBuffer.wrap(record, 0, record.length - 1));
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.server().read(100));

        pair.server().processIncoming(ByteBuffer.wrap(record, record.length - 1, 1));
        assertThat(pair.server().read(100)).asString().isEqualTo("hello");
    }

    /** A certificate for very many names is more than a buffer holds at once. */
    @EachVersion
    void p60WantsToSendFirstWhereMuchIsOutgoing(TlsVersion version) throws Exception {
        var names = IntStream.range(0, 12_000).mapToObj("host-%d.example.com"::formatted);
        var large = Peers.AUTHORITY
                .leaf()
                .names(Stream.concat(Stream.of("localhost"), names).toArray(String[]::new));
        var chain = TestIdentities.chain(large.issue()).withServerNames(List.of("localhost"));
        var server = peers().server(settings -> settings.certificateChains(List.of(chain)));
        var pair = peers().buffers(peers().client(version), server);
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().read(1));
        pair.server().processIncoming(ByteBuffer.wrap(pair.client().processOutgoing(Integer.MAX_VALUE)));

        var outgoing = 0;
        var times = 0;
        while (isWantingToSend(pair.server())) {
            assertThat(isWantingToSend(pair.server())).as("still").isTrue();
            outgoing += pair.server().processOutgoing(Integer.MAX_VALUE).length;
            times++;
        }

        assertThat(times).isBetween(1, 10);
        assertThat(outgoing + pair.server().outgoingBytesBuffered()).isGreaterThan(200_000);
    }

    /** Returns whether a read wants to send, rather than to read. */
    private static boolean isWantingToSend(TlsBuffer buffer) throws TlsException {
        try {
            buffer.read(1);
            throw new AssertionError("there is nothing to read");
        } catch (WantWriteException sendFirst) {
            return true;
        } catch (WantReadException readFirst) {
            return false;
        }
    }

    @EachVersion
    void p61SaysThatTheEndIsRagged(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(HELLO));
        pair.pump();
        pair.cut();

        assertThat(pair.server().read(100)).asString().isEqualTo("hello");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> pair.server().read(100))
                    .withMessage("the connection ended without the peer's close_notify; data may be missing");
        }
    }

    @EachVersion
    void p61SaysThatARecordWasCutShort(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(HELLO));
        pair.truncate(10);

        assertThatExceptionOfType(RaggedEofException.class)
                .isThrownBy(() -> pair.server().read(100));
    }

    @Test
    void p62HasSomethingToSendAfterARead() throws Exception {
        var pair = peers().buffers();

        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().read(100));

        assertThat(pair.client().outgoingBytesBuffered()).isPositive();
    }

    @EachVersion
    void p63TakesPlaintextAndReturnsHowMuch(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        var source = ByteBuffer.wrap(HELLO);

        assertThat(pair.client().write(source)).isEqualTo(5);

        assertThat(source.hasRemaining()).isFalse();
        assertThat(pair.client().outgoingBytesBuffered()).isGreaterThan(5);
        assertThat(pair.client().write(ByteBuffer.allocate(0))).isZero();
    }

    @EachVersion
    void p64WantsToSendFirstAndTakesTheRestFromAnyBuffer(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        var data = new byte[10_000_000];
        new Random(2).nextBytes(data);
        var taken = pair.client().write(ByteBuffer.wrap(data));
        assertThat(taken).isPositive().isLessThan(data.length);

        assertThatExceptionOfType(WantWriteException.class)
                .isThrownBy(() -> pair.client().write(ByteBuffer.wrap(data, taken, 100)));
        assertThat(pair.client().outgoingBytesBuffered()).isGreaterThan(taken);

        pair.pump();
        assertThat(pair.client().write(ByteBuffer.wrap(data, taken, 100).slice()))
                .isEqualTo(100);
        var received = ByteBuffer.allocate(taken + 100);
        while (received.hasRemaining()) {
            readOrPump(pair, received);
        }
        assertThat(received.array()).isEqualTo(Arrays.copyOf(data, taken + 100));
    }

    private static void readOrPump(BufferPair pair, ByteBuffer received) throws TlsException {
        try {
            pair.server().read(received);
        } catch (WantReadException moreNeeded) {
            assertThat(pair.pump()).isTrue();
        }
    }

    @Test
    void p65WantsToReadWhereTheHandshakeIsNotDone() throws Exception {
        var pair = peers().buffers();
        var source = ByteBuffer.wrap(HELLO);

        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().write(source));
        assertThat(source.remaining()).isEqualTo(5);

        pair.handshake();
        assertThat(pair.client().write(source)).isEqualTo(5);
    }
}
