package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.test.Handshakes;

/** A client and a server that do not verify each other, over everything that a context makes. */
@Timeout(60)
class InsecureConnectionTests {

    private final RecordedWarnings warnings = RecordedWarnings.start();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private InsecureServerContext server;

    private InsecureClientContext client;

    @BeforeEach
    void createContexts() throws Exception {
        this.server = Contexts.insecureServer(ClientAuthentication.REQUIRED);
        this.client = Contexts.implementation()
                .clientContext(new InsecureClientConfiguration(
                        Contexts.unknownClient().build(), Set.of(SkippedCheck.values())));
        this.warnings.take();
    }

    @AfterEach
    void stop() throws Exception {
        this.warnings.close();
        this.threads.shutdownNow();
        assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void socketsNameTheInsecureContext() throws Exception {
        try (var listener = listen()) {
            var accepted = accept(listener);

            try (var socket = this.client.connect(loopback().getHostAddress(), port(listener))) {
                assertThat(socket.context()).isSameAs(this.client);
                assertThat(socket.peerCertificate()).isPresent();
            }

            assertThat(accepted.get(10, TimeUnit.SECONDS)).isSameAs(this.server);
        }
        assertThat(this.warnings.take())
                .filteredOn(warning -> warning.contains(" handshake in the context 'unnamed': "))
                .hasSize(2);
    }

    @Test
    void aSocketForAnotherHostIsRefusedUnlessThatIsSkipped() throws Exception {
        var strict = Contexts.client(TlsVersion.TLSv1_3, SkippedCheck.CERTIFICATE);
        try (var listener = listen()) {
            var accepted = accept(listener);

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> strict.connect(loopback().getHostAddress(), port(listener)));

            assertThat(accepted).failsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void buffersNameTheInsecureContext() throws Exception {
        var ours = this.client.createBuffer("www.example.com");
        var theirs = this.server.createBuffer();

        complete(ours, theirs);

        assertThat(ours.context()).isSameAs(this.client);
        assertThat(theirs.context()).isSameAs(this.server);
        assertThat(theirs.peerCertificate()).isPresent();
    }

    @Test
    void aBufferNeedsNoHostNameWhereNoneIsVerified() throws Exception {
        var ours = this.client.createBuffer(null);

        complete(ours, this.server.createBuffer());

        assertThat(ours.negotiatedTlsVersion()).contains(TlsVersion.TLSv1_3);
    }

    @Test
    void enginesOfTheContextViewSkipTheSameChecks() throws Exception {
        var ours = this.client.sslContext().createSSLEngine("www.example.com", 443);
        var theirs = this.server.sslContext().createSSLEngine();
        ours.setUseClientMode(true);

        Handshakes.complete(ours, theirs);

        assertThat(theirs.getSession().getPeerCertificates()).isNotEmpty();
    }

    @Test
    void socketsOfTheContextViewSkipTheSameChecksAndWarn() throws Exception {
        var factory = this.server.sslContext().getServerSocketFactory();
        try (var listener = factory.createServerSocket(0, 1, loopback())) {
            var accepted = CompletableFuture.supplyAsync(
                    () -> {
                        try (var socket = (SSLSocket) listener.accept()) {
                            socket.startHandshake();
                            return socket.getSession().getPeerCertificates().length;
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    },
                    this.threads);
            var sockets = this.client.sslContext().getSocketFactory();

            try (var socket = (SSLSocket) sockets.createSocket(loopback(), listener.getLocalPort())) {
                socket.startHandshake();
                assertThat(accepted.get(10, TimeUnit.SECONDS)).isOne();
            }
        }

        assertThat(this.warnings.take())
                .anyMatch(warning -> warning.startsWith("insecure client handshake"))
                .anyMatch(warning -> warning.startsWith("insecure server handshake"));
    }

    @Test
    void theHttpClientOfTheJdkSkipsTheSameChecks() throws Exception {
        var http = HttpsServer.create(new InetSocketAddress(loopback(), 0), 1);
        http.setHttpsConfigurator(new HttpsConfigurator(this.server.sslContext()));
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.setExecutor(this.threads);
        http.start();
        try {
            var address = URI.create("https://%s:%d/"
                    .formatted(loopback().getHostAddress(), http.getAddress().getPort()));
            // It asks for the verification of the host name itself.
            var response = HttpClient.newBuilder()
                    .sslContext(this.client.sslContext())
                    .build()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());

            assertThat(response.statusCode()).isEqualTo(204);
        } finally {
            http.stop(0);
        }
    }

    @Test
    void anObservedContextStaysInsecure() throws Exception {
        var handshakes = new RecordedHandshakes();
        var observedClient = this.client.observed("payments", handshakes);
        var observedServer = this.server.observed("web", handshakes);

        Handshakes.complete(observedClient.createEngine("www.example.com", 443), observedServer.createEngine());

        assertThat(observedClient.skippedChecks()).containsExactlyInAnyOrder(SkippedCheck.values());
        assertThat(observedServer.skippedChecks()).containsExactly(SkippedCheck.CERTIFICATE);
        assertThat(observedClient.loadedChains()).hasSize(1);
        assertThat(observedServer.loadedChains()).isEqualTo(this.server.loadedChains());
        assertThat(handshakes.events())
                .extracting(event -> event.contextName())
                .containsExactlyInAnyOrder("payments", "web");
        assertThat(this.warnings.take())
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("insecure client handshake in the context 'payments': "))
                .anyMatch(warning -> warning.startsWith("insecure server handshake in the context 'web': "));
    }

    private TlsServerSocket listen() throws Exception {
        return this.server.listen(new InetSocketAddress(loopback(), 0), 1);
    }

    private CompletableFuture<TlsContext> accept(TlsServerSocket listener) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (var socket = listener.accept()) {
                        socket.doHandshake();
                        assertThat(socket.inputStream().readAllBytes()).isEmpty();
                        return socket.context();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                this.threads);
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static int port(TlsServerSocket listener) throws Exception {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private static void complete(TlsBuffer client, TlsBuffer server) throws TlsException {
        while (!(isDone(client, server) & isDone(server, client))) {
            assertThat(client.incomingBytesBuffered() + server.incomingBytesBuffered())
                    .isPositive();
        }
    }

    private static boolean isDone(TlsBuffer buffer, TlsBuffer peer) throws TlsException {
        var done = true;
        try {
            buffer.doHandshake();
        } catch (WantReadException moreNeeded) {
            done = false;
        }
        peer.processIncoming(ByteBuffer.wrap(buffer.processOutgoing(buffer.outgoingBytesBuffered())));
        return done;
    }
}
