package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class SessionTicketKeyTests {

    private static final String SECRET = "0123456789abcdef".repeat(3);

    private static final byte[] BYTES = SECRET.getBytes(StandardCharsets.US_ASCII);

    @Test
    void isEqualByValue() {
        assertThat(SessionTicketKey.fromBuffer(BYTES))
                .isEqualTo(SessionTicketKey.fromBuffer(BYTES))
                .hasSameHashCodeAs(SessionTicketKey.fromBuffer(BYTES))
                .isNotEqualTo(SessionTicketKey.generate());
        assertThat(SessionTicketKey.fromFile(Path.of("a.key")))
                .isEqualTo(SessionTicketKey.fromFile(Path.of("a.key")))
                .isNotEqualTo(SessionTicketKey.fromFile(Path.of("b.key")));
        assertThat(SessionTicketKey.generate()).isNotEqualTo(SessionTicketKey.generate());
    }

    @Test
    void neverShowsItsBytes() {
        var configuration = TlsServerConfiguration.builder()
                .sessionTicketKeys(
                        List.of(SessionTicketKey.fromBuffer(BYTES), SessionTicketKey.fromFile(Path.of("a.key"))))
                .build();

        assertThat(configuration.toString())
                .contains("[SessionTicketKey[a buffer of 48 bytes], SessionTicketKey[a.key]]")
                .doesNotContain("0123");
    }

    @Test
    void hasFortyEightBytesInAFileOrABuffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionTicketKey.fromBuffer(new byte[80]))
                .withMessage(
                        "invalid session ticket key of 80 bytes; it must have 48: a 16-byte name, a 16-byte HMAC key and a 16-byte AES key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionTicketKey(MaterialSource.id("alias:ticket")))
                .withMessage("id alias:ticket cannot be a session ticket key; use a file or a buffer");
    }
}
