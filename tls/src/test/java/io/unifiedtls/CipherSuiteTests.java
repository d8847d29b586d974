package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CipherSuiteTests {

    @Test
    void isEqualByCode() {
        assertThat(CipherSuite.of(0x1301))
                .isEqualTo(CipherSuite.TLS_AES_128_GCM_SHA256)
                .hasSameHashCodeAs(CipherSuite.TLS_AES_128_GCM_SHA256)
                .isNotEqualTo(CipherSuite.of(0x1302))
                .hasToString("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void hasTheNameOfTheRegistryOrItsCode() {
        assertThat(CipherSuite.of(0xC02F).name()).isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(CipherSuite.of(0xFAFA).name()).isEqualTo("0xFAFA");
        assertThat(CipherSuite.of(0).code()).isZero();
        assertThat(CipherSuite.named("TLS_AES_256_GCM_SHA384")).contains(CipherSuite.TLS_AES_256_GCM_SHA384);
        assertThat(CipherSuite.named("TLS_NOTHING")).isEmpty();
        assertThat(CipherSuite.of(0x1305).isTls13()).isTrue();
        assertThat(CipherSuite.of(0xC02F).isTls13()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x10000})
    void has16Bits(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CipherSuite.of(code))
                .withMessage("the code of a cipher suite has 16 bits, unlike %#x", code);
    }

    @Test
    void hasForwardSecrecyAndAuthenticatedEncryptionByDefault() {
        assertThat(CipherSuite.DEFAULT_TLS_1_3).allMatch(CipherSuite::isTls13);
        assertThat(CipherSuite.DEFAULT_TLS_1_2)
                .extracting(CipherSuite::name)
                .allMatch(name -> name.matches("TLS_ECDHE_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_SHA\\d+"));
    }
}
