package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** Connecting with the settings of a {@link ConnectTarget}. */
@Timeout(30)
class NioTlsSocketTargetTests {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private static final String ADDRESS = "127.0.0.1";

    private final SocketPeers peers = new SocketPeers();

    private ClientContext client;

    @BeforeEach
    void create() throws Exception {
        this.client = this.peers.client(settings -> settings);
    }

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    /** A port whose queue is full, so that nobody answers. */
    private static final class Unreachable implements AutoCloseable {

        private final ServerSocketChannel listener = ServerSocketChannel.open();

        private final List<SocketChannel> queue = new ArrayList<>();

        Unreachable() throws IOException {
            this.listener.bind(new InetSocketAddress(ADDRESS, 0), 1);
            while (isNextConnected()) {
                assertThat(this.queue).hasSizeLessThan(1000);
            }
        }

        private boolean isNextConnected() throws IOException {
            var channel = SocketChannel.open();
            this.queue.add(channel);
            channel.configureBlocking(false);
            channel.connect(this.listener.getLocalAddress());
            try (var selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                return channel.isConnected() || selector.select(100) == 1 && channel.finishConnect();
            }
        }

        ConnectTarget.Builder target() throws IOException {
            return NioTlsSocketTargetTests.target(this.listener.getLocalAddress());
        }

        @Override
        public void close() throws IOException {
            for (var channel : this.queue) {
                channel.close();
            }
            this.listener.close();
        }
    }

    private static ConnectTarget.Builder target(SocketAddress address) {
        return ConnectTarget.builder(ADDRESS, ((InetSocketAddress) address).getPort());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse a connection if the queue is full")
    void limitsTheConnect() throws Exception {
        try (var unreachable = new Unreachable()) {
            var target = unreachable.target().connectTimeout(LIMIT).build();

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> this.client.connect(target))
                    .withMessage("cannot connect to 127.0.0.1 port %d within 300 ms", target.port());
        }
        assertThat(this.peers.clientSide.told()).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse a connection if the queue is full")
    void limitsAConnectThatDoesNotBlock() throws Exception {
        try (var unreachable = new Unreachable()) {
            var target =
                    unreachable.target().nonBlocking().connectTimeout(LIMIT).build();
            var socket = this.client.connect(target);
            assertThatExceptionOfType(WantWriteException.class).isThrownBy(socket::doHandshake);
            assertThatExceptionOfType(WantWriteException.class).isThrownBy(() -> socket.closeOutput());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> this.client.secure(socket.selectableChannel(), "localhost"))
                    .withMessage("the channel is not connected");

            await().untilAsserted(() -> assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(socket::doHandshake)
                    .withMessage("cannot connect to 127.0.0.1 port %d within 300 ms", target.port()));

            assertThat(socket.isOpen()).isFalse();
            assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(socket::doHandshake);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse a connection if the queue is full")
    void closesWhileItConnects() throws Exception {
        try (var unreachable = new Unreachable()) {
            for (var close :
                    List.<Closer>of(TlsSocket::close, socket -> socket.close(true), socket -> socket.close(false))) {
                var socket =
                        this.client.connect(unreachable.target().nonBlocking().build());

                close.close(socket);

                assertThat(socket.isOpen()).isFalse();
            }
        }
    }

    @FunctionalInterface
    private interface Closer {

        void close(TlsSocket socket) throws IOException;
    }

    @Test
    void saysThatNobodyListensWithoutBlocking() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            port = unused.getLocalPort();
        }
        var target = ConnectTarget.builder(ADDRESS, port).nonBlocking().build();

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> {
                    var socket = this.client.connect(target);
                    socket.configureBlocking(true);
                    socket.doHandshake();
                })
                .withMessage("cannot connect to 127.0.0.1 port %d", port);
    }

    @Test
    void limitsTheHandshake() throws Exception {
        try (var silent = SocketPeers.listenPlain()) {
            var target = target(silent.getLocalSocketAddress()).handshakeTimeout(LIMIT);

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> this.client.connect(target.build()));
        }
        assertThatTheHandshakeTimedOut();
    }

    @Test
    void limitsAHandshakeWhoseOperationsTimeOutSooner() throws Exception {
        try (var silent = SocketPeers.listenPlain()) {
            var target = target(silent.getLocalSocketAddress()).handshakeTimeout(LIMIT);
            var socket = this.client.connect(target.deferHandshake().build());
            socket.setTimeout(LIMIT.dividedBy(4));
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(socket::doHandshake);
            assertThat(socket.isOpen()).isTrue();

            await().untilAsserted(() ->
                    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(socket::doHandshake));
        }
        assertThatTheHandshakeTimedOut();
    }

    @Test
    void limitsAHandshakeThatDoesNotBlock() throws Exception {
        try (var silent = SocketPeers.listenPlain()) {
            var target = target(silent.getLocalSocketAddress()).handshakeTimeout(LIMIT);
            var socket = this.client.connect(target.nonBlocking().build());
            await().ignoreExceptionsInstanceOf(WantWriteException.class)
                    .untilAsserted(() ->
                            assertThatExceptionOfType(WantReadException.class).isThrownBy(socket::doHandshake));

            await().untilAsserted(() ->
                    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(socket::doHandshake));
            assertThat(socket.isOpen()).isFalse();
        }
        assertThatTheHandshakeTimedOut();
    }

    private void assertThatTheHandshakeTimedOut() {
        assertThat(this.peers.clientSide.outcomes())
                .singleElement()
                .satisfies(told -> assertThat(told.event().failure()).contains(HandshakeFailure.TIMEOUT));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have no second loopback address")
    void connectsFromALocalAddress() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings))) {
            var target = ConnectTarget.builder("localhost", SocketPeers.port(listener))
                    .localAddress(new InetSocketAddress("127.0.0.2", 0))
                    .deferHandshake()
                    .build();
            try (var socket = this.client.connect(target);
                    var accepted = listener.accept()) {
                assertThat(((InetSocketAddress) accepted.remoteAddress()).getHostString())
                        .isEqualTo("127.0.0.2");
                accepted.close(true);
                socket.close(true);
            }
        }
    }
}
