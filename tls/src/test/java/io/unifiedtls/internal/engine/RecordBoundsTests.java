package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordBoundsTests {

    private final RecordBounds bounds = new RecordBounds();

    @Test
    void knowsWhatIsMissingOfARecordThatComesInPieces() {
        assertThat(this.bounds.missing()).isEqualTo(5);
        this.bounds.read(new byte[] {22, 3, 3, 1}, 4);
        assertThat(this.bounds.missing()).isEqualTo(1);
        this.bounds.read(new byte[] {2}, 1);
        assertThat(this.bounds.missing()).isEqualTo(0x102);
        this.bounds.read(new byte[0x100], 0x100);
        assertThat(this.bounds.missing()).isEqualTo(2);
        this.bounds.read(new byte[2], 2);
        assertThat(this.bounds.missing()).isEqualTo(5);
    }

    @Test
    void knowsThatAnEmptyRecordIsItsHeaderAlone() {
        this.bounds.read(new byte[] {23, 3, 3, 0, 0}, 5);

        assertThat(this.bounds.missing()).isEqualTo(5);
    }
}
