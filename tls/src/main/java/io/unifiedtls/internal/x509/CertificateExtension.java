package io.unifiedtls.internal.x509;

import java.io.IOException;
import java.security.cert.X509Extension;
import java.util.Optional;

/** The extensions of certificates and revocation lists (RFC 5280, sections 4.2 and 5.2) that the JDK does not read. */
public final class CertificateExtension {

    private CertificateExtension() {}

    /** Returns a reader of an extension's content, if the certificate has it. */
    public static Optional<DerReader> of(X509Extension certificate, String objectIdentifier) throws IOException {
        if (!isPresent(certificate, objectIdentifier)) {
            // The JDK takes two exceptions to find that out.
            return Optional.empty();
        }
        var extension = certificate.getExtensionValue(objectIdentifier);
        return (extension == null)
                ? Optional.empty()
                : Optional.of(DerReader.of(DerReader.of(extension).octets()));
    }

    /** Returns whether a certificate has an extension. */
    public static boolean isPresent(X509Extension certificate, String objectIdentifier) {
        var others = certificate.getNonCriticalExtensionOIDs();
        return isCritical(certificate, objectIdentifier) || (others != null && others.contains(objectIdentifier));
    }

    /** Returns whether a certificate has an extension and marks it as critical. */
    public static boolean isCritical(X509Extension certificate, String objectIdentifier) {
        var critical = certificate.getCriticalExtensionOIDs();
        return critical != null && critical.contains(objectIdentifier);
    }
}
