package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.internal.x509.CertificateExtension;

/**
 * Bounds what the JDK does about certificate policies (RFC 5280, section 6.1), which can be exponential in the length
 * of the path where authorities map policies to one another.
 */
final class CertificatePolicies {

    /** The most mappings for a path: the tree they can make of it has some thousand nodes then. */
    static final int MOST_MAPPINGS = 64;

    private static final String MAPPINGS = "2.5.29.33";

    private static final String CONSTRAINTS = "2.5.29.36";

    private CertificatePolicies() {}

    /**
     * Returns whether policies are to be mapped: not if no certificate requires a policy, since none can be missing
     * then. Refuses too many mappings if one does.
     */
    static boolean areMapped(CertificatePath path) throws CertificateVerificationException {
        if (path.certificates().stream()
                .noneMatch(certificate -> CertificateExtension.isPresent(certificate, CONSTRAINTS))) {
            return false;
        }
        var mappings = 0;
        for (var certificate : path.certificates()) {
            mappings += mappings(certificate);
        }
        if (mappings > MOST_MAPPINGS) {
            throw VerificationErrors.other(
                    path.leaf(), "its issuers map %d policies; the limit is %d".formatted(mappings, MOST_MAPPINGS));
        }
        return true;
    }

    private static int mappings(X509Certificate certificate) throws CertificateVerificationException {
        try {
            var extension = CertificateExtension.of(certificate, MAPPINGS);
            var mappings = 0;
            if (extension.isPresent()) {
                for (var sequence = extension.get().sequence(); sequence.hasMore(); mappings++) {
                    sequence.sequence();
                }
            }
            return mappings;
        } catch (IOException malformed) {
            throw VerificationErrors.other(certificate, "its policy mappings are malformed");
        }
    }
}
