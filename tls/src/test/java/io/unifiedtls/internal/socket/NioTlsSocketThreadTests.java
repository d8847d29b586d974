package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** Many threads on one socket. */
@Timeout(60)
class NioTlsSocketThreadTests {

    private static final int MESSAGE = 40_000;

    private final SocketPeers peers = new SocketPeers();

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void keepsTheMessagesOfSeveralWritersWhole(TlsVersion version) throws Exception {
        var messages = 40;
        var writers = 4;
        try (var pair = this.peers.pair(version)) {
            for (int i = 0; i < writers; i++) {
                var message = new byte[MESSAGE];
                Arrays.fill(message, (byte) i);
                this.peers.run(() -> {
                    for (int j = 0; j < messages; j++) {
                        assertThat(pair.client().write(ByteBuffer.wrap(message)))
                                .isEqualTo(MESSAGE);
                    }
                });
            }

            var input = pair.server().inputStream();
            var seen = new int[writers];
            for (int i = 0; i < messages * writers; i++) {
                var message = input.readNBytes(MESSAGE);
                var writer = message[0];
                assertThat(message).containsOnly(writer);
                seen[writer]++;
            }
            assertThat(seen).containsOnly(messages);
        }
    }

    @Test
    void givesEachByteToOneOfSeveralReaders() throws Exception {
        var amount = 2_000_000;
        var counts = new ConcurrentLinkedQueue<Long>();
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var data = new byte[amount];
            Arrays.fill(data, (byte) 3);
            var readers = new CompletableFuture<?>[3];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = this.peers.run(() -> {
                    var sum = 0L;
                    for (var one : pair.server().inputStream().readAllBytes()) {
                        sum += one;
                    }
                    counts.add(sum);
                });
            }

            pair.client().write(ByteBuffer.wrap(data));
            pair.client().closeOutput();

            CompletableFuture.allOf(readers).get(20, TimeUnit.SECONDS);
            assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(3L * amount);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void carriesBothDirectionsThroughNarrowBuffers(TlsVersion version) throws Exception {
        var data = new byte[3_000_000];
        new Random(3).nextBytes(data);
        try (var pair = this.peers.pair(version)) {
            for (var socket : new TlsSocket[] {pair.client(), pair.server()}) {
                socket.selectableChannel().socket().setSendBufferSize(4096);
                socket.setTimeout(Duration.ofSeconds(30));
            }
            var there = this.peers.run(() -> pair.client().outputStream().write(data));
            var back = this.peers.run(() -> pair.server().outputStream().write(data));
            var atClient = this.peers.run(() -> assertReceived(pair.client(), data));

            assertReceived(pair.server(), data);

            CompletableFuture.allOf(there, back, atClient).get(20, TimeUnit.SECONDS);
        }
    }

    /**
     * The reader must not be the one who waits to send what the writer has encrypted: the peer wants to be read first.
     */
    @RepeatedTest(5)
    void readsFromAPeerThatReadsOnlyWhenItHasWritten() throws Exception {
        var data = new byte[12_000_000];
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var turns = this.peers.run(() -> {
                pair.client().write(ByteBuffer.wrap(data));
                assertReceived(pair.client(), data);
            });
            var writing = this.peers.run(() -> {
                for (int i = 0; i < data.length; i += 2000) {
                    pair.server().write(ByteBuffer.wrap(data, i, 2000));
                }
            });

            assertReceived(pair.server(), data);

            CompletableFuture.allOf(turns, writing).get(20, TimeUnit.SECONDS);
        }
    }

    private static void assertReceived(TlsSocket socket, byte[] data) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var input = new DataInputStream(socket.inputStream());
        var some = new byte[777];
        for (int left = data.length; left > 0; ) {
            var length = Math.min(left, some.length);
            input.readFully(some, 0, length);
            digest.update(some, 0, length);
            left -= length;
        }
        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(data));
    }

    @RepeatedTest(10)
    void doesTheHandshakeOnceWhoeverBegins() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings))) {
            var client = this.peers.client(settings -> settings);
            var channel = SocketChannel.open(listener.localAddress());
            var near = new NioTlsSocket(channel, client, client.createEngine("localhost", 443));
            var far = listener.accept();
            var together = new CyclicBarrier(6);
            var all = new CompletableFuture<?>[6];
            var i = 0;
            for (var socket : new TlsSocket[] {near, far}) {
                all[i++] = this.peers.run(() -> {
                    together.await();
                    assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(1);
                });
                all[i++] = this.peers.run(() -> {
                    together.await();
                    socket.write(ByteBuffer.wrap(new byte[] {1}));
                });
                all[i++] = this.peers.run(() -> {
                    together.await();
                    socket.doHandshake();
                });
            }

            CompletableFuture.allOf(all).get(10, TimeUnit.SECONDS);
            this.peers.run(far::close);
            near.close();
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
        assertThat(this.peers.serverSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    @Test
    void hasATimeoutForAReaderBehindAnotherOne() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var first = Waiting.forNetwork(() -> pair.client().read(ByteBuffer.allocate(1)));

            pair.client().setTimeout(Duration.ofMillis(50));
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> pair.client().read(ByteBuffer.allocate(1)));

            assertThat(pair.client().isOpen()).isTrue();
            pair.client().close(true);
            first.failure();
        }
    }

    @Test
    void writesWhileTheTimeoutIsChangedAndAReaderWaits() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var read = new CountDownLatch(1);
            this.peers.run(() -> {
                assertThat(pair.client().read(ByteBuffer.allocate(1))).isEqualTo(1);
                read.countDown();
            });
            for (int i = 1; i <= 100; i++) {
                pair.client().setTimeout(Duration.ofSeconds(i));
                pair.client().write(ByteBuffer.allocate(1000));
            }
            assertThat(pair.server().inputStream().readNBytes(100_000)).hasSize(100_000);
            pair.server().write(ByteBuffer.allocate(1));

            assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void acceptsOthersWhileAClientIsSlow() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings))) {
            var client = this.peers.client(settings -> settings);
            try (var slow = SocketChannel.open(listener.localAddress())) {
                slow.write(ByteBuffer.wrap(new byte[] {22, 3}));
                this.peers.run(() -> {
                    while (true) {
                        var accepted = listener.accept();
                        this.peers.run(() -> accepted.write(ByteBuffer.allocate(1)));
                    }
                });

                for (int i = 0; i < 3; i++) {
                    var socket = client.connect("localhost", SocketPeers.port(listener));
                    assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(1);
                    socket.close(true);
                }
            }
        }
    }
}
