package io.unifiedtls.internal.trust;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.internal.pem.KeyStrength;

/**
 * The certificates of a peer, in order from the leaf towards the authority that issued the last one.
 *
 * @param certificates the leaf and its issuers, without the trusted authority
 * @param anchor the trusted authority, if they lead to one
 */
record CertificatePath(List<X509Certificate> certificates, Optional<X509Certificate> anchor) {

    /** Puts what a peer sent in order, and drops what does not belong to the path. */
    static CertificatePath of(List<X509Certificate> sent, List<X509Certificate> authorities) {
        var path = new ArrayList<X509Certificate>();
        var left = new ArrayList<>(sent.subList(1, sent.size()));
        for (var next = Optional.of(sent.get(0)); next.isPresent(); next = issuer(path.get(path.size() - 1), left)) {
            var certificate = next.get();
            left.remove(certificate);
            if (authorities.contains(certificate) && !path.isEmpty()) {
                return new CertificatePath(List.copyOf(path), next);
            }
            path.add(certificate);
            if (authorities.contains(certificate)) {
                return new CertificatePath(List.copyOf(path), next);
            }
            var authority = issuer(certificate, authorities);
            if (authority.isPresent()) {
                return new CertificatePath(List.copyOf(path), authority);
            }
        }
        return new CertificatePath(List.copyOf(path), Optional.empty());
    }

    static CertificatePath of(PKIXCertPathBuilderResult built) {
        var certificates = built.getCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList();
        return new CertificatePath(
                certificates, Optional.of(built.getTrustAnchor().getTrustedCert()));
    }

    X509Certificate leaf() {
        return this.certificates.get(0);
    }

    X509Certificate last() {
        return this.certificates.get(this.certificates.size() - 1);
    }

    /** Returns the certificates and the trusted authority behind them. */
    List<X509Certificate> withAnchor() {
        return Stream.concat(this.certificates.stream(), this.anchor.stream().filter(any -> !isTrustedLeaf()))
                .toList();
    }

    /** Returns whether the leaf itself is trusted. */
    boolean isTrustedLeaf() {
        return isAnchor(leaf());
    }

    /** Refuses a key or a signature that is too weak, that of the trusted authority included. */
    void checkStrength() throws CertificateVerificationException {
        for (var certificate : this.certificates) {
            // A trusted certificate is trusted for itself; nobody relies on its signature.
            refuse(certificate, isAnchor(certificate) ? Optional.empty() : SignatureStrength.weakness(certificate));
            refuse(certificate, KeyStrength.weakness(certificate.getPublicKey()));
        }
        if (this.anchor.isPresent()) {
            refuse(this.anchor.get(), KeyStrength.weakness(this.anchor.get().getPublicKey()));
        }
    }

    private boolean isAnchor(X509Certificate certificate) {
        return this.anchor.filter(certificate::equals).isPresent();
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

    private static Optional<X509Certificate> issuer(X509Certificate certificate, List<X509Certificate> among) {
        return among.stream()
                .filter(issuer -> certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()))
                .filter(issuer -> isSignedBy(certificate, issuer))
                .findFirst();
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }
}
