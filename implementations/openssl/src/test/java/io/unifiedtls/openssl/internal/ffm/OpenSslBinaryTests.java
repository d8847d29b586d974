package io.unifiedtls.openssl.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.openssl.internal.ffm.OpenSslBinary.Names;

class OpenSslBinaryTests {

    @Test
    void isFound() {
        assertThat(OpenSslBinary.unavailability()).isEmpty();
        assertThat(OpenSslBinary.present().version()).startsWith("OpenSSL 3.");
    }

    @Test
    void saysWhatItLookedFor() {
        assertThat(OpenSslBinary.load(List.of(new Names("libssl.so.99", "libcrypto.so.99"))))
                .isEqualTo("no OpenSSL 3 found (libssl.so.99)");
    }

    @Test
    void refusesOtherLibrariesAndVersions() {
        assertThat(OpenSslBinary.refusal("OpenSSL 3.0.17 1 Jul 2025", 0x30000110L))
                .isEmpty();
        assertThat(OpenSslBinary.refusal("LibreSSL 4.0.0", 0x20000000L))
                .contains("the library is LibreSSL 4.0.0 instead of OpenSSL");
        assertThat(OpenSslBinary.refusal("OpenSSL 1.1.1w  11 Sep 2023", 0x1010117fL))
                .contains("the library is OpenSSL 1.1.1w  11 Sep 2023; it needs OpenSSL 3");
        assertThat(OpenSslBinary.refusal("OpenSSL 4.0.0 1 Apr 2026", 0x40000000L))
                .contains("the library is OpenSSL 4.0.0 1 Apr 2026; it needs OpenSSL 3");
    }

    @Test
    void looksWhereHomebrewInstalls() {
        assertThat(Names.on("Mac OS X"))
                .extracting(Names::ssl)
                .containsExactly(
                        "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib",
                        "/usr/local/opt/openssl@3/lib/libssl.3.dylib");
        assertThat(Names.on("Linux")).containsExactly(new Names("libssl.so.3", "libcrypto.so.3"));
    }
}
