package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsRecordTests {

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
        assertThat(TlsRecord.isComplete(buffer(records))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',   false",
        "16,   false",
        "1603, true",
        "1602, false",
        "1503, false",
    })
    void tellsWhetherAHandshakeMessageBegins(String records, boolean expected) {
        assertThat(TlsRecord.isHandshake(buffer(records))).isEqualTo(expected);
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
