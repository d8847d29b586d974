package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.internal.x509.KeyStrength;

/**
 * The certificates from a leaf to a trusted authority.
 *
 * @param certificates the leaf and its issuers, without the trusted authority unless that is the leaf itself
 * @param anchor the trusted authority
 */
record CertificatePath(List<X509Certificate> certificates, X509Certificate anchor) {

    CertificatePath {
        certificates = List.copyOf(certificates);
    }

    X509Certificate leaf() {
        return this.certificates.get(0);
    }

    /** Returns the certificates and the trusted authority behind them. */
    List<X509Certificate> withAnchor() {
        return isTrustedLeaf()
                ? this.certificates
                : Stream.concat(this.certificates.stream(), Stream.of(this.anchor))
                        .toList();
    }

    /** Returns whether the leaf itself is trusted. */
    boolean isTrustedLeaf() {
        return this.anchor.equals(leaf());
    }

    /** Refuses a key or a signature that is too weak, that of the trusted authority included. */
    void checkStrength() throws CertificateVerificationException {
        for (var certificate : this.certificates) {
            // A trusted certificate is trusted for itself; its signature does not matter.
            refuse(
                    certificate,
                    this.anchor.equals(certificate) ? Optional.empty() : SignatureStrength.weakness(certificate));
            refuse(certificate, KeyStrength.weakness(certificate.getPublicKey()));
        }
        refuse(this.anchor, KeyStrength.weakness(this.anchor.getPublicKey()));
    }

    private static void refuse(X509Certificate certificate, Optional<String> weakness)
            throws CertificateVerificationException {
        if (weakness.isPresent()) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_OTHER,
                    "the certificate of %s is too weak: %s"
                            .formatted(certificate.getSubjectX500Principal(), weakness.get()),
                    certificate,
                    null);
        }
    }
}
