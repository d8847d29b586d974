package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;

/**
 * Whether a trusted certificate may issue what leads to it: the JDK's path validation looks at its name and key alone
 * (RFC 5280, section 6.1.1), so that whoever has the key of a trusted server could issue certificates for every host.
 */
final class TrustedIssuer {

    private static final int KEY_CERT_SIGN = 5;

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    private TrustedIssuer() {}

    static void check(X509Certificate authority, CertificatePath path) throws CertificateVerificationException {
        if (authority.getVersion() < 3) {
            return; // From before there were extensions: it is in the trust store as an authority, or by mistake.
        }
        if (!isAuthority(authority)) {
            throw refusal(
                    authority,
                    "the certificate of %s is refused: it is trusted, but may not issue certificates"
                            .formatted(authority.getSubjectX500Principal()));
        }
        var intermediates = path.certificates().stream()
                .skip(1)
                .filter(certificate -> !isSelfIssued(certificate))
                .count();
        if (intermediates > authority.getBasicConstraints()) {
            throw refusal(
                    authority,
                    "the certificate of %s is refused: it allows %d intermediate certificates, not %d"
                            .formatted(
                                    authority.getSubjectX500Principal(),
                                    authority.getBasicConstraints(),
                                    intermediates));
        }
        checkNames(authority, path);
    }

    private static boolean isAuthority(X509Certificate certificate) {
        var keyUsage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (keyUsage == null || keyUsage[KEY_CERT_SIGN]);
    }

    private static void checkNames(X509Certificate authority, CertificatePath path)
            throws CertificateVerificationException {
        // To ask for an extension that there is not costs the JDK two exceptions.
        if (!has(authority.getCriticalExtensionOIDs()) && !has(authority.getNonCriticalExtensionOIDs())) {
            return;
        }
        var extension = authority.getExtensionValue(NAME_CONSTRAINTS);
        // The leaf alone: nobody relies on the names of the others, whose common names X509CertSelector takes for
        // hosts.
        var leaf = path.leaf();
        if (!isPermitted(leaf, extension)) {
            throw refusal(
                    leaf,
                    "the certificate of %s is refused: %s may not issue certificates for its names"
                            .formatted(leaf.getSubjectX500Principal(), authority.getSubjectX500Principal()));
        }
    }

    private static boolean has(@Nullable Set<String> extensions) {
        return extensions != null && extensions.contains(NAME_CONSTRAINTS);
    }

    private static boolean isPermitted(X509Certificate certificate, byte[] extension) {
        try {
            var permitted = new X509CertSelector();
            permitted.setNameConstraints(octets(extension));
            return permitted.match(certificate);
        } catch (IOException malformed) {
            return false;
        }
    }

    /** Returns what is in an OCTET STRING, whose length has one byte or says how many follow (X.690, section 8.1.3). */
    private static byte[] octets(byte[] encoded) {
        var length = encoded[1] & 0xFF;
        return Arrays.copyOfRange(encoded, (length < 0x80) ? 2 : 2 + (length & 0x7F), encoded.length);
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static CertificateVerificationException refusal(X509Certificate certificate, String message) {
        return new CertificateVerificationException(HandshakeFailure.CERTIFICATE_OTHER, message, certificate, null);
    }
}
