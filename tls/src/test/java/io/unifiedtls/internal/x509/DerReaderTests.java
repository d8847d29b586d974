package io.unifiedtls.internal.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.HexFormat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTests {

    /** X.690, section 8.19.4: the first two numbers share a byte, and the second one is below 40 after 0 and 1 only. */
    @ParameterizedTest
    @CsvSource({
        "0600,                       ''",
        "060100,                     0.0",
        "060127,                     0.39",
        "060128,                     1.0",
        "06014F,                     1.39",
        "060150,                     2.0",
        "06017F,                     2.47",
        "06028837,                   2.999",
        "0603550403,                 2.5.4.3",
        "06092A864886F70D010101,     1.2.840.113549.1.1.1",
        "06062B8FFFFFFF7F,           1.3.4294967295",
    })
    void readsAnObjectIdentifier(String encoded, String dotted) throws Exception {
        var reader = reader(encoded);

        assertThat(reader.objectIdentifier()).isEqualTo(dotted);
        assertThat(reader.hasMore()).isFalse();
    }

    @Test
    void refusesAnObjectIdentifierThatIsCutShort() {
        assertRefused(() -> reader("06022A86").objectIdentifier(), "a truncated object identifier");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x7F, 0x80, 0xFF, 0x1_00, 0xFF_FF, 0x1_00_00, 0xFF_FF_FF, 0x1_00_00_00})
    void readsWhatWasWrittenWhateverItsLength(int length) throws Exception {
        var encoded = DerWriter.octets(new byte[length]);
        var reader = DerReader.of(encoded);

        assertThat(reader.octets()).hasSize(length);
        assertThat(reader.hasMore()).isFalse();
        assertThat(DerReader.of(encoded).element()).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"04", "0401", "04020A", "0481", "048101", "048200", "04820001", "04847FFFFFFF", "0484FFFFFFFF"})
    void refusesAnElementThatIsCutShort(String encoded) {
        assertRefused(() -> reader(encoded).octets(), "a truncated element");
    }

    @Test
    void refusesAnIndefiniteLength() {
        assertRefused(() -> reader("048001020000").octets(), "an indefinite length");
    }

    @Test
    void refusesAnElementOfAnotherKind() {
        assertRefused(() -> reader("020101").octets(), "no element with tag 0x04 where one belongs");
        assertRefused(() -> reader("").octets(), "no element with tag 0x04 where one belongs");
        assertRefused(() -> reader("").skip(), "no element where one belongs");
        assertRefused(() -> reader("0200").integer(), "an integer without a value");
    }

    @Test
    void readsOneElementAfterTheOther() throws Exception {
        var reader = reader("0201FF A00401020304 0500 0403010203".replace(" ", ""));

        assertThat(reader.integer()).isEqualTo(-1);
        assertThat(reader.nextTag()).isEqualTo(0xA0);
        assertThat(reader.element()).containsExactly(0xA0, 4, 1, 2, 3, 4);
        reader.skip();
        assertThat(reader.octets()).containsExactly(1, 2, 3);
        assertThat(reader.hasMore()).isFalse();
        assertThat(reader.nextIs(0x04)).isFalse();
    }

    @Test
    void saysWhatFollowsWithoutReadingOn() throws Exception {
        var reader = reader("020101 0400 0500 0600 0300 3000 1700 1800 8000 A100".replace(" ", ""));

        assertThat(reader.shape(2)).isEqualTo("INTEGER OCTETS");
        assertThat(reader.shape(99)).isEqualTo("INTEGER OCTETS OTHER OID BITS SEQUENCE TIME TIME TAGGED TAGGED");
        assertThat(reader.integer()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3000, true", "30020500, true", "'', false", "0400, false", "300000, false", "3001, false"})
    void tellsASingleSequence(String encoded, boolean expected) {
        assertThat(DerReader.isOneElement(HexFormat.of().parseHex(encoded))).isEqualTo(expected);
    }

    private static DerReader reader(String encoded) {
        return DerReader.of(HexFormat.of().parseHex(encoded));
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatIOException().isThrownBy(reading).withMessage(message);
    }
}
