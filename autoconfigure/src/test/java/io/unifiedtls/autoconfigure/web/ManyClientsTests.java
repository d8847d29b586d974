package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;

import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** Good and bad clients at the same time, while the server is looking for handshakes that take too long. */
class ManyClientsTests {

    private static final int EACH = 60;

    @ParameterizedTest
    // slow; heap and direct buffers are the two ways of Jetty
    @ServerKinds(except = {ServerKind.JETTY_CONSCRYPT, ServerKind.JETTY_BOUNCYCASTLE})
    void countsEachHandshakeOnce(ServerKind kind) throws Exception {
        var server = TlsServer.start(kind, Site.properties("handshake-timeout", "2s"));
        var handshakes = server.application().getBean(RecordedHandshakes.class);
        var clients = Executors.newFixedThreadPool(16);
        try {
            var sockets = sockets();
            var half = RawClient.firstHalf(RawClient.clientHello());
            var all = new ArrayList<Callable<@Nullable Void>>();
            for (int i = 0; i < EACH; i++) {
                all.add(() -> handshake(sockets, server));
                all.add(() -> send(server, RawClient.clientHello()));
                all.add((i % 10 == 0) ? () -> stall(server, half) : () -> send(server, half));
            }
            for (var client : clients.invokeAll(all, 60, TimeUnit.SECONDS)) {
                client.get();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(handshakes.outcomes()).hasSize(3 * EACH));
            assertThat(count(handshakes, Kind.BEGUN)).isEqualTo(3 * EACH);
            assertThat(count(handshakes, Kind.SUCCEEDED)).isEqualTo(EACH);
        } finally {
            clients.shutdownNow();
            server.application().close();
        }
        assertThat(handshakes.outcomes()).hasSize(3 * EACH);
    }

    private static long count(RecordedHandshakes handshakes, Kind kind) {
        return handshakes.told().stream().filter(told -> told.kind() == kind).count();
    }

    private static @Nullable Void handshake(SSLSocketFactory sockets, TlsServer server) throws IOException {
        try (var socket = (SSLSocket) sockets.createSocket("localhost", server.port())) {
            socket.startHandshake();
        }
        return null;
    }

    private static @Nullable Void send(TlsServer server, byte[] bytes) throws IOException {
        try (var client = new RawClient(server)) {
            client.send(bytes);
        }
        return null;
    }

    private static @Nullable Void stall(TlsServer server, byte[] bytes) throws IOException {
        try (var client = new RawClient(server)) {
            client.send(bytes);
            client.readToEnd();
        }
        return null;
    }

    private static SSLSocketFactory sockets() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .build();
        return TlsImplementation.named("jsse")
                .clientContext(configuration)
                .sslContext()
                .getSocketFactory();
    }
}
