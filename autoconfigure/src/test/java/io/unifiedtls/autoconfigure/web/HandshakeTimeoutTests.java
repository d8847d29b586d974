package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ParameterizedClass
// the library has no part in a timeout: heap and direct buffers are enough on Jetty
@EnumSource(
        mode = EnumSource.Mode.EXCLUDE,
        names = {"JETTY_CONSCRYPT", "JETTY_BOUNCYCASTLE"})
class HandshakeTimeoutTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration AT_MOST = Duration.ofSeconds(4);

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(kind, Site.properties("handshake-timeout", "1s"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void closesASilentConnectionAndCountsNothing() throws IOException {
        var begin = System.nanoTime();
        try (var client = new RawClient(server)) {
            client.readToEnd();

            assertThat(RawClient.since(begin)).isBetween(TIMEOUT, AT_MOST);
        }
    }

    @Test
    void closesAConnectionWithHalfAClientHello() throws IOException {
        var begin = System.nanoTime();
        try (var client = new RawClient(server)) {
            client.send(RawClient.firstHalf(RawClient.clientHello()));
            client.readToEnd();

            assertThat(RawClient.since(begin)).isBetween(TIMEOUT, AT_MOST);
        }
        assertTimeout();
    }

    @Test
    void closesAConnectionThatDrips() throws IOException {
        var begin = System.nanoTime();
        try (var client = new RawClient(server)) {
            client.drip(RawClient.clientHello(), Duration.ofMillis(100));

            assertThat(RawClient.since(begin)).isBetween(TIMEOUT, AT_MOST);
        }
        assertTimeout();
    }

    @Test
    void closesAConnectionThatStallsInTheMiddle() throws IOException {
        var begin = System.nanoTime();
        try (var client = new RawClient(server)) {
            client.send(RawClient.clientHello());
            client.readToEnd();

            assertThat(RawClient.since(begin)).isBetween(TIMEOUT, AT_MOST);
        }
        assertTimeout();
    }

    private static void assertTimeout() {
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).contains(HandshakeFailure.TIMEOUT);
    }

    @Test
    void leavesAConnectionAloneAfterItsHandshake() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .build();
        var context = TlsImplementation.best(configuration).clientContext(configuration);
        try (var client = context.sslContext().getSocketFactory().createSocket("localhost", server.port())) {
            var input = client.getInputStream();
            client.getOutputStream().write(new byte[0]);
            client.setSoTimeout((int) TIMEOUT.multipliedBy(2).toMillis());
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(input::read);

            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(input.readAllBytes()).asString(StandardCharsets.US_ASCII).contains("secure=true");
        }
        server.outcome(Kind.SUCCEEDED);
    }
}
