package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.internal.text.ServerNames;

class ClientHelloReaderTests {

    private static final int RECORD_HEADER = 5;

    /** Read once, since it takes other programs to write them. */
    private static @Nullable List<Arguments> hellos;

    static Stream<Arguments> hellos() throws Exception {
        if (hellos == null) {
            hellos = readHellos();
        }
        return hellos.stream();
    }

    private static List<Arguments> readHellos() throws Exception {
        var openssl = "openssl s_client -connect 127.0.0.1:PORT ";
        return List.of(
                hello("JDK, TLS 1.3", "www.example.com", ClientHellos.ofJdk("www.example.com", "TLSv1.3")),
                hello("JDK, TLS 1.2", "www.example.com", ClientHellos.ofJdk("www.example.com", "TLSv1.2")),
                hello("JDK, both, no name", null, ClientHellos.ofJdk("", "TLSv1.3", "TLSv1.2")),
                hello(
                        "OpenSSL",
                        "www.example.com",
                        ClientHellos.ofCommand(openssl + "-servername www.example.com -alpn h2,http/1.1")),
                hello("OpenSSL, no name", null, ClientHellos.ofCommand(openssl + "-noservername -tls1_2")),
                hello(
                        "curl",
                        "www.example.com",
                        ClientHellos.ofCommand(
                                "curl -sk --resolve www.example.com:PORT:127.0.0.1 https://www.example.com:PORT/")),
                hello("curl, no name", null, ClientHellos.ofCommand("curl -sk https://127.0.0.1:PORT/")));
    }

