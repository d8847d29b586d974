package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientContext;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;

@Timeout(60)
class NioTlsSocketTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private ServerContext server;

    private TlsServerSocket listener;

    @FunctionalInterface
    private interface Peer {

        void talk(TlsSocket socket) throws Exception;
    }

    @BeforeEach
    void listen() throws Exception {
        var localhost = AUTHORITY.server("localhost");
        this.server = new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(localhost.chainPem()),
                                TlsPrivateKey.fromBuffer(localhost.privateKeyPem()))))
                        .build());
        this.listener = this.server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    @AfterEach
    void stop() throws Exception {
        this.listener.close();
        this.threads.shutdownNow();
        assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void talksBothWaysAndClosesCleanly(TlsVersion version) throws Exception {
        var served = serve(socket -> {
            var line = ByteBuffer.allocate(100);
            assertThat(socket.read(line)).isEqualTo(5);
            socket.write(ByteBuffer.wrap("world".getBytes(StandardCharsets.US_ASCII)));
            assertThat(socket.read(line)).isEqualTo(-1);
            assertThat(socket.read(line)).isEqualTo(-1);
            socket.close();
        });

        try (var socket = client(version).connect("localhost", port())) {
            assertThat(socket.negotiatedTlsVersion()).contains(version);
            assertThat(socket.peerCertificate()).isPresent();
            socket.outputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("world");
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void movesMuchDataBothWaysAtOnce(TlsVersion version) throws Exception {
        var data = new byte[20_000_000];
        new Random(1).nextBytes(data);
        var served = serve(socket -> {
            var writing = this.threads.submit(() -> {
                socket.outputStream().write(data);
                return null;
            });
            assertThat(digest(socket.inputStream().readNBytes(data.length))).isEqualTo(digest(data));
            writing.get();
            assertThat(socket.inputStream().read()).isEqualTo(-1);
            socket.close();
        });

        try (var socket = client(version).connect("localhost", port())) {
            var writing = this.threads.submit(() -> {
                socket.outputStream().write(data);
                return null;
            });
            assertThat(digest(socket.inputStream().readNBytes(data.length))).isEqualTo(digest(data));
            writing.get();
        }

        served.get(30, TimeUnit.SECONDS);
    }

    @Test
    void writesWhileAReaderHasDoneTheHandshakeAndWaits() throws Exception {
        var served = serve(socket -> {
            var reading = this.threads.submit(() ->
                    assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello"));
            socket.write(ByteBuffer.wrap("world".getBytes(StandardCharsets.US_ASCII)));
            reading.get(10, TimeUnit.SECONDS);
        });

        try (var socket = client(TlsVersion.TLSv1_3).connect("localhost", port())) {
            socket.setTimeout(Duration.ofSeconds(10));
            assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("world");
            socket.outputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void leavesNothingOpenWhenTheHandshakeFails() throws Exception {
        var served = serve(TlsSocket::doHandshake);

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> client(TlsVersion.TLSv1_3).connect("127.0.0.1", port()))
                .withMessage("the certificate is not for 127.0.0.1 but for [localhost]");
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> served.get(10, TimeUnit.SECONDS))
                .withMessageContaining("certificate_unknown");
    }

    @Test
    void saysThatTheEndIsRagged() throws Exception {
        var served = serve(socket -> {
            socket.doHandshake();
            socket.selectableChannel().close();
        });

        try (var socket = client(TlsVersion.TLSv1_3).connect("localhost", port())) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> socket.read(ByteBuffer.allocate(10)))
                    .withMessage("the connection ended without the peer's close_notify; data may be missing");
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void boundsReadingByTheTimeout() throws Exception {
        var served = serve(socket -> {
            socket.doHandshake();
            socket.read(ByteBuffer.allocate(1));
        });

        try (var socket = client(TlsVersion.TLSv1_3).connect("localhost", port())) {
            socket.setTimeout(Duration.ofMillis(50));
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.read(ByteBuffer.allocate(10)));
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void boundsWritingByTheTimeout() throws Exception {
        var done = new CompletableFuture<Void>();
        var served = serve(socket -> {
            socket.doHandshake();
            done.get(10, TimeUnit.SECONDS);
        });

        try (var socket = client(TlsVersion.TLSv1_3).connect("localhost", port())) {
            socket.setTimeout(Duration.ofMillis(200));
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.write(ByteBuffer.allocate(50_000_000)));
            assertThat(socket.isOpen()).isFalse();
        }

        done.complete(null);
        served.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void worksWithASelector(TlsVersion version) throws Exception {
        var served = serve(socket -> {
            socket.outputStream().write(socket.inputStream().readNBytes(1_000_000));
            socket.close();
        });
        var data = new byte[1_000_000];
        new Random(2).nextBytes(data);
        var sent = ByteBuffer.wrap(data);
        var received = ByteBuffer.allocate(data.length + 1);

        try (var socket = client(version).connect("localhost", port());
                var selector = Selector.open()) {
            socket.configureBlocking(false);
            var key = socket.selectableChannel().register(selector, 0);
            while (sent.hasRemaining()) {
                await(selector, key, () -> socket.write(sent));
            }
            while (await(selector, key, () -> socket.read(received)) >= 0) {
                assertThat(received.position()).isLessThanOrEqualTo(data.length);
            }
            await(selector, key, () -> {
                socket.close(false);
                return 0;
            });
            assertThat(socket.isOpen()).isFalse();
            key.cancel();
        }

        assertThat(received.flip()).isEqualTo(ByteBuffer.wrap(data));
        served.get(10, TimeUnit.SECONDS);
    }

    @FunctionalInterface
    private interface Operation {

        int run() throws IOException;
    }

    private static int await(Selector selector, SelectionKey key, Operation operation) throws IOException {
        while (true) {
            try {
                return operation.run();
            } catch (WantReadException wait) {
                key.interestOps(SelectionKey.OP_READ);
            } catch (WantWriteException wait) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
            selector.select(10_000);
            selector.selectedKeys().clear();
        }
    }

    private CompletableFuture<Void> serve(Peer peer) {
        return CompletableFuture.runAsync(
                () -> {
                    try (var socket = this.listener.accept()) {
                        peer.talk(socket);
                    } catch (Exception e) {
                        throw new AssertionError(e.getMessage(), e);
                    }
                },
                this.threads);
    }

    private ClientContext client(TlsVersion version) throws Exception {
        return new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .highestSupportedVersion(version)
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .build());
    }

    private int port() throws IOException {
        return ((InetSocketAddress) this.listener.localAddress()).getPort();
    }

    private static byte[] digest(byte[] data) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(data);
    }
}
