package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** Sockets that do not wait, and a selector that does. */
@Timeout(60)
class NioTlsSocketSelectorTests {

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @FunctionalInterface
    private interface Operation {

        int run() throws IOException;
    }

    /** Repeats an operation until it is done, and waits in between for what it wants. */
    private static int await(TlsSocket socket, Operation operation) throws IOException {
        try (var selector = Selector.open()) {
            var key = socket.selectableChannel().register(selector, 0);
            while (true) {
                try {
                    return operation.run();
                } catch (WantReadException wait) {
                    key.interestOps(SelectionKey.OP_READ);
                } catch (WantWriteException wait) {
                    key.interestOps(SelectionKey.OP_WRITE);
                }
                assertThat(selector.select(10_000)).isEqualTo(1);
                selector.selectedKeys().clear();
            }
        }
    }

    private static void handshake(TlsSocket socket) throws IOException {
        await(socket, () -> {
            socket.doHandshake();
            return 0;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void doesTheHandshakeOnBothSides(TlsVersion version) throws Exception {
        try (var listener =
                SocketPeers.listen(this.peers.server(settings -> settings.highestSupportedVersion(version)))) {
            var client = this.peers.client(settings -> settings);
            var near = new NioTlsSocket(
                    SocketChannel.open(listener.localAddress()), client, client.createEngine("localhost", 443));
            var far = listener.accept();
            near.configureBlocking(false);
            far.configureBlocking(false);
            assertThatExceptionOfType(WantReadException.class).isThrownBy(far::doHandshake);
            assertThatExceptionOfType(WantReadException.class).isThrownBy(() -> far.read(ByteBuffer.allocate(1)));
            assertThatExceptionOfType(WantReadException.class).isThrownBy(() -> far.write(ByteBuffer.wrap(HELLO)));

            var served = this.peers.run(() -> handshake(far));
            handshake(near);
            served.get(10, TimeUnit.SECONDS);

            assertThat(near.negotiatedTlsVersion()).contains(version);
            assertThat(far.write(ByteBuffer.wrap(HELLO))).isEqualTo(5);
            var received = ByteBuffer.allocate(10);
            assertThat(await(near, () -> near.read(received))).isEqualTo(5);
            near.close(true);
            far.close(true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void takesAPartOfALargeWriteAndLosesNothing(TlsVersion version) throws Exception {
        var data = new byte[10_000_000];
        new Random(4).nextBytes(data);
        try (var pair = this.peers.pair(version)) {
            pair.client().configureBlocking(false);
            var source = ByteBuffer.wrap(data);

            assertThat(pair.client().write(source))
                    .isBetween(1, data.length - 1)
                    .isEqualTo(source.position());
            fill(pair.client(), source);
            assertThat(source.hasRemaining()).isTrue();

            var received = new CompletableFuture<byte[]>();
            this.peers.run(() -> received.complete(pair.server().inputStream().readAllBytes()));
            while (source.hasRemaining()) {
                assertThat(await(pair.client(), () -> pair.client().write(source)))
                        .isPositive();
            }
            await(pair.client(), () -> {
                pair.client().closeOutput();
                return 0;
            });
            assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(data);
        }
    }

    /** Writes until nothing more is taken; the write that fails takes nothing. */
    private static void fill(TlsSocket socket, ByteBuffer source) throws IOException {
        var position = 0;
        try {
            while (true) {
                position = source.position();
                socket.write(source);
            }
        } catch (WantWriteException full) {
            assertThat(source.position()).isEqualTo(position);
        }
    }

    @Test
    void goesOnBlockingWithWhatWasLeftToSend() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            pair.client().configureBlocking(false);
            var source = ByteBuffer.allocate(50_000_000);
            fill(pair.client(), source);
            pair.client().configureBlocking(true);
            var amount = source.position() + 100_000;
            source.limit(amount);
            var read = this.peers.run(() ->
                    assertThat(pair.server().inputStream().readNBytes(amount)).hasSize(amount));

            assertThat(pair.client().write(source)).isEqualTo(100_000);

            read.get(20, TimeUnit.SECONDS);
        }
    }

    /** The selector does not know of what was decrypted already; reading goes on until it wants more. */
    @Test
    void readsAllThatHasComeBeforeItWantsMore() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            for (int i = 0; i < 20; i++) {
                pair.server().write(ByteBuffer.allocate(1000));
            }
            pair.client().configureBlocking(false);
            var received = 0;
            while (received < 20_000) {
                received += await(pair.client(), () -> pair.client().read(ByteBuffer.allocate(7)));
            }

            assertThat(received).isEqualTo(20_000);
            assertThatExceptionOfType(WantReadException.class)
                    .isThrownBy(() -> pair.client().read(ByteBuffer.allocate(7)));
        }
    }

    @Test
    void readsNothingIntoNoRoom() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            pair.server().write(ByteBuffer.wrap(HELLO));

            assertThat(pair.client().read(ByteBuffer.allocate(0))).isZero();
            assertThat(pair.client().inputStream().read(new byte[0])).isZero();
            pair.client().configureBlocking(false);
            assertThat(pair.client().read(ByteBuffer.allocate(0))).isZero();
            assertThat(pair.client().write(ByteBuffer.allocate(0))).isZero();
            pair.client().configureBlocking(true);
            assertThat(pair.client().inputStream().readNBytes(5)).isEqualTo(HELLO);
        }
    }

