package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Set;

import org.junit.jupiter.api.Test;

class U16SetTests {

    @Test
    void areASetHoweverOftenTheyAreListed() {
        var codes = codes(0x1301, 0xC02B, 0x1301, 0);

        assertThat(codes).hasSize(3).containsExactly(0x1301, 0xC02B, 0);
        assertThat(codes)
                .isEqualTo(Set.of(0, 0xC02B, 0x1301))
                .hasSameHashCodeAs(Set.of(0, 0xC02B, 0x1301))
                .isNotEqualTo(Set.of(0, 0xC02B));
    }

    @Test
    void containWhatIsListedAndNothingElse() {
        var codes = codes(0x0403, 0xC02B);

        assertThat(codes.contains(0x0403)).isTrue();
        assertThat(codes.contains(0xC02B)).isTrue();
        assertThat(codes.contains(0x03C0)).isFalse();
        assertThat(codes.contains(0x1_0403)).isFalse();
        assertThat(codes.contains((Object) "0x0403")).isFalse();
    }

    @Test
    void areEmptyIfNoneIsListed() {
        assertThat(codes()).isEmpty();
        assertThat(codes().isEmpty()).isTrue();
        assertThat(codes(1).isEmpty()).isFalse();
    }

    @Test
    void beginWhereTheBufferIs() {
        var buffer =
                ByteBuffer.allocate(6).putShort((short) 1).putShort((short) 2).putShort((short) 3);

        assertThat(new U16Set(buffer.position(2))).containsExactly(2, 3);
    }

    private static U16Set codes(int... codes) {
        var list = ByteBuffer.allocate(2 * codes.length);
        for (int code : codes) {
            list.putShort((short) code);
        }
        return new U16Set(list.flip());
    }
}
