package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.test.ClientHellos;

/** Every ClientHello gets to the TLS library byte for byte, whatever is missing from it and whatever follows it. */
@ParameterizedClass
@EnumSource(ServerKind.class)
@ExtendWith(OutputCaptureExtension.class)
class FirstFlightTests {

    private static final int HANDSHAKE = 22;

    private static final int ALERT = 21;

    /** Where the session ID of a ClientHello begins: behind both headers, the version and the random. */
    private static final int SESSION_ID = 5 + 4 + 2 + 32;

    private static final Map<String, byte[]> BEHIND = Map.of(
            "nothing", new byte[0],
            "ChangeCipherSpec", new byte[] {20, 3, 3, 0, 1, 1},
            "warning", new byte[] {21, 3, 3, 0, 2, 1, 90},
            "fatal alert", new byte[] {21, 3, 3, 0, 2, 2, 40},
            "early data", Breakage.record(23, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17),
            "partial header", new byte[] {20, 3},
            "partial record", new byte[] {22, 3, 3, 1, 0, 16, 0},
            "garbage", new byte[] {-1, 13, 10, 0, 77, 99, -128, 5});

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(kind, Site.properties());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.awaitNoConnections();
        server.close();
    }

    static Stream<Arguments> flights() {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(version -> Stream.of(true, false)
                        .flatMap(name -> Stream.of(true, false)
                                .flatMap(protocols -> BEHIND.keySet().stream()
                                        .flatMap(behind -> Stream.of(true, false)
                                                .map(whole ->
                                                        Arguments.of(version, name, protocols, behind, whole))))));
    }

    @ParameterizedTest
    @MethodSource("flights")
    void answersAClientHelloWithWhateverFollows(
            String version, boolean name, boolean protocols, String behind, boolean whole, CapturedOutput output)
            throws Exception {
        var flight = join(clientHello(version, name, protocols), BEHIND.get(behind));

        try (var client = new RawClient(server)) {
            if (whole) {
                client.send(flight);
            } else {
                for (int start = 0; start < flight.length; start += 50) {
                    client.send(Arrays.copyOfRange(flight, start, Math.min(flight.length, start + 50)));
                }
            }
            // Some alerts end the connection before the answer is written.
            assertThat(client.read())
                    .as(behind)
                    .isIn(behind.contains("alert") ? Set.of(HANDSHAKE, ALERT, -1) : Set.of(HANDSHAKE));
        }

        server.anyOutcome();
        Quiet.check(output);
    }

    static Stream<Broken> wrongLengths() throws IOException {
        return Stream.concat(
                wrongLengths("TLSv1.2", clientHello("TLSv1.2", true, true)).stream(),
                wrongLengths("TLSv1.3", clientHello("TLSv1.3", true, true)).stream());
    }

    @ParameterizedTest
    @MethodSource("wrongLengths")
    void answersAWrongLengthWithAFatalAlert(Broken broken, CapturedOutput output) throws IOException {
        // It ignores what is behind the extensions.
        if (this.kind.implementation().equals("jsse") && broken.what().endsWith("extensions -1")) {
            try (var client = new RawClient(server)) {
                client.send(broken.bytes());
                assertThat(client.read()).isEqualTo(HANDSHAKE);
            }
            server.anyOutcome();
            return;
        }
        try (var client = new RawClient(server)) {
            client.send(broken.bytes());
            var answer = client.readToEnd();

            assertThat(answer).hasSizeGreaterThanOrEqualTo(7);
            assertThat(answer[0]).isEqualTo((byte) ALERT);
            assertThat(Arrays.copyOfRange(answer, 3, 6)).containsExactly(0, 2, 2);
        }
        assertThat(server.anyOutcome().failure())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .isIn(
                                HandshakeFailure.MALFORMED,
                                HandshakeFailure.PROTOCOL_ERROR,
                                HandshakeFailure.PROTOCOL_VERSION,
                                HandshakeFailure.NO_SHARED_CIPHER));
        Quiet.check(output);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void takesAClientHelloUpToTheLimitOfTheLibrary(int excess) throws IOException {
        var boringssl = Set.of("boringssl", "conscrypt").contains(this.kind.implementation());
        var hello = padded(clientHello("TLSv1.3", true, true), (boringssl ? 1 << 14 : 1 << 15) + excess);

        try (var client = new RawClient(server)) {
            client.send(ClientHellos.reframed(hello, 1 << 14));
            assertThat(client.read()).isEqualTo(excess == 0 ? HANDSHAKE : ALERT);
        }
        var event = server.anyOutcome();
        assertThat(event.failure()).contains(excess == 0 ? HandshakeFailure.CLOSED : HandshakeFailure.MALFORMED);
    }

    /** Returns the message with a padding extension (RFC 7685), so that its body has a length. */
    private static byte[] padded(byte[] hello, int length) {
        var padding = length - (hello.length - 9);
        var padded = ByteBuffer.allocate(9 + length).put(hello);
        padded.putShort((short) 21).putShort((short) (padding - 4));
        padded.put(6, (byte) (length >> 16)).putShort(7, (short) length);
        var ciphers = SESSION_ID + 1 + hello[SESSION_ID];
        var compression = ciphers + 2 + u16(hello, ciphers);
        var extensions = compression + 1 + hello[compression];
        padded.putShort(extensions, (short) (u16(hello, extensions) + padding));
        return padded.array();
    }

    /** A message with one wrong length. */
    record Broken(String what, byte[] bytes) {

        @Override
        public String toString() {
            return this.what;
        }
    }

    /** Returns the message with one length in it wrong, for each length and several wrong values. */
    private static List<Broken> wrongLengths(String version, byte[] hello) {
        var broken = new ArrayList<Broken>();
        // What is longer than its record has yet to come, so the message itself is only too short.
        change(broken, version + " message", hello, 7, 2, -1, -2, -40);
        change(broken, version + " session ID", hello, SESSION_ID, 1, 1, -1, 200);
        var ciphers = SESSION_ID + 1 + hello[SESSION_ID];
        change(broken, version + " cipher suites", hello, ciphers, 2, 1, -1, 2, 20_000);
        var compression = ciphers + 2 + u16(hello, ciphers);
        change(broken, version + " compression methods", hello, compression, 1, 1, 200);
        var extensions = compression + 1 + hello[compression];
        change(broken, version + " extensions", hello, extensions, 2, 1, -1, 4, 20_000);
        for (int start = extensions + 2; start < hello.length; start += 4 + u16(hello, start + 2)) {
            change(broken, version + " extension " + u16(hello, start), hello, start + 2, 2, 1, 20_000);
        }
        return broken;
    }

    private static void change(
            List<Broken> broken, String what, byte[] hello, int position, int width, int... differences) {
        for (int difference : differences) {
            var changed = hello.clone();
            if (width == 1) {
                changed[position] += (byte) difference;
            } else {
                ByteBuffer.wrap(changed).putShort(position, (short) (u16(hello, position) + difference));
            }
            broken.add(new Broken("%s %+d".formatted(what, difference), changed));
        }
    }

    private static int u16(byte[] bytes, int position) {
        return (bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF;
    }

    private static byte[] clientHello(String version, boolean name, boolean protocols) throws IOException {
        try {
            var engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {version});
            var parameters = engine.getSSLParameters();
            if (name) {
                parameters.setServerNames(List.<SNIServerName>of(new SNIHostName("www.example.com")));
            }
            if (protocols) {
                parameters.setApplicationProtocols(new String[] {"http/1.1"});
            }
            engine.setSSLParameters(parameters);
            var hello = ByteBuffer.allocate(1 << 15);
            engine.wrap(ByteBuffer.allocate(0), hello);
            return Arrays.copyOf(hello.array(), hello.position());
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
