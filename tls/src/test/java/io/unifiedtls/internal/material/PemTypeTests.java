package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTypeTests {

    @ParameterizedTest
    @CsvSource({
        "X509 CERTIFICATE,        CERTIFICATE",
        "X.509 CERTIFICATE,       CERTIFICATE",
        "CRL,                     REVOCATION_LIST",
        "NEW CERTIFICATE REQUEST, SIGNING_REQUEST",
        "RSA PUBLIC KEY,          PUBLIC_KEY",
        "CMS,                     PKCS7",
        "ANY PRIVATE KEY,         OTHER_PRIVATE_KEY",
        "PRIVATE KEYS,            OTHER",
        "certificate,             OTHER",
    })
    void isFoundByTheLabel(String label, PemType kind) {
        assertThat(PemType.ofLabel(label)).isEqualTo(kind);
    }

    /** By as little as a tool that was stopped may have written. */
    @ParameterizedTest
    @CsvSource({
        "FEEDFEED,       JKS",
        "CECECECE,       JCEKS",
        "3080020103,     PKCS12",
        "FEEDFE,         OTHER",
        "FEEDFEEC,       OTHER",
        "30800201,       OTHER",
        "3080020104,     OTHER",
        "3000,           OTHER",
        "3003020100,     OTHER",
        "300402010005,   OTHER",
    })
    void isFoundByTheFirstBytes(String content, PemType kind) {
        assertThat(PemType.ofBinary(HexFormat.of().parseHex(content))).isEqualTo(kind);
    }
}
