package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@Tag("any-jdk")
@ParameterizedClass
// the library has no part in a timeout: heap and direct buffers are enough on Jetty
@ServerKinds(except = {ServerKind.JETTY_CONSCRYPT, ServerKind.JETTY_BOUNCYCASTLE})
class HandshakeTimeoutTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration AT_MOST = Duration.ofSeconds(4);

    /** What a client does that never completes its handshake. */
    enum Stall {
        SILENCE {
            @Override
            void run(RawClient client) throws IOException {
                client.readToEnd();
            }
        },
        HALF_A_CLIENT_HELLO {
            @Override
            void run(RawClient client) throws IOException {
                client.send(RawClient.firstHalf(RawClient.clientHello()));
                client.readToEnd();
            }
        },
        A_DRIPPING_CLIENT_HELLO {
            @Override
            void run(RawClient client) throws IOException {
                client.drip(RawClient.clientHello(), Duration.ofMillis(100));
            }
        },
        ONLY_A_CLIENT_HELLO {
            @Override
            void run(RawClient client) throws IOException {
                client.send(RawClient.clientHello());
                client.readToEnd();
            }
        };

        abstract void run(RawClient client) throws IOException;
    }

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws Exception {
        server = TlsServer.start(kind, Site.properties("handshake-timeout", "1s"));
        // the first handshake of a library may take longer than that
        try (var client = connect()) {
            client.startHandshake();
        } catch (IOException timeout) {
            // it did
        }
        server.anyOutcome();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    /** All of them at once, since each one takes as long as the timeout. */
    @Test
    void closesConnectionsWhoseHandshakeStallsAndNoOther() throws Exception {
        try (var kept = connect()) {
            kept.startHandshake();
            server.outcome(Kind.SUCCEEDED);

            var durations = new EnumMap<Stall, Future<Duration>>(Stall.class);
            var threads = Executors.newFixedThreadPool(Stall.values().length);
            try {
                for (var stall : Stall.values()) {
                    durations.put(stall, threads.submit(() -> untilClosed(stall)));
                }
                for (var stall : Stall.values()) {
                    assertThat(durations.get(stall).get()).as("%s", stall).isBetween(TIMEOUT, AT_MOST);
                }
            } finally {
                threads.shutdown();
            }
            // a connection without a byte of a ClientHello is not counted
            assertThat(server.outcomes(Kind.FAILED, Stall.values().length - 1))
                    .allSatisfy(event -> assertThat(event.failure()).contains(HandshakeFailure.TIMEOUT));

            kept.setSoTimeout((int) TIMEOUT.toMillis());
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(kept.getInputStream()::read);
            kept.setSoTimeout((int) AT_MOST.toMillis());
            assertServed(kept);
        }
    }

    private static Duration untilClosed(Stall stall) throws IOException {
        var begin = System.nanoTime();
        try (var client = new RawClient(server)) {
            stall.run(client);
            return RawClient.since(begin);
        }
    }

    private static SSLSocket connect() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .build();
        var context = TlsImplementation.best(configuration).clientContext(configuration);
        var sockets = context.sslContext().getSocketFactory();
        var client = (SSLSocket) sockets.createSocket("localhost", server.port());
        client.setSoTimeout((int) AT_MOST.toMillis());
        return client;
    }

    private static void assertServed(Socket client) throws IOException {
        client.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(client.getInputStream().readAllBytes())
                .asString(StandardCharsets.US_ASCII)
                .contains("secure=true");
    }
}
