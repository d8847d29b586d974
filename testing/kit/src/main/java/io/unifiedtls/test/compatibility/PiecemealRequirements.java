package io.unifiedtls.test.compatibility;

import static io.unifiedtls.test.compatibility.HostileNetwork.assertFails;
import static io.unifiedtls.test.compatibility.HostileNetwork.drain;
import static io.unifiedtls.test.compatibility.Records.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;

/** Messages that come in pieces, peers that stop, and peers that never do. */
abstract class PiecemealRequirements extends Requirements {

    /** More than a buffer keeps of what nobody reads. */
    private static final int MOST_INCOMING = 1 << 17;

    @EachVersion
    void aClientHelloMayBeSplitAtEveryByte(TlsVersion version) throws Exception {
        var context = peers().server();
        var hello = clientHello(version);
        for (int at = 0; at <= hello.length; at++) {
            var server = context.createBuffer();
            server.processIncoming(ByteBuffer.wrap(hello, 0, at));
            if (at < hello.length) {
                assertThat(HostileNetwork.handshake(server))
                        .as("after %d bytes", at)
                        .isInstanceOf(WantReadException.class);
                assertThat(server.outgoingBytesBuffered()).isZero();
            }
            server.processIncoming(ByteBuffer.wrap(hello, at, hello.length - at));

            assertThat(HostileNetwork.handshake(server))
                    .as("split at byte %d", at)
                    .isInstanceOf(WantReadException.class);
            assertThat(drain(server)).as("split at byte %d", at).startsWith(Records.HANDSHAKE);
        }
    }

    @EachVersion
    void everyMessageInTheClearMayComeInSeveralRecords(TlsVersion version) throws Exception {
        for (var size : new int[] {40, 64, 100, 200}) {
            var pair = new HostileNetwork(
                    peers().client(version).createBuffer("localhost"),
                    peers().server().createBuffer());

            pair.carry((flight, bytes) -> flight == 0 ? Records.reframed(bytes, size) : bytes);

            for (var side : pair.both()) {
                assertThat(HostileNetwork.handshake(side))
                        .as("records of %d bytes", size)
                        .isNull();
            }
        }
    }

    @EachVersion
    void aPeerThatStopsIsWaitedForUntilTheNetworkEnds(TlsVersion version) throws Exception {
        var hello = clientHello(version);
        var server = peers().server().createBuffer();
        server.processIncoming(ByteBuffer.wrap(hello, 0, hello.length - 1));
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(ascii("hello")));
        var record = drain(pair.client());
        pair.server().processIncoming(ByteBuffer.wrap(record, 0, record.length - 1));

        assertEndsRagged(server, "the connection ended during the handshake");
        assertEndsRagged(pair.server(), "the connection ended without the peer's close_notify; data may be missing");
    }

    private static void assertEndsRagged(TlsBuffer buffer, String message) {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(WantReadException.class).isThrownBy(() -> buffer.read(1));
        }
        buffer.processIncomingEof();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> buffer.read(1))
                    .withMessage(message);
        }
    }

    @EachVersion
    void whatComesWithoutEndIsRefusedWholeOnceTheBufferIsFull(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        for (var side : List.of(peers().server().createBuffer(), pair.server(), pair.client())) {
            assertThat(offer(side, new byte[1_500], 200)).isLessThan(200);
            assertFails("zeroes", side);
        }
    }

    private static int offer(TlsBuffer side, byte[] garbage, int times) {
        var taken = 0;
        for (int i = 0; i < times; i++) {
            var before = side.incomingBytesBuffered();
            var source = ByteBuffer.wrap(garbage);
            try {
                side.processIncoming(source);
                assertThat(source.hasRemaining()).isFalse();
                assertThat(side.incomingBytesBuffered()).isEqualTo(before + garbage.length);
                taken++;
            } catch (TlsException full) {
                assertThat(full).isInstanceOf(WantReadException.class);
                assertThat(source.remaining()).isEqualTo(garbage.length);
                assertThat(side.incomingBytesBuffered()).isEqualTo(before);
            }
            assertThat(side.incomingBytesBuffered()).isLessThanOrEqualTo(MOST_INCOMING);
        }
        return taken;
    }

    @EachVersion
    void asMuchAsThereIsMayBeAskedFor(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(ascii("hello")));
        pair.pump();

        assertThat(pair.server().read(Integer.MAX_VALUE)).isEqualTo(ascii("hello"));
        assertThat(pair.server().processOutgoing(Integer.MAX_VALUE)).isNotNull();
    }

    private byte[] clientHello(TlsVersion version) throws TlsException {
        var client = peers().client(version).createBuffer("localhost");
        assertThat(HostileNetwork.handshake(client)).isInstanceOf(WantReadException.class);
        return drain(client);
    }
}
