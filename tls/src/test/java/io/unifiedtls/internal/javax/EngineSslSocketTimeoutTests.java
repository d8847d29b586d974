package io.unifiedtls.internal.javax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.internal.socket.SocketPeers;

/** The timeout of a socket of {@code javax.net.ssl} and a peer that sends byte by byte, each of them in time. */
@Timeout(30)
class EngineSslSocketTimeoutTests {

    private static final int TIMEOUT = 300;

    private final SocketPeers peers = new SocketPeers();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() throws Exception {
        this.clock.shutdownNow();
        this.peers.stop();
    }

    @Test
    void boundsAHandshakeThatTrickles() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var connected = new CompletableFuture<Socket>();
            this.peers.run(() -> connected.complete(listener.accept()));
            try (var socket =
                    SocketPeers.connect(this.peers.client(settings -> settings).sslContext(), "localhost", listener)) {
                trickle(connected.get(10, TimeUnit.SECONDS), new byte[] {22, 3, 3, 64, 0});
                socket.setSoTimeout(TIMEOUT);

                assertThatTimeIsUp(socket::startHandshake);
                assertThat(socket.getSoTimeout()).isEqualTo(TIMEOUT);
            }
        }
    }

    @Test
    void boundsAReadThatTrickles() throws Exception {
        var plain = new CompletableFuture<Socket>();
        var context = this.peers.server(settings -> settings).sslContext();
        try (var listener = SocketPeers.listenPlain()) {
            this.peers.<Socket>serve(listener, socket -> {
                var server = (SSLSocket) context.getSocketFactory().createSocket(socket, null, false);
                server.startHandshake();
                plain.complete(socket);
                socket.getInputStream().readAllBytes();
            });
            try (var socket =
                    SocketPeers.connect(this.peers.client(settings -> settings).sslContext(), "localhost", listener)) {
                socket.startHandshake();
                trickle(plain.get(10, TimeUnit.SECONDS), new byte[] {23, 3, 3, 64, 0});
                socket.setSoTimeout(TIMEOUT);

                assertThatTimeIsUp(() -> socket.getInputStream().read());
                assertThatTimeIsUp(() -> socket.getInputStream().read());
                assertThat(socket.getSoTimeout()).isEqualTo(TIMEOUT);
            }
        }
    }

    private void trickle(Socket plain, byte[] begin) throws IOException {
        plain.getOutputStream().write(begin);
        Callable<Void> one = () -> {
            plain.getOutputStream().write(2);
            return null;
        };
        for (int i = 1; i < 200; i++) {
            this.clock.schedule(one, 50L * i, TimeUnit.MILLISECONDS);
        }
    }

    @FunctionalInterface
    private interface Operation {

        void run() throws Exception;
    }

    /** The peer goes on for ten seconds. */
    private static void assertThatTimeIsUp(Operation operation) {
        var begin = System.nanoTime();
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(operation::run);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }
}
