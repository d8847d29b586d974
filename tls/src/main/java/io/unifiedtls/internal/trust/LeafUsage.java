package io.unifiedtls.internal.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

/** Whether a certificate may identify a server or a client (RFC 5280, sections 4.2.1.3 and 4.2.1.12). */
final class LeafUsage {

    private static final String ANY = "2.5.29.37.0";

    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    private static final int DIGITAL_SIGNATURE = 0;

    private LeafUsage() {}

    static void check(X509Certificate leaf, Side peer) throws CertificateVerificationException {
        var keyUsage = leaf.getKeyUsage();
        if (keyUsage != null && !keyUsage[DIGITAL_SIGNATURE]) {
            throw refusal(leaf, "its key usage does not allow digital signatures", null);
        }
        try {
            var purposes = leaf.getExtendedKeyUsage();
            var purpose = (peer == Side.SERVER) ? SERVER : CLIENT;
            if (purposes != null && !purposes.contains(purpose) && !purposes.contains(ANY)) {
                throw refusal(
                        leaf, "its extended key usage does not allow to identify a %s".formatted(peer.tag()), null);
            }
        } catch (CertificateParsingException e) {
            throw refusal(leaf, "its extended key usage is malformed", e);
        }
    }

    private static CertificateVerificationException refusal(
            X509Certificate leaf, String reason, @Nullable Throwable cause) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s".formatted(leaf.getSubjectX500Principal(), reason),
                leaf,
                cause);
    }
}
