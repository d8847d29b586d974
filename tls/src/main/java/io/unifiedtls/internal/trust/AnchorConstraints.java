package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

import io.unifiedtls.CertificateVerificationException;

/**
 * Checks whether a trusted certificate may issue what leads to it: the JDK's path validation only looks at its name and
 * key (RFC 5280, section 6.1.1), so that the owner of the key of a trusted server could issue certificates for every
 * host.
 */
final class AnchorConstraints {

    private static final int KEY_CERT_SIGN = 5;

    /** The extensions that are looked at, here, elsewhere in this package or by the JDK. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "2.5.29.15", // keyUsage
            "2.5.29.17", // subjectAltName
            "2.5.29.19", // basicConstraints
            "2.5.29.30", // nameConstraints
            "2.5.29.31", // cRLDistributionPoints
            "2.5.29.32", // certificatePolicies
            "2.5.29.33", // policyMappings
            "2.5.29.36", // policyConstraints
            "2.5.29.37", // extKeyUsage
            "2.5.29.54", // inhibitAnyPolicy
            "2.16.840.1.113730.1.1"); // Netscape's predecessor of extKeyUsage

    private AnchorConstraints() {}

    static void check(CertificatePath path) throws CertificateVerificationException {
        var authority = path.anchor();
        if (authority.getVersion() < 3) {
            return; // From before there were extensions: it is in the trust store as an authority, or by mistake.
        }
        if (!isAuthority(authority)) {
            throw VerificationErrors.other(authority, "it is trusted, but may not issue certificates");
        }
        checkCriticalExtensions(authority);
        var intermediates = path.certificates().stream()
                .skip(1)
                .filter(certificate -> !NameConstraints.isSelfIssued(certificate))
                .count();
        if (intermediates > authority.getBasicConstraints()) {
            throw VerificationErrors.other(
                    authority,
                    "it allows %d intermediate certificates, not %d"
                            .formatted(authority.getBasicConstraints(), intermediates));
        }
    }

    /** RFC 5280, section 4.2: what is critical and not understood must not be ignored; OpenSSL and Go agree on this. */
    private static void checkCriticalExtensions(X509Certificate authority) throws CertificateVerificationException {
        for (var extension :
                Optional.ofNullable(authority.getCriticalExtensionOIDs()).orElse(Set.of())) {
            if (!UNDERSTOOD.contains(extension)) {
                throw VerificationErrors.other(
                        authority, "its extension %s is critical and not supported".formatted(extension));
            }
        }
    }

    private static boolean isAuthority(X509Certificate certificate) {
        var keyUsage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (keyUsage == null || keyUsage[KEY_CERT_SIGN]);
    }
}
