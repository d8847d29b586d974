package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.ContextReloader;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.reload.TlsReloadAutoConfiguration;
import io.unifiedtls.test.TestCertificate;

/** Certificates are renewed while requests are served, and no request notices. */
@ParameterizedClass
// slow; the library has no part in a reload
@ServerKinds(except = {ServerKind.JETTY_CONSCRYPT, ServerKind.JETTY_BOUNCYCASTLE})
class ReloadedServerTests {

    private static final int SWAPS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer server;

    private final AtomicInteger connections = new AtomicInteger();

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsReloadAutoConfiguration.class)
    static class Reload {}

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws Exception {
        write(Site.DEFAULT);
        server = TlsServer.startWith(
                kind,
                Reload.class,
                Map.of(
                        "certificate-chains[0].certificate",
                                directory.resolve("www.pem").toString(),
                        "certificate-chains[0].private-key",
                                directory.resolve("www.key").toString()),
                "server.http2.enabled=true",
                "tls.reload.quiet-period=20ms",
                "tls.reload.poll-interval=1s");
    }

    /** A client without sessions: one that is resumed is still that of the old certificate. */
    private static SSLContext client() throws TlsException {
        return TlsImplementation.named("jsse")
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                        .build())
                .sslContext();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static void write(TestCertificate certificate) throws IOException {
        for (var file : Map.of("www.key", certificate.privateKeyPem(), "www.pem", certificate.chainPem())
                .entrySet()) {
            var fresh = directory.resolve(file.getKey() + ".new");
            Files.write(fresh, file.getValue());
            Files.move(fresh, directory.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static ReloadableServerContext context() {
        return (ReloadableServerContext)
                server.application().getBean(TlsContexts.class).server("web");
    }

    @Test
    void renewsUnderLoad() throws Exception {
        var before = context().generation();
        var ends = new AtomicBoolean();
        var errors = new CopyOnWriteArrayList<Exception>();
        var http2 = HttpClient.newBuilder().sslContext(client()).build();
        var threads = Executors.newFixedThreadPool(3);
        try {
            var loads = new CopyOnWriteArrayList<Future<?>>();
            for (int i = 0; i < 2; i++) {
                loads.add(threads.submit(() -> untilEnd(ends, errors, this::requestOnANewConnection)));
            }
            var first = leafOfKeptConnection(http2);
            this.connections.incrementAndGet();
            loads.add(threads.submit(() -> untilEnd(
                    ends, errors, () -> assertThat(leafOfKeptConnection(http2)).isEqualTo(first))));

            for (int i = 0; i < SWAPS; i++) {
                var next = Site.AUTHORITY.server("localhost");
                write(next);
                awaitGeneration(before + i + 1);
                assertThat(requestOnANewConnection()).isEqualTo(next.certificate());
            }
            ends.set(true);
            for (var load : loads) {
                load.get();
            }
        } finally {
            ends.set(true);
            threads.shutdownNow();
        }
        assertThat(errors).isEmpty();
        server.awaitOutcomes(this.connections.get());
    }

    @Test
    void servesOnWhileTheFilesAreWrong() throws Exception {
        var before = requestOnANewConnection();
        var generation = context().generation();
        Files.writeString(directory.resolve("www.key"), "");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !server.application()
                        .getBean(ContextReloader.class)
                        .failed()
                        .isEmpty());

        assertThat(requestOnANewConnection()).isEqualTo(before);

        write(Site.DEFAULT);
        awaitGeneration(generation + 1);
        assertThat(requestOnANewConnection()).isEqualTo(Site.DEFAULT.certificate());
        server.awaitOutcomes(this.connections.get());
    }

    private void awaitGeneration(long generation) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> context().generation() == generation);
    }

    @FunctionalInterface
    private interface Request {

        Object send() throws Exception;
    }

    private static void untilEnd(AtomicBoolean ends, CopyOnWriteArrayList<Exception> errors, Request request) {
        while (!ends.get()) {
            try {
                request.send();
            } catch (Exception error) {
                errors.add(error);
                return;
            }
        }
    }

    private Certificate requestOnANewConnection() throws IOException {
        try (var socket = (SSLSocket) client().getSocketFactory().createSocket("localhost", server.port())) {
            socket.setSoTimeout(20_000);
            this.connections.incrementAndGet();
            socket.startHandshake();
            socket.getOutputStream().write(REQUEST);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("secure=true");
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static Certificate leafOfKeptConnection(HttpClient client) throws Exception {
        var response = client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).contains("secure=true");
        return response.sslSession().orElseThrow().getPeerCertificates()[0];
    }
}
