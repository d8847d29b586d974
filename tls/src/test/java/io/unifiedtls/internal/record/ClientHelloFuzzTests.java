package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.internal.sni.SniIndex;
import io.unifiedtls.internal.text.ServerNames;

/** What reads ClientHellos and the names in them, given what any client may send. */
@Timeout(20)
class ClientHelloFuzzTests {

    private static final int RECORD_HEADER = 5;

    private static final Untrusted INPUT = Untrusted.open();

    private static final SniIndex<String> INDEX = SniIndex.of(
            List.of("www.example.com", "*.example.com", "xn--bcher-kva.example"),
            List::of,
            ServerNamePolicy.REJECT,
            ServerNamePolicy.REJECT);

    static Stream<byte[]> hellos() {
        var tls12 = ClientHellos.ofJdk("www.example.com", "TLSv1.2");
        return Stream.of(
                tls12,
                ClientHellos.ofJdk("www.example.com", "TLSv1.3"),
                ClientHellos.ofJdk("", "TLSv1.3", "TLSv1.2"),
                ClientHellos.reframed(tls12, 60));
    }

    @MethodSource("hellos")
    @FuzzTest
    void readsTheSameHoweverTheHelloIsSplit(byte[] records) {
        var whole = read(records, records.length);

        for (int pieces = 2; pieces <= 4; pieces++) {
            assertThat(read(records, 1 + records.length / pieces)).isEqualTo(whole);
        }
        whole.flatMap(ClientHello::serverName).ifPresent(ClientHelloFuzzTests::lookUp);
    }

    /** Reads as an engine does that consumes complete handshake records alone, as they arrive. */
    private static Optional<ClientHello> read(byte[] records, int most) {
        var reader = new ClientHelloReader();
        int consumed = 0;
        for (int arrived = 0; arrived < records.length; ) {
            arrived = Math.min(records.length, arrived + most);
            var source = ByteBuffer.wrap(records, consumed, arrived - consumed);
            var hello = reader.read(source);
            assertThat(source.position()).isEqualTo(consumed);
            assertThat(reader.bytesHeld()).isLessThanOrEqualTo(Math.min(arrived, 1 << 17));
            if (hello.isPresent()) {
                return hello;
            }
            int end = completeRecords(records, consumed, arrived);
            reader.consumed(end - consumed);
            consumed = end;
        }
        return Optional.empty();
    }

    private static int completeRecords(byte[] records, int from, int limit) {
        int end = from;
        while (end + RECORD_HEADER <= limit && records[end] == 22) {
            int next = end + RECORD_HEADER + ((records[end + 3] & 0xFF) << 8 | (records[end + 4] & 0xFF));
            if (next > limit) {
                break;
            }
            end = next;
        }
        return end;
    }

    static Stream<byte[]> names() {
        return Stream.of("www.example.com", "*.example.com.", "bücher.example", "192.0.2.1", "a..b", "xn--", "[::1]")
                .map(name -> name.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("names")
    @FuzzTest
    void looksNamesUp(byte[] bytes) {
        lookUp(new String(bytes, StandardCharsets.UTF_8));
    }

    private static void lookUp(String name) {
        var match = INDEX.lookUp(Optional.of(name));
        assertThat(match.match()).isIn(ServerNameMatch.EXACT, ServerNameMatch.WILDCARD, ServerNameMatch.REJECTED);
        assertThat(match.candidates()).doesNotContain("*." + name);
    }

    @MethodSource("names")
    @FuzzTest
    void readsNamesOfAConfiguration(byte[] bytes) throws Exception {
        var name = new String(bytes, StandardCharsets.UTF_8);
        if (name.length() > 1_000) {
            return;
        }
        INPUT.readOrRefuse(IllegalArgumentException.class, () -> {
            var pattern = ServerNames.pattern(name);
            assertThat(ServerNames.pattern(pattern)).isEqualTo(pattern);
            assertThat(pattern).matches("(\\*\\.)?[a-z0-9._-]+");
        });
    }
}
