package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ParameterizedClass
@ServerKinds
class SplitClientHelloTests {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.shared(kind);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void readsAClientHelloFromManySegments() throws Exception {
        assertThat(get(SplitClientHelloTests::byteByByte)).contains("secure=true");

        assertThat(server.outcome(Kind.SUCCEEDED).serverNameMatch()).contains(ServerNameMatch.EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 100})
    void readsAClientHelloFromTwoRecords(int length) throws Exception {
        assertThat(get((record, output) -> inTwoRecords(record, length, output)))
                .contains("secure=true");

        assertThat(server.outcome(Kind.SUCCEEDED).serverNameMatch()).contains(ServerNameMatch.EXACT);
    }

    /** Sends a request over TLS; the first bytes, which are the ClientHello, go out in another way than usual. */
    private static String get(FirstWrite firstWrite) throws Exception {
        try (var socket = new SplittingSocket(server.port(), firstWrite);
                var client = sockets().createSocket(socket, "www.example.com", server.port(), true)) {
            client.getOutputStream().write(REQUEST);
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static SSLSocketFactory sockets() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .build();
        var context = TlsImplementation.named("jsse").clientContext(configuration);
        return context.sslContext().getSocketFactory();
    }

    private static void byteByByte(byte[] record, OutputStream output) throws IOException {
        for (byte one : record) {
            output.write(one);
        }
    }

    private static void inTwoRecords(byte[] record, int first, OutputStream output) throws IOException {
        var payload = ByteBuffer.wrap(record, 5, record.length - 5);
        var records = ByteBuffer.allocate(record.length + 5);
        for (var part : new int[] {first, payload.remaining() - first}) {
            records.put(record, 0, 3).putShort((short) part);
            records.put(payload.slice().limit(part));
            payload.position(payload.position() + part);
        }
        output.write(records.array());
    }

    @FunctionalInterface
    private interface FirstWrite {

        void write(byte[] bytes, OutputStream output) throws IOException;
    }

    private static final class SplittingSocket extends Socket {

        private final FirstWrite firstWrite;

        SplittingSocket(int port, FirstWrite firstWrite) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
            this.firstWrite = firstWrite;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {

                private boolean first = true;

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (this.first) {
                        this.first = false;
                        var copy = new byte[length];
                        System.arraycopy(bytes, offset, copy, 0, length);
                        SplittingSocket.this.firstWrite.write(copy, this.out);
                    } else {
                        this.out.write(bytes, offset, length);
                    }
                }
            };
        }
    }
}
