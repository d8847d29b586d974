package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** A timeout is for the whole of an operation, whatever the peer does. */
@Timeout(30)
class NioTlsSocketTimeoutTests {

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final SocketPeers peers = new SocketPeers();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() throws Exception {
        this.clock.shutdownNow();
        this.peers.stop();
    }

    @Test
    void endsAHandshakeWithAPeerThatStopsThoughNoTimeoutWasSet() throws Exception {
        var client = this.peers.client(settings -> settings);
        try (var silent = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var channel = SocketChannel.open(silent.getLocalAddress());
                var socket = new NioTlsSocket(channel, client, client.createEngine("localhost", 443), TIMEOUT)) {
            assertThatTimeIsUp(socket::doHandshake);
            assertThat(socket.isOpen()).isFalse();
        }
        assertThat(this.peers.clientSide.outcomes())
                .singleElement()
                .satisfies(told -> assertThat(told.event().failure()).contains(HandshakeFailure.TIMEOUT));
    }

    @Test
    void endsAHandshakeThatTrickles() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings));
                var slow = SocketChannel.open(listener.localAddress());
                var socket = listener.accept()) {
            slow.write(ByteBuffer.wrap(new byte[] {22, 3, 1, 2, 0, 1}));
            trickle(slow);
            socket.setTimeout(TIMEOUT);

            assertThatTimeIsUp(socket::doHandshake);
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void endsAReadThatTrickles() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var slow = pair.server().selectableChannel();
            slow.write(ByteBuffer.wrap(new byte[] {23, 3, 3, 64, 0}));
            trickle(slow);
            pair.client().setTimeout(TIMEOUT);

            assertThatTimeIsUp(() -> pair.client().read(ByteBuffer.allocate(1)));
            assertThatTimeIsUp(() -> pair.client().inputStream().read());
            assertThatTimeIsUp(() -> pair.client().close(false));
        }
    }

    /** Once for the handshake that it begins with and itself. */
    @Test
    void endsAReadThatBeginsWithAHandshakeInOneTimeout() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings))) {
            var connecting = new CompletableFuture<TlsSocket>();
            var client = this.peers.client(settings -> settings);
            this.clock.schedule(
                    () -> this.peers.run(
                            () -> connecting.complete(client.connect("localhost", SocketPeers.port(listener)))),
                    900,
                    TimeUnit.MILLISECONDS);
            try (var accepted = listener.accept()) {
                var timeout = Duration.ofMillis(1200);
                accepted.setTimeout(timeout);
                assertThatTimeIsUp(timeout, timeout.plusMillis(900), () -> accepted.read(ByteBuffer.allocate(1)));
                accepted.close(true);
            }
        }
    }

    @Test
    void goesOnReadingAfterATimeoutInTheMiddleOfARecord() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings));
                var slow = SocketChannel.open(listener.localAddress());
                var socket = listener.accept()) {
            var client = this.peers.client(settings -> settings).createBuffer("localhost");
            var server = this.peers.run(socket::doHandshake);
            exchange(client, slow);
            server.get(10, TimeUnit.SECONDS);
            socket.setTimeout(Duration.ofMillis(50));
            client.write(ByteBuffer.wrap(HELLO));

            slow.write(ByteBuffer.wrap(client.processOutgoing(9)));
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.read(ByteBuffer.allocate(5)));
            slow.write(ByteBuffer.wrap(client.processOutgoing(1000)));

            assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    private static void exchange(TlsBuffer client, SocketChannel channel) throws IOException {
        for (var done = false; !done; ) {
            try {
                client.doHandshake();
                done = true;
            } catch (WantReadException more) {
                channel.write(ByteBuffer.wrap(client.processOutgoing(100_000)));
                var received = ByteBuffer.allocate(100_000);
                channel.read(received);
                client.processIncoming(received.flip());
            }
        }
        channel.write(ByteBuffer.wrap(client.processOutgoing(100_000)));
    }

    @Test
    void endsAHandshakeWithAPeerThatIsSilentAndTellsTheListener() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var client = this.peers.client(settings -> settings);
            var channel = SocketChannel.open(listener.getLocalSocketAddress());
            try (var socket = new NioTlsSocket(channel, client, client.createEngine("localhost", 443))) {
                // enough to write the ClientHello: a write that is too late ends the connection
                socket.setTimeout(Duration.ofMillis(500));
                assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(socket::doHandshake);
                assertThat(this.peers.clientSide.outcomes()).isEmpty();
            }
        }
        assertThat(this.peers.clientSide.outcomes()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Kind.FAILED);
            assertThat(told.event().failure()).contains(HandshakeFailure.TIMEOUT);
        });
    }

    @Test
    void endsAWriteThatThePeerReadsSlowly() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var slow = pair.server().selectableChannel();
            this.clock.scheduleAtFixedRate(() -> read(slow), 50, 50, TimeUnit.MILLISECONDS);
            pair.client().setTimeout(TIMEOUT);

            assertThatTimeIsUp(() -> pair.client().write(ByteBuffer.allocate(50_000_000)));
            assertThat(pair.client().isOpen()).isFalse();
        }
    }

    @Test
    void endsAWriteBehindAnotherOne() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            var first = Waiting.forNetwork(() -> pair.client().write(ByteBuffer.allocate(50_000_000)));
            pair.client().setTimeout(TIMEOUT);

            assertThatTimeIsUp(() -> pair.client().write(ByteBuffer.allocate(1)));
            assertThat(pair.client().isOpen()).isFalse();
            assertThat(first.failure()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void endsClosingTheOutputTowardsAPeerThatReadsNothing() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            Waiting.forNetwork(() -> pair.client().write(ByteBuffer.allocate(50_000_000)));
            pair.client().setTimeout(TIMEOUT);

            assertThatTimeIsUp(pair.client()::closeOutput);
        }
    }

    @Test
    void canBeLongerThanTheClockCounts() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            pair.client().setTimeout(Duration.ofSeconds(Long.MAX_VALUE));
            pair.server().write(ByteBuffer.wrap(HELLO));

            assertThat(pair.client().read(ByteBuffer.allocate(5))).isEqualTo(5);
        }
    }

    @Test
    void cannotBeNegative() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pair.client().setTimeout(Duration.ofMillis(-1)))
                    .withMessage("a timeout cannot be negative: PT-0.001S");
        }
    }

    private void trickle(SocketChannel slow) {
        this.clock.scheduleAtFixedRate(() -> write(slow), 50, 50, TimeUnit.MILLISECONDS);
    }

    private static void write(SocketChannel slow) {
        try {
            slow.write(ByteBuffer.allocate(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(SocketChannel slow) {
        try {
            slow.read(ByteBuffer.allocate(1000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Operation {

        void run() throws Exception;
    }

    /** The peer goes on for ever: ten seconds are for a machine that has much else to do. */
    private static void assertThatTimeIsUp(Operation operation) {
        assertThatTimeIsUp(TIMEOUT, Duration.ofSeconds(10), operation);
    }

    private static void assertThatTimeIsUp(Duration timeout, Duration most, Operation operation) {
        var begin = System.nanoTime();
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(operation::run);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(timeout, most);
    }
}
