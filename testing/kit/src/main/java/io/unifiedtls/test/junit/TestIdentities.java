package io.unifiedtls.test.junit;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Converts test certificates to configuration values. */
public final class TestIdentities {

    private TestIdentities() {}

    /** Returns a signing chain with the certificate, its key and its intermediate certificates. */
    public static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    /** Returns a trust store that contains only this CA certificate. */
    public static TrustStore trust(TestAuthority authority) {
        return TrustStore.fromBuffer(authority.certificatePem());
    }
}