    private static Arguments hello(String client, String serverName, byte[] hello) {
        return Arguments.of(Named.of(client, hello), Optional.ofNullable(serverName));
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void readsTheHelloOfARealClient(byte[] hello, Optional<String> serverName) {
        var read = new ClientHelloReader().read(ByteBuffer.wrap(hello)).orElseThrow();

        assertThat(read.serverName()).isEqualTo(serverName);
        assertThat(read.versions()).containsAnyOf(0x0303, 0x0304);
        assertThat(read.cipherSuites()).isNotEmpty().containsAnyOf(0x1301, 0xC02B);
        assertThat(read.signatureSchemes()).contains(0x0403, 0x0804);
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void readsTheSameHoweverTheHelloIsSplit(byte[] hello, Optional<String> serverName) {
        var whole = new ClientHelloReader().read(ByteBuffer.wrap(hello));

        for (int at = 0; at <= hello.length; at++) {
            assertThat(readInTwo(hello, at)).as("split at byte %d", at).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void readsTheSameFromRecordsOfEverySize(byte[] hello, Optional<String> serverName) {
        var whole = new ClientHelloReader().read(ByteBuffer.wrap(hello));

        for (int size = 1; size < hello.length; size++) {
            var records = ClientHellos.reframed(hello, size);
            assertThat(new ClientHelloReader().read(ByteBuffer.wrap(records)))
                    .as("in records of %d bytes", size)
                    .isEqualTo(whole);
            assertThat(readInTwo(records, records.length / 2))
                    .as("in records of %d bytes, split", size)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void readsTheSameByteByByte(byte[] hello, Optional<String> serverName) {
        var whole = new ClientHelloReader().read(ByteBuffer.wrap(hello));

        for (var records : List.of(hello, ClientHellos.reframed(hello, 50))) {
            var reader = new ClientHelloReader();
            for (int end = 0; end < records.length; end++) {
                assertThat(reader.read(ByteBuffer.wrap(records, 0, end))).isEmpty();
            }
            assertThat(reader.read(ByteBuffer.wrap(records))).isEqualTo(whole).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void readsNothingFromATruncatedMessage(byte[] hello, Optional<String> serverName) {
        for (int length = 0; length < hello.length - RECORD_HEADER; length++) {
            var records = Arrays.copyOf(hello, RECORD_HEADER + length);
            records[3] = (byte) (length >> 8);
            records[4] = (byte) length;

            assertThat(new ClientHelloReader().read(ByteBuffer.wrap(records))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void survivesEveryMutation(byte[] hello, Optional<String> serverName) {
        var random = new Random(748);
        for (int i = 0; i < 5_000; i++) {
            var mutated = hello.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            var length = random.nextInt(4) == 0 ? random.nextInt(mutated.length) : mutated.length;
            var reader = new ClientHelloReader();

            reader.read(ByteBuffer.wrap(mutated, 0, length))
                    .ifPresent(read -> read.serverName().ifPresent(ServerNames::normalized));
            reader.consumed(random.nextInt(length + 1));
            reader.read(ByteBuffer.wrap(mutated));
        }
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void refusesEveryMessageCutShortWithItsLengthPutRight(byte[] hello, Optional<String> serverName) {
        for (int length = 4; length < hello.length - RECORD_HEADER; length++) {
            var body = ByteBuffer.wrap(hello, RECORD_HEADER + 4, length - 4).slice();

            // The extensions may be left out as a whole; anything else that is missing is noticed.
            ClientHello.parse(body)
                    .ifPresent(parsed -> assertThat(parsed.signatureSchemes()).isEmpty());
        }
    }

    @Test
    void leavesTheSourceAsItWas() {
        var source = ByteBuffer.wrap(ClientHellos.ofJdk("www.example.com", "TLSv1.3"))
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(new ClientHelloReader().read(source)).isPresent();
        assertThat(source.position()).isZero();
        assertThat(source.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void readsFromABufferThatNobodyMayWriteTo() {
        var hello = ClientHellos.ofJdk("www.example.com", "TLSv1.3");

        for (var records : List.of(hello, ClientHellos.reframed(hello, 50))) {
            var direct = ByteBuffer.allocateDirect(records.length + 7)
                    .position(7)
                    .put(records)
                    .position(7);
            assertThat(new ClientHelloReader().read(direct.asReadOnlyBuffer()))
                    .isEqualTo(new ClientHelloReader().read(ByteBuffer.wrap(hello)))
                    .isPresent();
        }
    }

    @Test
    void readsNothingFromOtherRecords() {
        assertThat(new ClientHelloReader()
                        .read(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
        assertThat(new ClientHelloReader().read(ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 1, 0})))
                .isEmpty();
        assertThat(new ClientHelloReader().read(ByteBuffer.wrap(new byte[] {22, 3, 3, 0, 4, 2, 0, 0, 0})))
                .isEmpty();
        assertThat(new ClientHelloReader().read(ByteBuffer.allocate(0))).isEmpty();
    }

    @Test
    void readsNoMoreThanAClientHelloCanBe() {
        var reader = new ClientHelloReader();
        var endless = ByteBuffer.allocate(RECORD_HEADER + (1 << 14));
        endless.put((byte) 22).putShort((short) 0x0303).putShort((short) (1 << 14));
        endless.put((byte) 1).put((byte) 0xFF).putShort((short) 0xFFFF).rewind();

        for (int i = 0; i < 1_000; i++) {
            assertThat(reader.read(endless)).isEmpty();
            reader.consumed(endless.remaining());
        }

        assertThat(reader.bytesHeld()).isBetween(1 << 16, (1 << 16) + (1 << 14));
    }

    @Test
    void keepsNothingOfAHelloThatIsComplete() {
        var reader = new ClientHelloReader();

        assertThat(reader.read(ByteBuffer.wrap(ClientHellos.ofJdk("www.example.com", "TLSv1.3"))))
                .isPresent();
        assertThat(reader.bytesHeld()).isZero();
    }

    /** Reads as an engine does that consumes complete records alone. */
    private static Optional<ClientHello> readInTwo(byte[] records, int at) {
        var reader = new ClientHelloReader();
        var first = reader.read(ByteBuffer.wrap(records, 0, at));
        if (first.isPresent()) {
            return first;
        }
        var consumed = completeRecords(records, at);
        reader.consumed(consumed);
        return reader.read(ByteBuffer.wrap(records, consumed, records.length - consumed));
    }

    private static int completeRecords(byte[] records, int limit) {
        int end = 0;
        while (end + RECORD_HEADER <= limit) {
            var next = end + RECORD_HEADER + ((records[end + 3] & 0xFF) << 8 | (records[end + 4] & 0xFF));
            if (next > limit) {
                break;
            }
            end = next;
        }
        return end;
    }
}
