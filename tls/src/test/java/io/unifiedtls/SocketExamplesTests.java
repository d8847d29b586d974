package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.test.TestAuthority;

/** The examples of docs/sockets.md. */
@Tag("any-jdk")
class SocketExamplesTests {

    @TempDir
    private static Path directory;

    private static Path ca;

    private static Path certificate;

    @BeforeAll
    static void writeFiles() throws IOException {
        var authority = TestAuthority.create("Test CA");
        ca = Files.write(directory.resolve("ca.pem"), authority.certificatePem());
        certificate = Files.write(
                directory.resolve("server.pem"), authority.server("localhost").combinedPem());
    }

    private static ServerContext server() throws ConfigurationException {
        // tag::server-context[]
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.fromPem(certificate)))
                .build();
        var server = TlsImplementation.best(configuration).serverContext(configuration);
        // end::server-context[]
        return server;
    }

    private static ClientContext client() throws ConfigurationException {
        // tag::client-context[]
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromFile(ca))
                .build();
        var client = TlsImplementation.best(configuration).clientContext(configuration);
        // end::client-context[]
        return client;
    }

    private static TlsServerSocket listen() throws IOException {
        return server().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    private static int port(TlsServerSocket listener) throws IOException {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Test
    void answersABlockingClient() throws Exception {
        try (var listener = listen()) {
            var served = CompletableFuture.runAsync(() -> serveOne(listener));
            var client = client();
            var port = port(listener);
            String answer;

            // tag::connect[]
            try (var socket = client.connect("localhost", port)) {
                socket.setTimeout(Duration.ofSeconds(10));
                socket.outputStream().write("Ada\n".getBytes(StandardCharsets.UTF_8));
                var reader = new BufferedReader(new InputStreamReader(socket.inputStream(), StandardCharsets.UTF_8));
                answer = reader.readLine();
            }
            // end::connect[]

            assertThat(answer).isEqualTo("Hello, Ada");
            served.join();
        }
    }

    private static void serveOne(TlsServerSocket listener) {
        try {
            // tag::accept[]
            try (var socket = listener.accept()) {
                socket.setTimeout(Duration.ofSeconds(10));
                var reader = new BufferedReader(new InputStreamReader(socket.inputStream(), StandardCharsets.UTF_8));
                var name = reader.readLine();
                socket.outputStream().write("Hello, %s\n".formatted(name).getBytes(StandardCharsets.UTF_8));
            }
            // end::accept[]
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Test
    void readsWithASelector() throws Exception {
        try (var listener = listen()) {
            var served = CompletableFuture.runAsync(() -> serveOne(listener));
            String answer;
            try (var socket = client().connect("localhost", port(listener))) {
                socket.write(ByteBuffer.wrap("Ada\n".getBytes(StandardCharsets.UTF_8)));
                answer = readWithSelector(socket);
            }

            assertThat(answer).isEqualTo("Hello, Ada\n");
            served.join();
        }
    }

    private static String readWithSelector(TlsSocket socket) throws IOException {
        // tag::selector[]
        socket.configureBlocking(false);
        var answer = ByteBuffer.allocate(1024);
        var length = 0;
        try (var selector = Selector.open()) {
            var key = socket.selectableChannel().register(selector, SelectionKey.OP_READ);
            while (length == 0) { // -1 is the end
                try {
                    length = socket.read(answer);
                } catch (WantReadException wait) {
                    key.interestOps(SelectionKey.OP_READ);
                    selector.select();
                } catch (WantWriteException wait) {
                    key.interestOps(SelectionKey.OP_WRITE);
                    selector.select();
                }
            }
        }
        // end::selector[]
        socket.configureBlocking(true);
        return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }

    @Test
    void refusesAServerOfAnotherAuthority() throws Exception {
        var other = Files.write(
                directory.resolve("other.pem"), TestAuthority.create("Other CA").certificatePem());
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromFile(other))
                .build();
        var client = TlsImplementation.best(configuration)
                .clientContext(configuration)
                .createBuffer("localhost");

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> exchange(client, server().createBuffer(), "Ada"))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA));
    }

    @Test
    void exchangesDataInMemory() throws Exception {
        assertThat(exchange(client().createBuffer("localhost"), server().createBuffer(), "Ada"))
                .isEqualTo("Ada");
    }

    private static String exchange(TlsBuffer client, TlsBuffer server, String text) throws TlsException {
        // tag::buffer[]
        var data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (true) {
            try {
                client.write(data);
            } catch (WantReadException handshake) {
                // needs the server's answer; the same call continues
            }
            server.processIncoming(ByteBuffer.wrap(client.processOutgoing(1 << 14)));
            try {
                return new String(server.read(1 << 14), StandardCharsets.UTF_8);
            } catch (WantReadException handshake) {
                client.processIncoming(ByteBuffer.wrap(server.processOutgoing(1 << 14)));
            }
        }
        // end::buffer[]
    }
}
