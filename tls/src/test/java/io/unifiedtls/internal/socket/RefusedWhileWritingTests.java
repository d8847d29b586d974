package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.test.TestAuthority;

/**
 * A server of TLS 1.3 refuses the certificate of a client that is writing already. The client's next write fails since
 * the connection was reset, and the reason is in what it has not read.
 */
@Timeout(30)
class RefusedWhileWritingTests {

    private static final TestAuthority STRANGER = TestAuthority.create("Stranger");

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @Test
    void tellsWhyOnASocket() throws Exception {
        try (var listener = SocketPeers.listen(server())) {
            var refused = this.peers.run(() -> listener.accept().doHandshake());

            try (var socket = stranger().connect("localhost", SocketPeers.port(listener))) {
                assertThat(refused).failsWithin(10, TimeUnit.SECONDS);
                assertThatExceptionOfType(TlsAlertException.class)
                        .isThrownBy(() -> writeForEver(socket))
                        .satisfies(RefusedWhileWritingTests::isTheReason);
                assertThatExceptionOfType(TlsAlertException.class).isThrownBy(() -> socket.write(some()));
                assertThatExceptionOfType(TlsAlertException.class).isThrownBy(() -> socket.read(some()));
                assertThat(socket.isOpen()).isFalse();
            }
        }
    }

    @Test
    void tellsWhyOnASocketThatDoesNotWait() throws Exception {
        try (var listener = SocketPeers.listen(server());
                var selector = Selector.open()) {
            var refused = this.peers.run(() -> listener.accept().doHandshake());

            try (var socket = stranger().connect("localhost", SocketPeers.port(listener))) {
                assertThat(refused).failsWithin(10, TimeUnit.SECONDS);
                socket.configureBlocking(false);
                socket.selectableChannel().register(selector, SelectionKey.OP_WRITE);
                assertThatExceptionOfType(TlsAlertException.class)
                        .isThrownBy(() -> {
                            while (true) {
                                selector.select(1000);
                                writeNow(socket);
                            }
                        })
                        .satisfies(RefusedWhileWritingTests::isTheReason);
            }
        }
    }

    private static void writeNow(TlsSocket socket) throws IOException {
        try {
            socket.write(some());
        } catch (WantReadException | WantWriteException notNow) {
            // The selector says when.
        }
    }

    @Test
    void tellsBothTheReaderAndTheWriter() throws Exception {
        try (var listener = SocketPeers.listen(server())) {
            this.peers.run(() -> listener.accept().doHandshake());

            try (var socket = stranger().connect("localhost", SocketPeers.port(listener))) {
                var reading = this.peers.run(() -> assertThatExceptionOfType(TlsAlertException.class)
                        .isThrownBy(() -> socket.read(ByteBuffer.allocate(100)))
                        .satisfies(RefusedWhileWritingTests::isTheReason));
                assertThatExceptionOfType(TlsAlertException.class)
                        .isThrownBy(() -> writeForEver(socket))
                        .satisfies(RefusedWhileWritingTests::isTheReason);
                reading.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void tellsWhyOnASocketOfTheJdk() throws Exception {
        try (var listener = SocketPeers.listen(server().sslContext())) {
            var refused = this.peers.<SSLSocket>serve(listener, SSLSocket::startHandshake);

            try (var socket = SocketPeers.connect(stranger().sslContext(), "localhost", listener)) {
                socket.startHandshake();
                assertThat(refused).failsWithin(10, TimeUnit.SECONDS);
                assertThatExceptionOfType(TlsAlertException.class)
                        .isThrownBy(() -> writeForEver(socket))
                        .satisfies(RefusedWhileWritingTests::isTheReason);
                assertThat(socket.isClosed()).isTrue();
            }
        }
    }

    // ---- where there is no alert

    @Test
    void readsWhatThePeerSaidBeforeItWasGone() throws Exception {
        try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
            pair.client().write(some());
            pair.server().write(ByteBuffer.wrap(HELLO));
            pair.server().selectableChannel().close();

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> writeForEver(pair.client()))
                    .isNotInstanceOf(TlsAlertException.class);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> pair.client().write(some()));
            assertThat(pair.client().inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    @Test
    void readsWhatThePeerSaidBeforeItWasGoneOnASocketOfTheJdk() throws Exception {
        try (var listener =
                SocketPeers.listen(this.peers.server(settings -> settings).sslContext())) {
            var served = this.peers.<Socket>serve(listener, socket -> {
                assertThat(socket.getInputStream().read()).isZero();
                socket.getOutputStream().write(HELLO);
                socket.setSoLinger(true, 0);
            });

            try (var socket =
                    SocketPeers.connect(this.peers.client(settings -> settings).sslContext(), "localhost", listener)) {
                socket.getOutputStream().write(some().array());
                served.get(10, TimeUnit.SECONDS);
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> writeForEver(socket));
                assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            }
        }
    }

    private static void isTheReason(TlsAlertException alert) {
        assertThat(alert.sender()).isEqualTo(TlsAlertException.Sender.PEER);
        assertThat(alert.description()).isIn(AlertDescription.CERTIFICATE_UNKNOWN, AlertDescription.UNKNOWN_CA);
    }

    private static ByteBuffer some() {
        return ByteBuffer.allocate(30_000);
    }

    private static void writeForEver(TlsSocket socket) throws IOException {
        while (true) {
            socket.write(some());
        }
    }

    private static void writeForEver(Socket socket) throws IOException {
        while (true) {
            socket.getOutputStream().write(some().array());
        }
    }

    private ServerContext server() throws Exception {
        return this.peers.server(
                settings -> settings.trustStore(TrustStore.fromBuffer(SocketPeers.AUTHORITY.certificatePem())));
    }

    private ClientContext stranger() throws Exception {
        var certificate = STRANGER.leaf().client().names("stranger").issue();
        return this.peers.client(settings -> settings.certificateChain(SocketPeers.chain(certificate)));
    }
}
