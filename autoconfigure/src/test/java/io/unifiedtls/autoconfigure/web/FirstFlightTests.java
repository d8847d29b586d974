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

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.record.TlsRecord;

/** Every ClientHello gets to the TLS library byte for byte, whatever is missing from it and whatever follows it. */
@ParameterizedClass
@ServerKinds
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
        server = TlsServer.shared(kind);
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

    /** Offers that the server cannot accept, so that it fails while it writes its first flight. */
    enum Offer {
        NO_CIPHER_SUITE_OF_TLS_1_2("TLSv1.2", AlertDescription.HANDSHAKE_FAILURE) {
            @Override
            void set(byte[] hello) {
                fill(hello, ciphers(hello) + 2, u16(hello, ciphers(hello)), 0x002F);
            }
        },
        NO_CIPHER_SUITE_OF_TLS_1_3("TLSv1.3", AlertDescription.HANDSHAKE_FAILURE) {
            @Override
            void set(byte[] hello) {
                fill(hello, ciphers(hello) + 2, u16(hello, ciphers(hello)), 0x1399); // of nobody
            }
        },
        NO_VERSION("TLSv1.2", AlertDescription.PROTOCOL_VERSION) {
            @Override
            void set(byte[] hello) {
                ByteBuffer.wrap(hello).putShort(9, (short) 0x0302);
                var versions = extension(hello, 43);
                fill(hello, versions + 5, hello[versions + 4], 0x0302);
            }
        },
        NO_GROUP("TLSv1.2", AlertDescription.HANDSHAKE_FAILURE) {
            @Override
            void set(byte[] hello) {
                var groups = extension(hello, 10);
                fill(hello, groups + 6, u16(hello, groups + 4), 0x0103);
            }
        },
        NO_SIGNATURE_FOR_THE_CERTIFICATE("TLSv1.3", AlertDescription.HANDSHAKE_FAILURE) {
            @Override
            void set(byte[] hello) {
                var schemes = extension(hello, 13);
                fill(hello, schemes + 6, u16(hello, schemes + 4), 0x0808);
            }
        };

        private final String version;

        private final AlertDescription alert;

        Offer(String version, AlertDescription alert) {
            this.version = version;
            this.alert = alert;
        }

        abstract void set(byte[] hello);
    }

    private static void fill(byte[] bytes, int start, int length, int value) {
        for (int i = start; i < start + length; i += 2) {
            ByteBuffer.wrap(bytes).putShort(i, (short) value);
        }
    }

    @ParameterizedTest
    @EnumSource(Offer.class)
    void answersAnOfferThatItCannotTakeWithAFatalAlert(Offer offer, CapturedOutput output) throws IOException {
        var hello = clientHello(offer.version, true, true);
        offer.set(hello);

        try (var client = new RawClient(server)) {
            client.send(hello);

            var answer = client.readToEnd();
            if (offer == Offer.NO_SIGNATURE_FOR_THE_CERTIFICATE
                    && this.kind.implementation().equals("jsse")) {
                // It sends its ServerHello before it looks for a certificate, and the alert under the keys of that.
                assertThat(answer).startsWith(HANDSHAKE, 3, 3);
                assertThat(Arrays.copyOfRange(answer, 5 + u16(answer, 3), answer.length))
                        .hasSizeGreaterThan(TlsRecord.ALERT_LENGTH);
            } else {
                assertThat(answer).hasSize(7).startsWith(ALERT, 3).endsWith(0, 2, 2, offer.alert.code());
            }
        }

        assertThat(server.outcome(Kind.FAILED).failure())
                .contains(
                        offer.alert == AlertDescription.PROTOCOL_VERSION
                                ? HandshakeFailure.PROTOCOL_VERSION
                                : HandshakeFailure.NO_SHARED_CIPHER);
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
        var ciphers = ciphers(hello);
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
        var ciphers = ciphers(hello);
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

    private static int ciphers(byte[] hello) {
        return SESSION_ID + 1 + hello[SESSION_ID];
    }

    /** Returns where an extension begins, with its type. */
    private static int extension(byte[] hello, int type) {
        var compression = ciphers(hello) + 2 + u16(hello, ciphers(hello));
        var start = compression + 1 + hello[compression] + 2;
        while (u16(hello, start) != type) {
            start += 4 + u16(hello, start + 2);
        }
        return start;
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