    @Test
    void tellsOfTheEndThatIsRagged() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            pair.server().write(ByteBuffer.wrap(HELLO));
            pair.server().selectableChannel().close();
            pair.client().configureBlocking(false);

            var received = ByteBuffer.allocate(10);
            assertThat(await(pair.client(), () -> pair.client().read(received))).isEqualTo(5);
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> await(pair.client(), () -> pair.client().read(received)));
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> pair.client().read(received));
            assertThat(pair.client().isOpen()).isFalse();
        }
    }

    @Test
    void tellsOfAPeerThatSpeaksNoTls() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings));
                var plain = SocketChannel.open(listener.localAddress())) {
            var socket = listener.accept();
            socket.configureBlocking(false);
            plain.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> handshake(socket))
                    .withMessage("the peer does not speak TLS; is it the right port?");
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    void servesManyConnectionsOnOneThread() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings));
                var selector = Selector.open()) {
            var count = 20;
            var echoed = new CompletableFuture<?>[count];
            for (int i = 0; i < count; i++) {
                echoed[i] = this.peers.run(() -> assertEchoed(listener.localAddress()));
            }
            var pending = new HashMap<SelectionKey, Echo>();
            for (int i = 0; i < count; i++) {
                var socket = listener.accept();
                socket.configureBlocking(false);
                var key = socket.selectableChannel().register(selector, SelectionKey.OP_READ);
                pending.put(key, new Echo(socket));
            }

            while (!pending.isEmpty()) {
                assertThat(selector.select(10_000)).isPositive();
                for (var key : selector.selectedKeys()) {
                    if (pending.get(key).isDone(key)) {
                        pending.remove(key);
                    }
                }
                selector.selectedKeys().clear();
            }
            CompletableFuture.allOf(echoed).get(20, TimeUnit.SECONDS);
        }
    }

    private void assertEchoed(SocketAddress address) throws Exception {
        var factory = this.peers.client(settings -> settings).sslContext().getSocketFactory();
        try (var plain = new Socket()) {
            plain.connect(address);
            try (var socket = factory.createSocket(plain, "localhost", plain.getPort(), true)) {
                var data = new byte[300_000];
                this.peers.run(() -> {
                    socket.getOutputStream().write(data);
                    socket.shutdownOutput();
                });
                assertThat(socket.getInputStream().readAllBytes()).hasSize(data.length);
            }
        }
    }

    /** Collects what a client sends and sends it back. */
    private static final class Echo {

        private final TlsSocket socket;

        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        private ByteBuffer answer = ByteBuffer.allocate(0);

        private boolean ended;

        Echo(TlsSocket socket) {
            this.socket = socket;
        }

        boolean isDone(SelectionKey key) throws IOException {
            try {
                while (!this.ended) {
                    var some = ByteBuffer.allocate(10_000);
                    this.ended = this.socket.read(some) < 0;
                    this.collected.write(some.array(), 0, some.position());
                    this.answer = ByteBuffer.wrap(this.collected.toByteArray());
                }
                while (this.answer.hasRemaining()) {
                    this.socket.write(this.answer);
                }
                this.socket.close(true);
                return true;
            } catch (WantReadException wait) {
                key.interestOps(SelectionKey.OP_READ);
            } catch (WantWriteException wait) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
            return false;
        }
    }
}
