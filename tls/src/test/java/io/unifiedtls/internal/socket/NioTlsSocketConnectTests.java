package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.socket.SocketPeers.Peer;

/** Connecting is all or nothing, whatever step fails: nothing stays open, and the listener has one outcome. */
@Timeout(60)
class NioTlsSocketConnectTests {

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

    @Test
    void knowsNoSuchHost() throws Exception {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> this.client.connect("no such host", 443));
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> this.client.connect("", 443))
                .withMessage("the host to connect to is empty");
        assertThat(this.peers.clientSide.told()).isEmpty();
    }

    @Test
    void takesNoPortThatThereIsNot() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> this.client.connect("localhost", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> this.client.connect("localhost", -1));
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        var server = this.peers.server(settings -> settings);

        assertThatNullPointerException()
                .isThrownBy(() -> this.client.connect(null, 443))
                .withMessage("the host to connect to is missing");
        assertThatNullPointerException()
                .isThrownBy(() -> this.client.connect(null))
                .withMessage("the target to connect to is missing");
        assertThatNullPointerException()
                .isThrownBy(() -> this.client.createEngine(null, 443))
                .withMessage("the server name is missing; a client needs it to verify the server");
        assertThatNullPointerException()
                .isThrownBy(() -> this.client.secure(null, "localhost"))
                .withMessage("the channel is missing");
        assertThatNullPointerException().isThrownBy(() -> server.secure(null)).withMessage("the channel is missing");
        assertThatNullPointerException()
                .isThrownBy(() -> server.listen(null, 1))
                .withMessage("the address to listen on is missing");
        try (var listener = SocketPeers.listen(server);
                var channel = SocketChannel.open(listener.localAddress())) {
            assertThatNullPointerException()
                    .isThrownBy(() -> this.client.secure(channel, null))
                    .withMessage("the server name is missing; a client needs it to verify the server");
            assertThatNullPointerException()
                    .isThrownBy(() -> listener.setContext(null))
                    .withMessage("the context is missing");
            assertThatNullPointerException()
                    .isThrownBy(() -> this.client.secure(channel, "localhost").setTimeout(null))
                    .withMessage("the timeout is missing; zero is none");
        }
    }

    @Test
    void saysWhereNobodyListens() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> this.client.connect("127.0.0.1", port))
                .withMessage("cannot connect to 127.0.0.1 port " + port)
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(ConnectException.class));
        assertThat(this.peers.clientSide.told()).isEmpty();
    }

    @Test
    void tellsOfAPeerThatClosesAtOnce() throws Exception {
        try (var plain = new PlainServer(Socket::close)) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> this.client.connect("localhost", plain.port()))
                    .withMessage("the connection ended during the handshake");
        }
        assertThatTheOutcomeIs(Kind.ABORTED, HandshakeFailure.CLOSED);
    }

    @Test
    void tellsOfAPeerThatResetsTheConnection() throws Exception {
        try (var plain = new PlainServer(socket -> {
            assertThat(socket.getInputStream().read()).isEqualTo(22);
            socket.setSoLinger(true, 0);
        })) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> this.client.connect("localhost", plain.port()))
                    .withMessage("the connection ended during the handshake");
        }
        assertThatTheOutcomeIs(Kind.ABORTED, HandshakeFailure.CLOSED);
    }

    @Test
    void tellsOfAPeerThatSpeaksHttp() throws Exception {
        try (var plain = new PlainServer(saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> this.client.connect("localhost", plain.port()))
                    .withMessage("the peer does not speak TLS; is it the right port?");
        }
        assertThatTheOutcomeIs(Kind.FAILED, HandshakeFailure.NOT_TLS);
    }

    @Test
    void tellsOfAnAlertInPlace() throws Exception {
        try (var plain = new PlainServer(socket -> {
            assertThat(socket.getInputStream().read()).isEqualTo(22);
            socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 112});
        })) {
            assertThatExceptionOfType(TlsAlertException.class)
                    .isThrownBy(() -> this.client.connect("localhost", plain.port()))
                    .satisfies(alert -> assertThat(alert.description()).isEqualTo(AlertDescription.UNRECOGNIZED_NAME));
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.FAILED);
    }

    @Test
    void refusesAServerThatIsForAnotherHost() throws Exception {
        try (var listener = SocketPeers.listen(this.peers.server(settings -> settings))) {
            this.peers.run(() -> listener.accept().doHandshake());

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> this.client.connect("127.0.0.1", SocketPeers.port(listener)));
        }
        assertThatTheOutcomeIs(Kind.FAILED, HandshakeFailure.CERTIFICATE_HOSTNAME);
    }

    @Test
    void refusesAServerOfAnOlderVersion() throws Exception {
        var modern = this.peers.client(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3));
        try (var listener = SocketPeers.listen(
                this.peers.server(settings -> settings.highestSupportedVersion(TlsVersion.TLSv1_2)))) {
            this.peers.run(() -> listener.accept().doHandshake());

            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> modern.connect("localhost", SocketPeers.port(listener)));
        }
        assertThat(this.peers.clientSide.outcomes()).hasSize(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the open files are counted under /proc")
    void leavesNothingOpenWhateverFails() throws Exception {
        int refusing;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusing = unused.getLocalPort();
        }
        try (var closing = new PlainServer(Socket::close);
                var http = new PlainServer(saying("HTTP/1.1 400 Bad Request\r\n\r\n"));
                var other = SocketPeers.listen(this.peers.server(settings -> settings));
                var silent = SocketPeers.listenPlain()) {
            this.peers.run(() -> {
                while (true) {
                    var socket = other.accept();
                    try {
                        socket.doHandshake();
                    } catch (IOException refused) {
                        assertThat(socket.isOpen()).isFalse();
                    }
                }
            });
            List<Callable<?>> attempts = List.of(
                    () -> this.client.connect("no such host", 443),
                    () -> this.client.connect("127.0.0.1", refusing),
                    () -> this.client.connect("localhost", closing.port()),
                    () -> this.client.connect("localhost", http.port()),
                    () -> this.client.connect("127.0.0.1", SocketPeers.port(other)),
                    () -> interrupted(silent.getLocalPort()));
            attempts.forEach(NioTlsSocketConnectTests::fail);
            var before = openFiles();

            for (int i = 0; i < 10; i++) {
                attempts.forEach(NioTlsSocketConnectTests::fail);
            }

            // What the accepting side has of the silent server stays in its queue.
            await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(before + 2));
        }
        assertThat(this.peers.clientSide.told())
                .filteredOn(told -> told.kind() == Kind.BEGUN)
                .hasSameSizeAs(this.peers.clientSide.outcomes());
    }

    private Object interrupted(int port) throws Exception {
        var connecting = Waiting.forNetwork(() -> this.client.connect("localhost", port));
        connecting.interrupt();
        throw new IOException(connecting.failure());
    }

    private static void fail(Callable<?> attempt) {
        assertThatExceptionOfType(IOException.class).isThrownBy(attempt::call);
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(NioTlsSocketConnectTests::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private void assertThatTheOutcomeIs(Kind kind, HandshakeFailure failure) {
        assertThat(this.peers.clientSide.outcomes()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(kind);
            assertThat(told.event().failure()).contains(failure);
        });
    }

    private static Peer<Socket> saying(String text) {
        return socket -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        };
    }

    /** A server that speaks no TLS. */
    private final class PlainServer implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        private final CompletableFuture<Void> serving;

        PlainServer(Peer<Socket> peer) throws IOException {
            this.serving = NioTlsSocketConnectTests.this.peers.run(() -> {
                while (true) {
                    try (var socket = this.listener.accept()) {
                        talk(peer, socket);
                    }
                }
            });
        }

        private static void talk(Peer<Socket> peer, Socket socket) throws Exception {
            try {
                peer.talk(socket);
            } catch (IOException | UncheckedIOException gone) {
                assertThat(socket.isBound()).isTrue();
            }
        }

        int port() {
            return this.listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            this.listener.close();
            assertThat(this.serving).failsWithin(10, TimeUnit.SECONDS);
        }
    }
}
