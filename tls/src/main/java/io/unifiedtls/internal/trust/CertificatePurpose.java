package io.unifiedtls.internal.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.internal.x509.CertificateExtension;

/**
 * Whether a certificate may identify a server or a client (RFC 5280, sections 4.2.1.3 and 4.2.1.12), and its issuers
 * may issue it. What the extended key usage of an authority means RFC 5280 leaves open; here, as in OpenSSL and Go, it
 * restricts what is issued below it.
 */
final class CertificatePurpose {

    private static final String KEY_USAGE = "2.5.29.15";

    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private static final String ANY = "2.5.29.37.0";

    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    private static final int DIGITAL_SIGNATURE = 0;

    private CertificatePurpose() {}

    static void check(X509Certificate leaf, Side peer) throws CertificateVerificationException {
        var keyUsage = leaf.getKeyUsage();
        checkKeyUsage(leaf);
        if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE]) {
            throw refusal(leaf, "its key usage does not allow digital signatures", null);
        }
        if (!isFor(leaf, peer)) {
            throw refusal(leaf, "its extended key usage does not allow identifying a %s".formatted(peer.tag()), null);
        }
    }

    /** Refuses an issuer, trusted or not, that is restricted to other purposes. */
    static void checkIssuer(X509Certificate issuer, X509Certificate leaf, Side peer)
            throws CertificateVerificationException {
        checkKeyUsage(issuer);
        if (!isFor(issuer, peer)) {
            throw refusal(
                    issuer,
                    "its extended key usage does not allow issuing the certificate of a %s, %s"
                            .formatted(peer.tag(), leaf.getSubjectX500Principal()),
                    null);
        }
    }

    private static void checkKeyUsage(X509Certificate certificate) throws CertificateVerificationException {
        if (isUnread(certificate.getKeyUsage(), certificate, KEY_USAGE)) {
            throw refusal(certificate, "its key usage is malformed", null);
        }
    }

    /** Returns whether the JDK takes a malformed extension for one that is absent, that is for no restriction. */
    private static boolean isUnread(@Nullable Object value, X509Certificate certificate, String extension) {
        return value == null && CertificateExtension.isPresent(certificate, extension);
    }

    private static boolean isFor(X509Certificate certificate, Side peer) throws CertificateVerificationException {
        try {
            var purposes = certificate.getExtendedKeyUsage();
            if (isUnread(purposes, certificate, EXTENDED_KEY_USAGE)) {
                throw new CertificateParsingException("not a list of purposes");
            }
            var purpose = (peer == Side.SERVER) ? SERVER : CLIENT;
            return purposes == null || purposes.contains(purpose) || purposes.contains(ANY);
        } catch (CertificateParsingException e) {
            throw refusal(certificate, "its extended key usage is malformed", e);
        }
    }

    private static CertificateVerificationException refusal(
            X509Certificate certificate, String reason, @Nullable Throwable cause) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s".formatted(certificate.getSubjectX500Principal(), reason),
                certificate,
                cause);
    }
}
