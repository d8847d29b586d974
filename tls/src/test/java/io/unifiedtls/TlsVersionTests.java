package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlsVersionTests {

    @Test
    void hasTheNamesOfJsse() {
        assertThat(TlsVersion.MINIMUM_SUPPORTED.protocol()).isEqualTo("TLSv1.2");
        assertThat(TlsVersion.TLSv1_2.protocol()).isEqualTo("TLSv1.2");
        assertThat(TlsVersion.TLSv1_3.protocol()).isEqualTo("TLSv1.3");
        assertThat(TlsVersion.MAXIMUM_SUPPORTED.protocol()).isEqualTo("TLSv1.3");
        assertThat(TlsVersion.TLSv1_3.code()).isEqualTo(0x0304);
    }
}
