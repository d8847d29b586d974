package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

class ClientOfferTests {

    /** With reserved values among versions, cipher suites, groups, extensions and ALPN protocols. */
    private static final String HELLO = "0303" + "00".repeat(32) + "00" // legacy version, random, session ID
            + "0006" + "0a0a" + "1301" + "c02f" // cipher suites
            + "0100" // compression
            + "0049"
            + "3a3a" + "0000"
            + "0000" + "000e" + "000c" + "00" + "0009" + "6c6f63616c686f7374" // server name
            + "002b" + "0007" + "06" + "4a4a" + "0304" + "7f1c" // versions
            + "000a" + "0008" + "0006" + "5a5a" + "11ec" + "4242" // groups
            + "000d" + "0006" + "0004" + "0804" + "ffff" // signature algorithms
            + "0010" + "000e" + "000c" + "02" + "2a2a" + "02" + "6832" + "05" + "782d0d0a79"; // ALPN

    private final ClientOffer offer = offer(HELLO);

    @Test
    void hasNames() {
        assertThat(this.offer.versions()).containsExactly("TLSv1.3", "0x7f1c");
        assertThat(this.offer.ciphers())
                .containsExactly(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
        assertThat(this.offer.groups()).containsExactly("X25519MLKEM768", "0x4242");
        assertThat(this.offer.signatureAlgorithms()).containsExactly("rsa_pss_rsae_sha256", "0xffff");
        assertThat(this.offer.protocols()).containsExactly(NextProtocol.H2, NextProtocol.of("x-\r\ny"));
    }

    @Test
    void leavesReservedValuesOutOfTheFingerprint() {
        assertThat(this.offer.ja4()).hasValueSatisfying(ja4 -> assertThat(ja4).startsWith("t00d0205h2_"));
    }

    @Test
    void hasTheLegacyVersionOfAnOldClient() {
        var old = offer("0302" + "00".repeat(32) + "00" + "0002" + "002f" + "0100");

        assertThat(old.versions()).containsExactly("TLSv1.1");
        assertThat(old.groups()).isEmpty();
        assertThat(old.ja4()).hasValueSatisfying(ja4 -> assertThat(ja4).startsWith("t11i010000_"));
    }

    @Test
    void isEmptyIfMalformed() {
        var bytes = HexFormat.of().parseHex(HELLO);
        for (int length = 0; length < bytes.length - 1; length++) {
            var truncated = ClientOffer.of(ByteBuffer.wrap(Arrays.copyOf(bytes, length)));

            assertThatCode(truncated::ja4).doesNotThrowAnyException();
        }
        var malformed = offer("0303");
        assertThat(malformed.versions()).isEmpty();
        assertThat(malformed.ciphers()).isEmpty();
        assertThat(malformed.protocols()).isEmpty();
        assertThat(malformed.ja4()).isEmpty();
    }

    @Test
    void isAValueThatDoesNotChangeWithTheBuffer() {
        var bytes = HexFormat.of().parseHex(HELLO);
        var buffer = ByteBuffer.wrap(bytes);

        var copied = ClientOffer.of(buffer);
        Arrays.fill(bytes, (byte) 0);

        assertThat(copied).isEqualTo(this.offer).hasSameHashCodeAs(this.offer);
        assertThat(buffer.position()).isZero();
        assertThat(copied).hasToString("ClientOffer[%d bytes]".formatted(bytes.length));
    }

    private static ClientOffer offer(String hexadecimal) {
        return ClientOffer.of(ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal)));
    }
}
