/** Keys and certificates in PKCS#11 tokens. */
module io.unifiedtls.pkcs11 {
    requires io.unifiedtls;
    requires jdk.crypto.cryptoki;
    requires static org.jspecify;

    provides io.unifiedtls.internal.material.TokenReader with
            io.unifiedtls.pkcs11.Pkcs11TokenReader;
}
