package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;

/** What fetches the certificates of a server, given whatever the server answers. */
@Timeout(20)
class ServerCertificatesFuzzTests {

    private static final Untrusted INPUT = Untrusted.open();

    static Stream<byte[]> answers() throws Exception {
        var server = new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(
                                TestMaterial.chain(TestAuthority.create("Root").server("localhost"))))
                        .build())
                .createBuffer();
        server.processIncoming(ByteBuffer.wrap(ClientHellos.ofJdk("localhost", "TLSv1.2")));
        INPUT.readOrRefuse(server::doHandshake);
        return Stream.of(
                server.processOutgoing(1 << 16),
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                new byte[] {21, 3, 3, 0, 2, 2, 112});
    }

    @MethodSource("answers")
    @FuzzTest
    void readsTheAnswer(byte[] answer) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var served = CompletableFuture.runAsync(() -> serve(listener, answer));
            INPUT.readOrRefuse(
                    IOException.class,
                    () -> assertThat(ServerCertificates.fetchUnverified(
                                    listener.getInetAddress().getHostAddress(),
                                    listener.getLocalPort(),
                                    Duration.ofSeconds(10)))
                            .isNotEmpty());
            served.join();
        }
    }

    /** Answers, and takes what the client sends until it has enough. */
    private static void serve(ServerSocket listener, byte[] answer) {
        try (var connection = listener.accept()) {
            connection.getOutputStream().write(answer);
            connection.shutdownOutput();
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException theClientHasGone) {
            // It need not take all of the answer.
        }
    }
}
