package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.fixtures.Untrusted;

/** What reads the names of protocols, cipher suites and alerts. */
@Timeout(20)
class NamesFuzzTests {

    private static final Untrusted INPUT = Untrusted.open();

    static Stream<byte[]> names() {
        return Stream.of("h2", "http/1.1", "TLS_AES_128_GCM_SHA256", "0x1301", "unknown_ca", "\u00E9")
                .map(name -> name.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("names")
    @FuzzTest
    void readsNames(byte[] bytes) throws Exception {
        var name = new String(bytes, StandardCharsets.UTF_8);

        INPUT.readOrRefuse(IllegalArgumentException.class, () -> {
            var protocol = NextProtocol.of(bytes);
            assertThat(protocol.bytes()).isEqualTo(bytes);
            assertThat(NextProtocol.of(protocol.wireName().getBytes(StandardCharsets.ISO_8859_1)))
                    .isEqualTo(protocol);
            assertThat(protocol.toString()).isNotEmpty();
        });
        CipherSuite.named(name).ifPresent(suite -> assertThat(suite.name()).isEqualTo(name));
        AlertDescription.named(name)
                .ifPresent(alert -> assertThat(alert.protocolName()).isEqualTo(name));
    }
}
