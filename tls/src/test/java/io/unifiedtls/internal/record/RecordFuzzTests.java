package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.AlertDescription;

/** What reads alerts and records, given what any peer may send. */
@Timeout(20)
class RecordFuzzTests {

    private static final int HEADER = 5;

    static Stream<byte[]> records() {
        return Stream.of(
                new byte[] {21, 3, 3, 0, 2, 2, 48},
                new byte[] {21, 3, 3, 0, 2, 1, 0, 22, 3, 3, 0, 0},
                new byte[] {23, 3, 3, 0, 3, 1, 2, 3, 21, 3, 3, 0, 2, 2, 80});
    }

    @MethodSource("records")
    @FuzzTest
    void readsAlerts(byte[] records) {
        for (int start = 0; start <= records.length; start++) {
            AlertRecord.read(ByteBuffer.wrap(records), start);
        }
        var written = ByteBuffer.wrap(records.clone()).position(records.length);
        AlertRecord.replace(written, records.length, AlertDescription.UNKNOWN_CA);
        AlertRecord.read(written, 0)
                .ifPresent(alert -> assertThat(records.length != 7 || alert == AlertDescription.UNKNOWN_CA)
                        .isTrue());
    }

    @MethodSource("records")
    @FuzzTest
    void findsTheEndOfEachRecord(byte[] records) {
        var bounds = new RecordFramer();
        int start = 0;
        for (int end = 1; end <= records.length; end++) {
            bounds.read(ByteBuffer.wrap(records).position(end), 1);
            int length = HEADER;
            if (end - start >= HEADER) {
                length += (records[start + 3] & 0xFF) << 8 | records[start + 4] & 0xFF;
            }
            if (end - start == length) {
                start = end;
                length = HEADER;
            }
            assertThat(bounds.missing()).isEqualTo(length - (end - start));
        }
    }
}
