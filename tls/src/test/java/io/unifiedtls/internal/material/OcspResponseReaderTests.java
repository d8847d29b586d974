package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerWriter;

class OcspResponseReaderTests {

    private static final byte[] SUCCESSFUL = {0x0A, 1, 0};

    /** The length of the whole response takes one to four bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 0x7F - 5, 0x80 - 5, 0xFF, 0x1_00, 0x1_00_00})
    void readsASuccessfulResponseOfAnyLength(int length) throws Exception {
        var response = DerWriter.sequence(SUCCESSFUL, DerWriter.octets(new byte[length]));

        assertThat(OcspResponseReader.read(response, "ocsp.der")).isEqualTo(response);
    }

    @Test
    void returnsACopy() throws Exception {
        var response = DerWriter.sequence(SUCCESSFUL);

        assertThat(OcspResponseReader.read(response, "ocsp.der"))
                .isEqualTo(response)
                .isNotSameAs(response);
    }

    /** RFC 6960, section 4.2.1: what a responder answers that has nothing to say of the certificate. */
    @ParameterizedTest
    @ValueSource(bytes = {1, 2, 3, 5, 6})
    void refusesAnErrorOfTheResponder(byte status) {
        var response = DerWriter.sequence(new byte[] {0x0A, 1, status});

        assertRefused(
                response, "the OCSP response in ocsp.der is an error (status %d); request it again".formatted(status));
    }

    @ParameterizedTest
    @CsvSource({
        "'',           empty",
        "30,           nothing but a tag",
        "3000,         without a status",
        "30020A01,     a status that is cut short",
        "3003020100,   an INTEGER for a status",
        "30030A0100FF, more bytes behind",
        "30040A020000, a status of two bytes",
        "30040A0000FF, a status of no byte",
        "31030A0100,   a SET",
        "30810A,       a length that is cut short",
    })
    void refusesWhatIsNoResponse(String hexadecimal) {
        assertMalformed(HexFormat.of().parseHex(hexadecimal));
    }

    @Test
    void refusesPem() {
        assertMalformed("-----BEGIN OCSP RESPONSE-----\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertMalformed(byte[] content) {
        assertRefused(content, "no OCSP response found in ocsp.der; it must be in DER");
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> OcspResponseReader.read(content, "ocsp.der"))
                .withMessage(message);
    }
}
