package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.AlertDescription;

class AlertRecordTests {

    @Test
    void isReadAsItWasWritten() {
        var buffer = ByteBuffer.allocate(2 + AlertRecord.LENGTH).position(2);

        buffer.put(AlertRecord.of(AlertDescription.UNKNOWN_CA));

        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(HexFormat.of().formatHex(buffer.array())).isEqualTo("000015030300020230");
        assertThat(AlertRecord.read(buffer, 2)).contains(AlertDescription.UNKNOWN_CA);
        assertThat(AlertRecord.read(buffer, 1)).isEmpty();
        assertThat(AlertRecord.read(buffer, 3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "15030300020228,   HANDSHAKE_FAILURE",
        "1503010002022800, HANDSHAKE_FAILURE",
        "150303000202,     ",
        "15030300020128,   ",
        "15030300030228,   ",
        "15030301020228,   ",
        "16030300020228,   ",
        "150303000202F0,   ",
    })
    void isAFatalAlertThatIsNotEncrypted(String records, AlertDescription alert) {
        assertThat(AlertRecord.read(ByteBuffer.wrap(HexFormat.of().parseHex(records)), 0)
                        .orElse(null))
                .isEqualTo(alert);
    }

    @ParameterizedTest
    @CsvSource({
        "15030300020250,   7, 15030300020230",
        "0015030300020250, 7, 0015030300020230",
        "15030300020150,   7, 15030300020150",
        "0015030300020250, 8, 0015030300020250",
        "16030300020250,   7, 16030300020250",
    })
    void isReplacedIfNothingElseWasWritten(String written, int length, String expected) {
        var buffer = ByteBuffer.wrap(HexFormat.of().parseHex(written));

        AlertRecord.replace(buffer.position(buffer.limit()), length, AlertDescription.UNKNOWN_CA);

        assertThat(HexFormat.of().withUpperCase().formatHex(buffer.array())).isEqualTo(expected);
        assertThat(buffer.hasRemaining()).isFalse();
    }
}
