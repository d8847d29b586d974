package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFaultTests {

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
        "1303030001,     UNKNOWN",
        "1803030001,     UNKNOWN",
        "9603030001,     UNKNOWN",
        "1602030001,     UNKNOWN",
        "1604030001,     UNKNOWN",
        "1503030002,     ",
        "150303000201,   ",
        "15030300020100, ",
        "15030300020200, ",
        "15030300020000, NO_ALERT_LEVEL",
        "15030300020300, NO_ALERT_LEVEL",
        "15030300030000, ",
        "16030300020000, ",
    })
    void saysWhatIsWrongWithARecord(String records, RecordFault fault) {
        assertThat(RecordFault.of(buffer(records)).orElse(null)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "16030100,       ",
        "1603010001,     ",
        "1503010002,     ",
        "1603010000,     EMPTY",
        "1603014141,     TOO_LARGE",
        "15030300020000, NO_ALERT_LEVEL",
        "1403030001,     NOT_TLS",
        "1703030001,     NOT_TLS",
        "1602000001,     NOT_TLS",
        "474554202F,     NOT_TLS",
    })
    void saysWhatIsWrongWithTheFirstRecordOfAConnection(String records, RecordFault fault) {
        assertThat(RecordFault.ofFirst(buffer(records)).orElse(null)).isEqualTo(fault);
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
