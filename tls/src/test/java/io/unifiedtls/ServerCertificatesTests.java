package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

@Timeout(30)
class ServerCertificatesTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final TestAuthority AUTHORITY =
            TestAuthority.create("Test Root").intermediate("Middle");

    private static final TestCertificate EXPIRED = AUTHORITY.expired("elsewhere.example.com");

    private static final TestCertificate LOCALHOST = AUTHORITY.server("localhost");

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void areFetchedWithoutBeingVerified(TlsVersion version) throws Exception {
        try (var server = server(version)) {
            var handshake = handshake(server);

            var chain = ServerCertificates.fetchUnverified("127.0.0.1", port(server), TIMEOUT);

            assertThat(chain)
                    .containsExactly(
                            EXPIRED.chain().get(0).getEncoded(),
                            EXPIRED.chain().get(1).getEncoded());
            assertThatExceptionOfType(CompletionException.class).isThrownBy(handshake::join);
        }
    }

    @Test
    void areAskedForByName() throws Exception {
        try (var server = server(TlsVersion.TLSv1_3)) {
            handshake(server);

            assertThat(ServerCertificates.fetchUnverified("localhost", port(server), TIMEOUT))
                    .first()
                    .isEqualTo(LOCALHOST.certificate().getEncoded());
        }
    }

    @Test
    void canBeTrustedAfterwards() throws Exception {
        try (var server = server(TlsVersion.TLSv1_3)) {
            handshake(server);
            var fetched = ServerCertificates.fetchUnverified("localhost", port(server), TIMEOUT);
            var served = handshake(server);

            var client = new JsseImplementation()
                    .clientContext(TlsClientConfiguration.builder()
                            .trustStore(TrustStore.fromBuffer(fetched.get(0)))
                            .build());

            try (var socket = client.connect("localhost", port(server))) {
                assertThat(socket.verifiedChain()).containsExactly(fetched.get(0));
                served.join();
            }
        }
    }

    @Test
    void areNotThereWithoutAServer() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> ServerCertificates.fetchUnverified("127.0.0.1", port, TIMEOUT));
    }

    @Test
    void areNotThereIfTheServerDoesNotSpeakTls() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> {
                try (var socket = server.accept()) {
                    socket.getOutputStream()
                            .write("220 mail.example.com ready\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (IOException gone) {
                    // The client has seen enough.
                }
            });

            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> ServerCertificates.fetchUnverified("127.0.0.1", server.getLocalPort(), TIMEOUT))
                    .withMessage("the peer does not speak TLS; is it the right port?");
        }
    }

    @Test
    void areNotWaitedForLongerThanTheTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> ServerCertificates.fetchUnverified(
                            "127.0.0.1", silent.getLocalPort(), Duration.ofMillis(50)));
        }
    }

    @Test
    void areNotWaitedForLongerThanTheTimeoutInAll() throws Exception {
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> trickle(server, clock));
            var begin = System.nanoTime();

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> ServerCertificates.fetchUnverified(
                            "127.0.0.1", server.getLocalPort(), Duration.ofMillis(300)));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        } finally {
            clock.shutdownNow();
        }
    }

    /** Sends a record byte by byte, each of them in time. */
    private static void trickle(ServerSocket server, ScheduledExecutorService clock) {
        try {
            var output = server.accept().getOutputStream();
            output.write(new byte[] {22, 3, 3, 64, 0});
            Callable<Void> one = () -> {
                output.write(2);
                return null;
            };
            for (int i = 1; i < 200; i++) {
                clock.schedule(one, 50L * i, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void needATimeout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerCertificates.fetchUnverified("127.0.0.1", 443, Duration.ZERO))
                .withMessage("the timeout must be positive, not PT0S");
    }

    private static TlsServerSocket server(TlsVersion version) throws IOException {
        var context = new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(chain(EXPIRED), chain(LOCALHOST)))
                        .highestSupportedVersion(version)
                        .build());
        return context.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    }

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    private static CompletableFuture<Void> handshake(TlsServerSocket server) {
        return CompletableFuture.runAsync(() -> {
            try (var socket = server.accept()) {
                socket.doHandshake();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static int port(TlsServerSocket server) throws IOException {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }
}
