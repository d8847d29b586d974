package io.unifiedtls.autoconfigure.inspection;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.unifiedtls.CertificateDetails;

/**
 * A certificate.
 *
 * @param key the key algorithm and its size in bits, such as {@code EC 256}
 * @param daysLeft full days until it expires; negative afterwards
 * @param sha256 the SHA-256 fingerprint
 */
public record CertificateDescriptor(
        String subject,
        String issuer,
        String serialNumber,
        String key,
        String signatureAlgorithm,
        Instant validFrom,
        Instant validUntil,
        long daysLeft,
        String sha256) {

    public static CertificateDescriptor of(X509Certificate certificate, Instant now) {
        var details = details(certificate);
        return new CertificateDescriptor(
                details.subject(),
                details.issuer(),
                details.serialNumber(),
                (details.keyBits() == 0) ? details.keyAlgorithm() : details.keyAlgorithm() + " " + details.keyBits(),
                details.signatureAlgorithm(),
                details.validFrom(),
                details.validUntil(),
                ChronoUnit.DAYS.between(now, details.validUntil()),
                details.fingerprint());
    }

    private static CertificateDetails details(X509Certificate certificate) {
        try {
            return CertificateDetails.of(certificate.getEncoded());
        } catch (CertificateEncodingException neverOfParsed) {
            throw new IllegalStateException(neverOfParsed);
        }
    }
}
