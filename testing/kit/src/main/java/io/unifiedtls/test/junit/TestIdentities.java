package io.unifiedtls.test.junit;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Test certificates as configurations take them. */
public final class TestIdentities {

    private TestIdentities() {}

    /** Returns a certificate with its key and the intermediate certificates above it. */
    public static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    /** Returns a trust store with the certificate of one authority. */
    public static TrustStore trust(TestAuthority authority) {
        return TrustStore.fromBuffer(authority.certificatePem());
    }
}
