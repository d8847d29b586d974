package io.unifiedtls.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class TicketKeyTests {

    private static byte[] bytes() {
        var bytes = new byte[48];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void hasThreeParts() {
        var key = TicketKey.of(bytes());

        assertThat(key.name()).isEqualTo(Arrays.copyOfRange(bytes(), 0, 16));
        assertThat(key.hmacKey()).isEqualTo(Arrays.copyOfRange(bytes(), 16, 32));
        assertThat(key.aesKey()).isEqualTo(Arrays.copyOfRange(bytes(), 32, 48));
        assertThatIllegalArgumentException().isThrownBy(() -> TicketKey.of(new byte[47]));
    }

    @Test
    void isEqualByValueAndShowsNothing() {
        assertThat(TicketKey.of(bytes()))
                .isEqualTo(TicketKey.of(bytes()))
                .hasSameHashCodeAs(TicketKey.of(bytes()))
                .isNotEqualTo(TicketKey.generate())
                .hasToString("TicketKey[secret]");
    }
}
