package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.internal.engine.RecordHeader.Fault;

class RecordHeaderTests {

    /** The largest record that every library has room for has 0x4140 bytes. */
    @ParameterizedTest
    @CsvSource({
        "'',             ",
        "16030100,       ",
        "1603010000,     EMPTY",
        "1603010001,     ",
        "1403030001,     ",
        "1403030000,     EMPTY",
        "1703030000,     ",
        "1703034140,     ",
        "1703034141,     TOO_LARGE",
        "170303FFFF,     TOO_LARGE",
        "1303030001,     NO_RECORD",
        "1803030001,     NO_RECORD",
        "9603030001,     NO_RECORD",
        "1602030001,     NO_RECORD",
        "1604030001,     NO_RECORD",
        "1503030002,     ",
        "150303000201,   ",
        "15030300020100, ",
        "15030300020200, ",
        "15030300020000, NO_LEVEL",
        "15030300020300, NO_LEVEL",
        "15030300030000, ",
        "16030300020000, ",
    })
    void saysWhatIsWrongWithARecord(String records, Fault fault) {
        assertThat(RecordHeader.fault(buffer(records)).orElse(null)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "16030100,       ",
        "1603010001,     ",
        "1503010002,     ",
        "1603010000,     EMPTY",
        "1603014141,     TOO_LARGE",
        "15030300020000, NO_LEVEL",
        "1403030001,     NOT_TLS",
        "1703030001,     NOT_TLS",
        "1602000001,     NOT_TLS",
        "474554202F,     NOT_TLS",
    })
    void saysWhatIsWrongWithTheFirstRecordOfAConnection(String records, Fault fault) {
        assertThat(RecordHeader.firstFault(buffer(records)).orElse(null)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "'',             false",
        "17030300,       false",
        "1703030000,     true",
        "1703030001,     false",
        "170303000100,   true",
        "17030300010000, true",
        "1703030100FF,   false",
    })
    void tellsWhetherTheWholeRecordIsThere(String records, boolean expected) {
        assertThat(RecordHeader.isComplete(buffer(records))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = "NO_LEVEL", mode = EnumSource.Mode.EXCLUDE)
    void makesARecordForWhichTheSameAlertIsRight(Fault fault) {
        assertThat(RecordHeader.fault(RecordHeader.refused(fault)))
                .hasValueSatisfying(made -> assertThat(made.alert()).isEqualTo(fault.alert()));
    }

    @Test
    void makesARecordThatCannotBeDecryptedForAnAlertWithoutALevel() {
        assertThat(RecordHeader.refused(Fault.NO_LEVEL)).isEqualTo(RecordHeader.refused());
        assertThat(RecordHeader.fault(RecordHeader.refused())).isEmpty();
        assertThat(RecordHeader.isComplete(RecordHeader.refused())).isTrue();
    }

    @Test
    void makesARecordThatIsShorterThanAnyTag() {
        assertThat(RecordHeader.fault(RecordHeader.tooShort())).isEmpty();
        assertThat(RecordHeader.isComplete(RecordHeader.tooShort())).isTrue();
        assertThat(RecordHeader.tooShort().remaining()).isEqualTo(RecordHeader.LENGTH + 1);
    }

    /** Returns a buffer with something before and behind the bytes, in an order that is not that of the network. */
    private static ByteBuffer buffer(String hexadecimal) {
        var bytes = HexFormat.of().parseHex(hexadecimal);
        return ByteBuffer.allocate(bytes.length + 6)
                .position(3)
                .put(bytes)
                .flip()
                .position(3)
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
