package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.socket.SocketPeers.Pair;

/** What becomes of threads that are at work when their socket is closed. */
@Timeout(30)
class NioTlsSocketCloseTests {

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    private Pair pair;

    @FunctionalInterface
    private interface Closer {

        void close(TlsSocket socket) throws IOException;
    }

    private enum Close implements Closer {
        GRACEFUL {
            @Override
            public void close(TlsSocket socket) throws IOException {
                socket.close();
            }
        },
        FORCED {
            @Override
            public void close(TlsSocket socket) throws IOException {
                socket.close(true);
            }
        },
        OF_THE_CHANNEL {
            @Override
            public void close(TlsSocket socket) throws IOException {
                socket.selectableChannel().close();
            }
        }
    }

    @BeforeEach
    void connect() throws Exception {
        this.pair = this.peers.pair(TlsVersion.TLSv1_3);
    }

    @AfterEach
    void stop() throws Exception {
        this.pair.close();
        this.peers.stop();
    }

    private TlsSocket client() {
        return this.pair.client();
    }

    @ParameterizedTest
    @EnumSource
    void endsAThreadThatReads(Close close) throws Exception {
        var reading = Waiting.forNetwork(() -> client().read(ByteBuffer.allocate(10)));

        close.close(client());

        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(client().isOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void endsAThreadThatReadsWithATimeout(Close close) throws Exception {
        client().setTimeout(Duration.ofSeconds(20));
        var reading = Waiting.forNetwork(() -> client().read(ByteBuffer.allocate(10)));

        close.close(client());

        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @ParameterizedTest
    @EnumSource
    void endsAThreadThatWrites(Close close) throws Exception {
        var writing = Waiting.forNetwork(() -> client().write(ByteBuffer.allocate(50_000_000)));

        close.close(client());

        assertThat(writing.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(client().isOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void endsThreadsThatReadAndWriteAndThoseBehindThem(Close close) throws Exception {
        var reading = Waiting.forNetwork(() -> client().read(ByteBuffer.allocate(10)));
        var writing = Waiting.forNetwork(() -> client().write(ByteBuffer.allocate(50_000_000)));
        var secondReader = Waiting.forLock(() -> client().read(ByteBuffer.allocate(10)));
        var secondWriter = Waiting.forLock(() -> client().write(ByteBuffer.allocate(10)));

        close.close(client());

        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(writing.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(secondReader.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(secondWriter.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @ParameterizedTest
    @EnumSource
    void endsAThreadInTheHandshakeAndTellsItsListener(Close close) throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings));
                var silent = SocketChannel.open(listener.localAddress())) {
            var socket = listener.accept();
            silent.write(ByteBuffer.wrap(new byte[] {22, 3, 1, 0, 100}));
            var shaking = Waiting.forNetwork(socket::doHandshake);

            close.close(socket);

            assertThat(shaking.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAClientInTheHandshakeAndTellsItsListener(Close close) throws Exception {
        this.peers.clientSide.clear();
        try (var listener = SocketPeers.listenPlain()) {
            var client = this.peers.client(settings -> settings);
            var channel = SocketChannel.open(listener.getLocalSocketAddress());
            var socket = new NioTlsSocket(channel, client, client.createEngine("localhost", 443));
            var shaking = Waiting.forNetwork(socket::doHandshake);
            var writing = Waiting.forLock(() -> socket.write(ByteBuffer.wrap(HELLO)));

            close.close(socket);

            assertThat(shaking.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(writing.failure()).isInstanceOf(AsynchronousCloseException.class);
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.ABORTED);
    }

    @Test
    void endsAThreadThatAccepts() throws Exception {
        var listener = SocketPeers.listen(this.peers.server(settings -> settings));
        var accepting = Waiting.forNetwork(listener::accept);

        listener.close();

        assertThat(accepting.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(listener::accept);
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(listener::localAddress);
        assertThatNoException().isThrownBy(listener::close);
    }

    // ---- interrupts

    @Test
    void isClosedWhenAThreadThatReadsIsInterrupted() throws Exception {
        var reading = Waiting.forNetwork(() -> client().read(ByteBuffer.allocate(10)));

        reading.interrupt();

        assertThat(reading.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(reading.wasInterrupted()).isTrue();
        assertThat(client().isOpen()).isFalse();
    }

    @Test
    void isClosedWhenAThreadThatReadsWithATimeoutIsInterrupted() throws Exception {
        client().setTimeout(Duration.ofSeconds(20));
        var reading = Waiting.forNetwork(() -> client().read(ByteBuffer.allocate(10)));

        reading.interrupt();

        assertThat(reading.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(reading.wasInterrupted()).isTrue();
        assertThat(client().isOpen()).isFalse();
    }

    @Test
    void isClosedWhenAThreadThatWritesIsInterrupted() throws Exception {
        client().setTimeout(Duration.ofSeconds(20));
        var writing = Waiting.forNetwork(() -> client().write(ByteBuffer.allocate(50_000_000)));

        writing.interrupt();

        assertThat(writing.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(client().isOpen()).isFalse();
    }

    @Test
    void isClosedWhenAThreadThatWaitsForAnotherOneIsInterrupted() throws Exception {
        var reading = Waiting.forNetwork(() -> client().read(ByteBuffer.allocate(10)));
        var behind = Waiting.forLock(() -> client().read(ByteBuffer.allocate(10)));

        behind.interrupt();

        assertThat(behind.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(behind.wasInterrupted()).isTrue();
        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void tellsTheListenerOfAHandshakeThatIsInterrupted() throws Exception {
        this.peers.clientSide.clear();
        var client = this.peers.client(settings -> settings);
        try (var listener = SocketPeers.listenPlain()) {
            var connecting = Waiting.forNetwork(() -> client.connect("localhost", listener.getLocalPort()));

            connecting.interrupt();

            assertThat(connecting.failure()).isInstanceOf(ClosedByInterruptException.class);
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.ABORTED);
    }

    // ---- after the close

    @ParameterizedTest
    @EnumSource
    void leavesNothingToDoButToCloseAgain(Close close) throws Exception {
        this.pair.server().write(ByteBuffer.wrap(HELLO));
        assertThat(client().read(ByteBuffer.allocate(2))).isEqualTo(2);
        this.peers.run(() -> this.pair.server().close());

        close.close(client());

        assertThat(client().isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class)
                .isThrownBy(() -> client().write(ByteBuffer.wrap(HELLO)));
        assertThatExceptionOfType(ClosedChannelException.class)
                .isThrownBy(() -> client().read(ByteBuffer.allocate(10)));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> client().doHandshake());
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> client().closeOutput());
        assertThatNoException().isThrownBy(() -> client().close());
        assertThatNoException().isThrownBy(() -> client().close(true));
        assertThatNoException().isThrownBy(() -> client().close(false));
    }

    @Test
    void canBeForcedWhileAnotherThreadWaitsForThePeer() throws Exception {
        var closing = this.peers.run(() -> client().close(false));
        this.peers.run(() -> {
            assertThat(this.pair.server().read(ByteBuffer.allocate(10))).isEqualTo(-1);
            client().close(true);
        });

        assertThat(closing).failsWithin(4, TimeUnit.SECONDS);
        assertThat(client().isOpen()).isFalse();
    }

    @Test
    void isGracefulTowardsAPeerThatStillReads() throws Exception {
        client().write(ByteBuffer.wrap(HELLO));
        client().close(true);

        assertThat(this.pair.server().inputStream().readAllBytes()).isEqualTo(HELLO);
    }

    @Test
    void takesNoLongerThanTheTimeoutWithAPeerThatSaysNothing() throws Exception {
        client().setTimeout(Duration.ofMillis(50));
        var begin = System.nanoTime();

        client().close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(3));
    }

    @Test
    void doesNotForceAPeerThatReadsNothingForLong() throws Exception {
        this.peers.run(() -> client().outputStream().write(new byte[50_000_000]));
        var begin = System.nanoTime();

        client().close(true);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void losesNothingBeforeARaggedEnd() throws Exception {
        this.pair.server().write(ByteBuffer.wrap(HELLO));
        this.pair.server().selectableChannel().close();
        assertThat(client().inputStream().read()).isEqualTo('h');

        assertThatExceptionOfType(WantReadException.class).isThrownBy(() -> client().close(false));
        assertThat(client().inputStream().readNBytes(4)).asString().isEqualTo("ello");
        assertThatExceptionOfType(RaggedEofException.class).isThrownBy(() -> client().close(false));
        assertThat(client().isOpen()).isFalse();
    }

    // ---- one direction

    @Test
    void readsAfterItsOutputWasClosed() throws Exception {
        client().closeOutput();
        assertThat(this.pair.server().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        this.pair.server().write(ByteBuffer.wrap(HELLO));
        this.pair.server().close(true);

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> client().write(ByteBuffer.wrap(HELLO)))
                .withMessage("the connection is closed for writing");
        assertThat(client().inputStream().readAllBytes()).isEqualTo(HELLO);
        assertThat(client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        client().close();
    }

    @Test
    void canCloseItsOutputWhileAnotherThreadReads() throws Exception {
        var reading = this.peers.run(
                () -> assertThat(client().inputStream().readAllBytes()).isEqualTo(HELLO));
        client().closeOutput();
        assertThat(this.pair.server().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        this.pair.server().write(ByteBuffer.wrap(HELLO));
        this.pair.server().close(true);

        reading.get(10, TimeUnit.SECONDS);
    }

    @Test
    void listensAgainOnAPortThatWasClosed() throws Exception {
        var context = this.peers.server(settings -> settings);
        var listener = SocketPeers.listen(context);
        var address = (InetSocketAddress) listener.localAddress();
        listener.close();

        try (var again = context.listen(address, 1)) {
            assertThat(again.localAddress()).isEqualTo(address);
        }
    }
}
