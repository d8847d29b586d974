package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class RecordFramerTests {

    private final RecordFramer bounds = new RecordFramer();

    @Test
    void knowsWhatIsMissingOfARecordThatComesInPieces() {
        assertThat(this.bounds.missing()).isEqualTo(5);
        read(new byte[] {22, 3, 3, 1});
        assertThat(this.bounds.missing()).isEqualTo(1);
        read(new byte[] {2});
        assertThat(this.bounds.missing()).isEqualTo(0x102);
        read(new byte[0x100]);
        assertThat(this.bounds.missing()).isEqualTo(2);
        read(new byte[2]);
        assertThat(this.bounds.missing()).isEqualTo(5);
    }

    @Test
    void knowsThatAnEmptyRecordIsItsHeaderAlone() {
        read(new byte[] {23, 3, 3, 0, 0});

        assertThat(this.bounds.missing()).isEqualTo(5);
    }

    private void read(byte[] bytes) {
        this.bounds.read(ByteBuffer.wrap(bytes).position(bytes.length), bytes.length);
    }
}
