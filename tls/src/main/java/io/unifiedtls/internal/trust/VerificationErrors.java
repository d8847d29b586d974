package io.unifiedtls.internal.trust;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509Certificate;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;

/** Creates the errors for refused certificates. */
final class VerificationErrors {

    private VerificationErrors() {}

    static void checkValidity(X509Certificate certificate, Instant now) throws CertificateVerificationException {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw expired(certificate, null);
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw early(certificate, null);
        }
    }

    /**
     * Refuses a chain that does not lead to a trusted CA.
     *
     * @param last the last certificate whose issuer was sent
     */
    static CertificateVerificationException unknownAuthority(X509Certificate leaf, X509Certificate last) {
        return unknownAuthority(
                leaf,
                last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                        ? "%s is self-signed and not in the trust store".formatted(last.getSubjectX500Principal())
                        : "its issuer %s is not in the trust store".formatted(last.getIssuerX500Principal()));
    }

    /** Refuses what another authority of the same name issued. */
    static CertificateVerificationException otherKey(X509Certificate leaf, X509Certificate last, boolean isTrusted) {
        return unknownAuthority(
                leaf,
                "its issuer %s is not in the trust store; the %s of that name has another key"
                        .formatted(last.getIssuerX500Principal(), isTrusted ? "trusted CA" : "certificate sent"));
    }

    private static CertificateVerificationException unknownAuthority(X509Certificate leaf, String reason) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA,
                "the certificate of %s was issued by an unknown CA: %s"
                        .formatted(leaf.getSubjectX500Principal(), reason),
                leaf,
                null);
    }

    /** Refuses a certificate that its issuer did not sign as it is. */
    static CertificateVerificationException badSignature(X509Certificate certificate, X509Certificate issuer) {
        return other(
                certificate,
                "its signature does not verify with the key of its issuer %s; it was altered, or signed with another key"
                        .formatted(issuer.getSubjectX500Principal()));
    }

    /** Refuses a certificate whose signature cannot be verified at all. */
    static CertificateVerificationException unsupportedSignature(X509Certificate certificate, X509Certificate issuer) {
        return other(
                certificate,
                "its signature (%s) cannot be verified; the key of its issuer %s is not supported: %s"
                        .formatted(
                                certificate.getSigAlgName(),
                                issuer.getSubjectX500Principal(),
                                KeyDescription.of(issuer.getPublicKey())));
    }

    /** Refuses a certificate for another reason. */
    static CertificateVerificationException other(X509Certificate certificate, String reason) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s".formatted(certificate.getSubjectX500Principal(), reason),
                certificate,
                null);
    }

    static CertificateVerificationException of(CertPathValidatorException refusal, CertificatePath path) {
        var index = refusal.getIndex();
        var certificate = (index >= 0 && index < path.certificates().size())
                ? path.certificates().get(index)
                : path.leaf();
        var name = certificate.getSubjectX500Principal();
        if (refusal.getReason() == BasicReason.EXPIRED) {
            return expired(certificate, refusal);
        }
        if (refusal.getReason() == BasicReason.NOT_YET_VALID) {
            return early(certificate, refusal);
        }
        if (refusal.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return disabled(
                    certificate, "jdk.certpath.disabledAlgorithms", String.valueOf(refusal.getMessage()), refusal);
        }
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s".formatted(name, refusal.getMessage()),
                certificate,
                refusal);
    }

    /** Refuses a certificate with what a security property of the JVM disables. */
    static CertificateVerificationException disabled(
            X509Certificate certificate, String property, String reason, @Nullable Throwable cause) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is disabled by the security property %s: %s"
                        .formatted(certificate.getSubjectX500Principal(), property, reason),
                certificate,
                cause);
    }

    private static CertificateVerificationException expired(X509Certificate certificate, @Nullable Throwable cause) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_EXPIRED,
                "the certificate of %s expired at %s"
                        .formatted(
                                certificate.getSubjectX500Principal(),
                                certificate.getNotAfter().toInstant()),
                certificate,
                cause);
    }

    private static CertificateVerificationException early(X509Certificate certificate, @Nullable Throwable cause) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_NOT_YET_VALID,
                "the certificate of %s is not valid before %s"
                        .formatted(
                                certificate.getSubjectX500Principal(),
                                certificate.getNotBefore().toInstant()),
                certificate,
                cause);
    }
}
