package io.unifiedtls.samples.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Runs each program once. */
@Timeout(30)
class SocketProgramsTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    private static final TestCertificate LOCALHOST = AUTHORITY.server("localhost");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        this.threads.shutdownNow();
    }

    @Test
    void getsAPage() throws Exception {
        try (var listener = listen(server(LOCALHOST))) {
            var served = run(() -> {
                try (var socket = listener.accept()) {
                    socket.read(ByteBuffer.allocate(1000));
                    socket.outputStream().write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
                    return null;
                }
            });

            assertThat(HttpGet.get(client(), "localhost", port(listener))).endsWith("hello");
            served.get();
        }
    }

    @Test
    void saysThatAPageMayBeTruncated() throws Exception {
        try (var listener = listen(server(LOCALHOST))) {
            run(() -> {
                var socket = listener.accept();
                socket.read(ByteBuffer.allocate(1000));
                socket.selectableChannel().close();
                return null;
            });

            assertThatIOException()
                    .isThrownBy(() -> HttpGet.get(client(), "localhost", port(listener)))
                    .withMessage("the answer may be truncated");
        }
    }

    @Test
    void echoesWithThreads() throws Exception {
        Future<?> serving;
        try (var listener = listen(server(LOCALHOST))) {
            serving = run(() -> {
                EchoServer.serve(listener, this.threads);
                return null;
            });
            assertThatEchoes(listener);
        }

        assertThat(serving).failsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void echoesWithASelector() throws Exception {
        try (var listener = listen(server(LOCALHOST))) {
            run(() -> {
                SelectorServer.serve(listener);
                return null;
            });
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                clients.add(run(() -> {
                    assertThatEchoes(listener);
                    return null;
                }));
            }
            for (var each : clients) {
                each.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private void assertThatEchoes(TlsServerSocket listener) throws Exception {
        var data = new byte[200_000];
        try (var socket = connect(client(), listener)) {
            var received = run(() -> socket.inputStream().readNBytes(data.length));
            socket.outputStream().write(data);
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(data);
            socket.closeOutput();
            assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void carriesTlsInMessages() throws Exception {
        Queue<byte[]> toServer = new ArrayDeque<>();
        Queue<byte[]> toClient = new ArrayDeque<>();
        var client = new MessageConnection(client().createBuffer("localhost"), toServer::add);
        var server = new MessageConnection(server(LOCALHOST).createBuffer(), toClient::add);

        client.begin();
        assertThat(deliver(toServer, server, toClient, client)).isEmpty();
        client.send(new byte[100_000]);
        assertThat(deliver(toServer, server, toClient, client)).hasSize(100_000);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> server.received("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(toClient).as("the alert").isNotEmpty();
    }

    /** Moves messages until there are none, and returns what the server has read. */
    private static byte[] deliver(
            Queue<byte[]> toServer, MessageConnection server, Queue<byte[]> toClient, MessageConnection client)
            throws TlsException {
        var data = new ByteArrayOutputStream();
        while (!toServer.isEmpty() || !toClient.isEmpty()) {
            while (!toServer.isEmpty()) {
                data.writeBytes(server.received(toServer.remove()));
            }
            while (!toClient.isEmpty()) {
                client.received(toClient.remove());
            }
        }
        return data.toByteArray();
    }

    @Test
    void verifiesBothSides() throws Exception {
        var ca = ca();
        var alice = AUTHORITY.leaf().commonName("Alice").client().issue();
        var server = MutualTls.server(write("server.pem", LOCALHOST), ca);
        var client = MutualTls.client(write("client.pem", alice), ca);
        try (var listener = listen(server)) {
            var described = run(() -> {
                try (var socket = listener.accept()) {
                    socket.doHandshake();
                    return PeerCertificate.describe(socket);
                }
            });
            try (var socket = connect(client, listener)) {
                assertThat(PeerCertificate.describe(socket)).startsWith("CN=localhost, until ");
            }

            assertThat(described.get()).startsWith("CN=Alice, until ");
        }
        assertThat(PeerCertificate.describe(server.createBuffer())).isEqualTo("anonymous");
    }

    @Test
    void usesRenewedFilesAndAnotherContext() throws Exception {
        var file = write("server.pem", LOCALHOST);
        var server = server(file).reloadable();
        var renewed = AUTHORITY.server("localhost");
        try (var listener = listen(server)) {
            run(() -> {
                while (true) {
                    this.threads.execute(handshake(listener.accept()));
                }
            });
            assertThatServes(listener, LOCALHOST);
            assertThat(ContextSwap.renew(server)).isFalse();

            Files.write(file, renewed.combinedPem());
            assertThatServes(listener, LOCALHOST);
            assertThat(ContextSwap.renew(server)).isTrue();
            assertThatServes(listener, renewed);

            var other = AUTHORITY.server("localhost");
            ContextSwap.replace(listener, write("other.pem", other), ca());
            var alice = AUTHORITY.leaf().commonName("Alice").client().issue();
            try (var socket = connect(MutualTls.client(write("client.pem", alice), ca()), listener)) {
                assertThat(socket.peerCertificates()).first().isEqualTo(other.certificate());
            }
        }
    }

    private static Runnable handshake(TlsSocket socket) {
        return () -> {
            try (socket) {
                socket.doHandshake();
                socket.read(ByteBuffer.allocate(1));
            } catch (IOException refused) {
                throw new IllegalStateException(refused);
            }
        };
    }

    private void assertThatServes(TlsServerSocket listener, TestCertificate certificate) throws Exception {
        try (var socket = connect(client(), listener)) {
            assertThat(socket.peerCertificates()).first().isEqualTo(certificate.certificate());
        }
    }

    @Test
    void signsInAToken() throws Exception {
        var uri = SoftToken.create(LOCALHOST);

        try (var listener = listen(TokenServer.server(uri, SoftToken.PIN::toCharArray))) {
            run(() -> {
                handshake(listener.accept()).run();
                return null;
            });
            assertThatServes(listener, LOCALHOST);
        }
    }

    @Test
    void selectsTheCertificateByName() throws Exception {
        var shop = AUTHORITY.server("shop.example.com");
        var wildcard = AUTHORITY.server("*.example.net");
        var server = ServerNames.server(List.of(write("shop.pem", shop), write("net.pem", wildcard)));
        try (var listener = listen(server)) {
            run(() -> {
                while (true) {
                    this.threads.execute(handshake(listener.accept()));
                }
            });
            for (var name : List.of("shop.example.com", "www.example.net")) {
                try (var socket = connect(listener, name)) {
                    assertThat(socket.peerCertificates())
                            .first()
                            .isEqualTo((name.startsWith("shop") ? shop : wildcard).certificate());
                }
            }
            var refused = catchThrowableOfType(IOException.class, () -> connect(listener, "www.example.org"));
            assertThat(Errors.explain(refused)).isEqualTo("the peer ended the connection: UNRECOGNIZED_NAME");
        }
    }

    private TlsSocket connect(TlsServerSocket listener, String name) throws Exception {
        return client().connect(ConnectTarget.builder("localhost", port(listener))
                .serverName(name)
                .build());
    }

    @Test
    void explainsErrors() throws Exception {
        try (var listener = listen(server(TestAuthority.create("Other").server("localhost")))) {
            run(() -> {
                listener.accept().doHandshake();
                return null;
            });
            var refused = catchThrowableOfType(IOException.class, () -> connect(client(), listener));
            assertThat(Errors.explain(refused)).isEqualTo("the peer's certificate was refused: CERTIFICATE_UNKNOWN_CA");
        }
        int closed;
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = plain.getLocalPort();
            run(() -> {
                plain.accept().close();
                return null;
            });
            var cut = catchThrowableOfType(IOException.class, () -> client().connect("localhost", closed));
            assertThat(Errors.explain(cut)).isEqualTo("the connection was cut");
        }
        var absent = catchThrowableOfType(IOException.class, () -> client().connect("localhost", closed));
        assertThat(Errors.explain(absent)).isEqualTo("the network failed: cannot connect to localhost port %d", closed);
        assertThat(Errors.explain(new SocketTimeoutException())).isEqualTo("the peer does not answer");
        assertThat(Errors.explain(new TlsException("out of luck", null))).isEqualTo("TLS failed: out of luck");
        assertThat(Errors.explain(new TlsAlertException(
                        AlertDescription.INTERNAL_ERROR, TlsAlertException.Sender.LOCAL, "internal", null)))
                .isEqualTo("this side ended the connection: INTERNAL_ERROR");
    }

    @Test
    void startsTlsOnAConnectionThatExists() throws Exception {
        var context = server(LOCALHOST);
        try (var listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var channel = SocketChannel.open(listener.getLocalAddress())) {
            run(() -> {
                var plain = listener.accept();
                plain.socket().getInputStream().readNBytes("STARTTLS\r\n".length());
                plain.write(ByteBuffer.wrap("220 ready\r\n".getBytes(StandardCharsets.US_ASCII)));
                context.secure(plain).outputStream().write('x');
                return null;
            });

            assertThat(StartTls.startTls(client(), channel, "localhost")
                            .inputStream()
                            .read())
                    .isEqualTo('x');
        }
    }

    // ---- both ends

    private Path write(String name, TestCertificate certificate) throws IOException {
        return Files.write(this.directory.resolve(name), certificate.combinedPem());
    }

    private Path ca() throws IOException {
        return Files.write(this.directory.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    private ServerContext server(TestCertificate certificate) throws IOException {
        return server(write("of-server.pem", certificate));
    }

    private static ServerContext server(Path certificate) throws IOException {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.fromPem(certificate)))
                .build();
        return TlsImplementation.best(configuration).serverContext(configuration);
    }

    private static ClientContext client() throws IOException {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                .build();
        return TlsImplementation.best(configuration).clientContext(configuration);
    }

    private static TlsServerSocket listen(ServerContext server) throws IOException {
        return server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    private static int port(TlsServerSocket listener) throws IOException {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private static TlsSocket connect(ClientContext client, TlsServerSocket listener) throws IOException {
        return client.connect("localhost", port(listener));
    }

    private <T> Future<T> run(Callable<T> action) {
        return this.threads.submit(action);
    }
}
