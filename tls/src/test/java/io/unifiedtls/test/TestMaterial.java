package io.unifiedtls.test;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TrustStore;

/** What the tests make, as configurations take it. */
public final class TestMaterial {

    private TestMaterial() {}

    public static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    public static TrustStore trust(TestAuthority authority) {
        return TrustStore.fromBuffer(authority.certificatePem());
    }
}
