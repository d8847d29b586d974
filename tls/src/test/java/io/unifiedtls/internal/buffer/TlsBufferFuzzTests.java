package io.unifiedtls.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;

/** Both ends of a connection, given what any peer may send: each error is one of ours, and the end of it. */
@Timeout(20)
class TlsBufferFuzzTests {

    private static final String HOST = "www.example.com";

    private static final int MOST_STEPS = 100;

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final Untrusted INPUT = Untrusted.open();

    private static final JsseImplementation JSSE = new JsseImplementation();

    private static ServerContext server(TlsVersion highest) {
        try {
            return JSSE.serverContext(TlsServerConfiguration.builder()
                    .certificateChains(List.of(TestMaterial.chain(AUTHORITY.server(HOST))))
                    .highestSupportedVersion(highest)
                    .build());
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final ServerContext SERVER = server(TlsVersion.TLSv1_3);

    /** Sends its certificates in the clear, where they can be changed. */
    private static final ServerContext OLD_SERVER = server(TlsVersion.TLSv1_2);

    private static final ClientContext CLIENT = client();

    private static ClientContext client() {
        try {
            return JSSE.clientContext(TlsClientConfiguration.builder()
                    .trustStore(TestMaterial.trust(AUTHORITY))
                    .build());
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<byte[]> sentToAServer() {
        return Stream.of(
                ClientHellos.ofJdk(HOST, "TLSv1.3"),
                ClientHellos.ofJdk(HOST, "TLSv1.2"),
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                new byte[] {21, 3, 3, 0, 2, 2, 48},
                new byte[] {20, 3, 3, 0, 1, 1},
                new byte[] {(byte) 0x80, 46, 1, 3, 3});
    }

    @MethodSource("sentToAServer")
    @FuzzTest
    void aServerRefusesWhatIsNoHandshake(byte[] sent) throws Exception {
        useUp(SERVER.createBuffer(), sent);
    }

    @MethodSource("sentToAServer")
    @FuzzTest
    void aServerRefusesWhatIsNoRecordOfItsConnection(byte[] sent) throws Exception {
        for (var context : new ServerContext[] {SERVER, OLD_SERVER}) {
            var client = CLIENT.createBuffer(HOST);
            var server = context.createBuffer();
            join(client, server, new byte[0]);
            assertThat(server.cipher()).isPresent();

            useUp(server, sent);
            useUp(client, sent);
        }
    }

    static Stream<byte[]> sentToAClient() throws Exception {
        var server = OLD_SERVER.createBuffer();
        server.processIncoming(ByteBuffer.wrap(ClientHellos.ofJdk(HOST, "TLSv1.2")));
        step(server);
        return Stream.concat(
                Stream.of(server.processOutgoing(1 << 16)), sentToAServer().skip(2));
    }

    @MethodSource("sentToAClient")
    @FuzzTest
    void aClientRefusesWhatIsNoHandshake(byte[] sent) throws Exception {
        var client = CLIENT.createBuffer(HOST);
        step(client);

        useUp(client, sent);
    }

    static Stream<byte[]> changes() {
        return Stream.of(new byte[0], new byte[] {0, 0, 70, 1, 1, 3, 9, 2}, new byte[] {1, 2, 44, 7});
    }

    /** Each four bytes of the changes: which direction, where (16 bits), and what to combine with the byte there. */
    @MethodSource("changes")
    @FuzzTest
    void bothEndsRefuseAChangedHandshake(byte[] changes) throws Exception {
        var client = CLIENT.createBuffer(HOST);
        var server = OLD_SERVER.createBuffer();

        join(client, server, changes);

        useUp(client, new byte[0]);
        useUp(server, new byte[0]);
        assertThat(client.outgoingBytesBuffered() + server.outgoingBytesBuffered())
                .isZero();
    }

    private static void join(TlsBuffer client, TlsBuffer server, byte[] changes) throws Exception {
        int toServer = 0;
        int toClient = 0;
        for (int i = 0; i < 8; i++) {
            step(client);
            var request = changed(client.processOutgoing(1 << 16), changes, 0, toServer);
            toServer += request.length;
            incoming(server, request);
            step(server);
            var answer = changed(server.processOutgoing(1 << 16), changes, 1, toClient);
            toClient += answer.length;
            incoming(client, answer);
        }
    }

    private static byte[] changed(byte[] sent, byte[] changes, int direction, int offset) {
        for (int i = 0; i + 4 <= changes.length; i += 4) {
            int at = ((changes[i + 1] & 0xFF) << 8 | changes[i + 2] & 0xFF) - offset;
            if ((changes[i] & 1) == direction && at >= 0 && at < sent.length) {
                sent[at] ^= changes[i + 3];
            }
        }
        return sent;
    }

    private static void step(TlsBuffer buffer) throws Exception {
        INPUT.readOrRefuse(buffer::doHandshake);
    }

    private static void incoming(TlsBuffer buffer, byte[] bytes) throws Exception {
        INPUT.readOrRefuse(() -> buffer.processIncoming(ByteBuffer.wrap(bytes)));
    }

    /** Puts everything in, in two pieces, takes everything out, and sees that the connection comes to its end. */
    private static void useUp(TlsBuffer buffer, byte[] sent) throws Exception {
        int half = sent.length / 2;
        incoming(buffer, Arrays.copyOf(sent, half));
        readAll(buffer);
        incoming(buffer, Arrays.copyOfRange(sent, half, sent.length));
        readAll(buffer);
        buffer.processOutgoing(1 << 20);
        buffer.processIncomingEof();
        readAll(buffer);
        INPUT.readOrRefuse(() -> buffer.write(ByteBuffer.wrap(new byte[] {1})));
        INPUT.readOrRefuse(buffer::shutdown);
        buffer.processOutgoing(1 << 20);
    }

    private static void readAll(TlsBuffer buffer) {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            try {
                if (buffer.read(1 << 14).length == 0) {
                    return;
                }
            } catch (WantReadException more) {
                return;
            } catch (TlsException refused) {
                INPUT.check(refused);
                return;
            }
        }
        throw new AssertionError("still something to read after %d steps".formatted(MOST_STEPS));
    }
}
