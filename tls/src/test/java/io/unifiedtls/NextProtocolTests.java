package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextProtocolTests {

    @Test
    void isEqualByBytesWhichAreCopied() {
        var bytes = "h2".getBytes(StandardCharsets.US_ASCII);
        var protocol = NextProtocol.of(bytes);
        bytes[0] = 'x';
        protocol.bytes()[0] = 'x';

        assertThat(protocol)
                .isEqualTo(NextProtocol.H2)
                .hasSameHashCodeAs(NextProtocol.H2)
                .isNotEqualTo(NextProtocol.HTTP1)
                .hasToString("h2");
        assertThat(NextProtocol.of(new byte[] {(byte) 0xFF, 1})).hasToString("0xff01");
        assertThat(NextProtocol.of("é").bytes()).containsExactly(0xC3, 0xA9);
        assertThat(NextProtocol.of("é").wireName()).isEqualTo("\u00C3\u00A9");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void has1To255Bytes(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NextProtocol.of(new byte[length]))
                .withMessage("an ALPN protocol must have 1 to 255 bytes, not %d", length);
        assertThat(NextProtocol.of(new byte[255]).bytes()).hasSize(255);
    }
}
