package io.unifiedtls.internal.trust;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509Certificate;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;

/** Says why a certificate is refused, to a person. */
final class Refusals {

    private Refusals() {}

    static void checkValidity(X509Certificate certificate, Instant now) throws CertificateVerificationException {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw expired(certificate, null);
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw early(certificate, null);
        }
    }

    static CertificateVerificationException unknownAuthority(CertificatePath path) {
        var last = path.last();
        var reason = last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                ? "%s is self-signed and not in the trust store".formatted(last.getSubjectX500Principal())
                : "its issuer %s is not in the trust store".formatted(last.getIssuerX500Principal());
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA,
                "the certificate of %s comes from an unknown authority: %s"
                        .formatted(path.leaf().getSubjectX500Principal(), reason),
                path.leaf(),
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
        if (refusal.getReason() == BasicReason.REVOKED) {
            return new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_REVOKED,
                    "the certificate of %s was revoked by %s".formatted(name, certificate.getIssuerX500Principal()),
                    certificate,
                    refusal);
        }
        if (refusal.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
            return new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_OTHER,
                    "no current revocation list of %s, which issued the certificate of %s"
                            .formatted(certificate.getIssuerX500Principal(), name),
                    certificate,
                    refusal);
        }
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s".formatted(name, refusal.getMessage()),
                certificate,
                refusal);
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
                HandshakeFailure.CERTIFICATE_EXPIRED,
                "the certificate of %s is not valid before %s"
                        .formatted(
                                certificate.getSubjectX500Principal(),
                                certificate.getNotBefore().toInstant()),
                certificate,
                cause);
    }
}
