package io.unifiedtls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvalidRecordsTests {

    @ParameterizedTest
    @EnumSource(names = "NO_ALERT_LEVEL", mode = EnumSource.Mode.EXCLUDE)
    void makesARecordForWhichTheSameAlertIsRight(RecordFault fault) {
        assertThat(RecordFault.of(InvalidRecords.with(fault)))
                .hasValueSatisfying(made -> assertThat(made.alert()).isEqualTo(fault.alert()));
    }

    @Test
    void makesARecordThatCannotBeDecryptedForAnAlertWithoutALevel() {
        assertThat(InvalidRecords.with(RecordFault.NO_ALERT_LEVEL)).isEqualTo(InvalidRecords.undecryptable());
        assertThat(RecordFault.of(InvalidRecords.undecryptable())).isEmpty();
        assertThat(TlsRecord.isComplete(InvalidRecords.undecryptable())).isTrue();
    }

    @Test
    void makesARecordThatIsShorterThanAnyTag() {
        assertThat(RecordFault.of(InvalidRecords.tooShort())).isEmpty();
        assertThat(TlsRecord.isComplete(InvalidRecords.tooShort())).isTrue();
        assertThat(InvalidRecords.tooShort().remaining()).isEqualTo(TlsRecord.HEADER_LENGTH + 1);
    }

    @Test
    void makesAHeaderOfTheLargestLength() {
        assertThat(RecordFault.of(InvalidRecords.endless())).contains(RecordFault.TOO_LARGE);
        assertThat(InvalidRecords.endless().remaining()).isEqualTo(TlsRecord.HEADER_LENGTH);
    }
}
