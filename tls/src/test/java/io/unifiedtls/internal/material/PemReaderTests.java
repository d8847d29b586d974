package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;

class PemReaderTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN X-----\nAQID\n-----END X-----\n",
                "-----BEGIN X-----\nAQID\n-----END X-----",
                "-----BEGIN X-----\r\nAQ\r\nID\r\n-----END X-----\r\n",
                "-----BEGIN X-----\rAQID\r-----END X-----\r",
                "  -----BEGIN X-----  \n\t AQID  \n\n  -----END X-----  \n",
                "\u00EF\u00BB\u00BF-----BEGIN X-----\nAQID\n-----END X-----\n",
                "Bag Attributes\n    friendlyName: x\n-----BEGIN X-----\nAQID\n-----END X-----\nthe end",
                "-----BEGIN X-----\nComment: a\n b\n\nAQID\n-----END X-----\n",
                "-----BEGIN X----- AQID -----END X-----",
            })
    void readsABlockHoweverItIsLaidOut(String text) throws Exception {
        var blocks = PemReader.read(bytes(text), "x.pem");

        assertThat(blocks).singleElement().satisfies(block -> {
            assertThat(block.label()).isEqualTo("X");
            assertThat(block.kind()).isEqualTo(PemType.OTHER);
            assertThat(block.decode("x.pem")).containsExactly(1, 2, 3);
            assertThat(block).hasToString("PemBlock[X]");
        });
    }

    @Test
    void keepsTheOrderOfBlocks() throws Exception {
        var blocks = PemReader.read(
                bytes("-----BEGIN B-----\n-----END B-----\n-----BEGIN A-----\n-----END A-----\n"), "x.pem");

        assertThat(blocks).extracting(PemBlock::label).containsExactly("B", "A");
    }

    @Test
    void findsNoBlockInAnythingElse() throws Exception {
        assertThat(PemReader.read(bytes("<html>not found</html>"), "x.pem")).isEmpty();
        assertThat(PemReader.read(new byte[] {0x30, 0x03, 0x02, 0x01}, "x.der")).isEmpty();
        assertThat(PemReader.read(new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}, "x.der"))
                .isEmpty();
        assertThat(PemReader.read(new byte[] {0x30, (byte) 0x84, 0x7F, -1, -1, -1}, "x.der"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "\u00EF\u00BB\u00BF"})
    void refusesEmptyContent(String text) {
        assertRefused(text, "/etc/x.pem is empty");
    }

    @Test
    void refusesABlockWithoutEnd() {
        assertRefused(
                "-----BEGIN CERTIFICATE-----\nAQID\n",
                "/etc/x.pem is truncated; the line '-----END CERTIFICATE-----' is missing");
        assertRefused(
                "-----BEGIN CERTIFICATE-----\nAQID\n-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n",
                "/etc/x.pem is truncated; the line '-----END CERTIFICATE-----' is missing");
    }

    @Test
    void refusesAMalformedLabelWithoutQuotingIt() {
        var message = "malformed '-----BEGIN …-----' line in /etc/x.pem";

        assertRefused("-----BEGIN CERTIF", message);
        assertRefused("-----BEGIN PRIVATE KEY----\nAQID\n-----END PRIVATE KEY-----\n", message);
        assertRefused("-----BEGIN PRIVATE KEY AQIDabcd -----END PRIVATE KEY-----\n", message);
        assertRefused("-----BEGIN \u0007-----\nAQID\n-----END \u0007-----\n", message);
    }

    @Test
    void refusesUtf16() {
        assertRefused("\u00FF\u00FE-\0-\0", "/etc/x.pem is UTF-16 text; save it as UTF-8");
    }

    @Test
    void refusesBadBase64WithoutQuotingIt() throws Exception {
        var block = PemReader.read(bytes("-----BEGIN PRIVATE KEY-----\nAQ!D\n-----END PRIVATE KEY-----\n"), "x.pem")
                .get(0);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> block.decode("/etc/x.pem"))
                .withMessage("bad base64 in the PRIVATE KEY of /etc/x.pem")
                .withNoCause();
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PemReader.read(bytes(text), "/etc/x.pem"))
                .withMessage(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
