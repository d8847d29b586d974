package io.unifiedtls;

import java.util.List;
import java.util.stream.Collectors;

import io.unifiedtls.internal.material.CertificateReader;
import io.unifiedtls.internal.x509.CertificateDer;

/** Converts certificates between DER and PEM (RFC 7468), its text form. */
public final class CertificatePem {

    private CertificatePem() {}

    /** Returns a certificate in PEM. */
    public static String encode(byte[] der) {
        return CertificateDer.toPem(der);
    }

    /** Returns concatenated PEM certificates, as in a certificate chain file. */
    public static String encodeAll(List<byte[]> der) {
        return der.stream().map(CertificatePem::encode).collect(Collectors.joining());
    }

    /**
     * Returns the certificates in a PEM text as DER, at least one; text around them is skipped.
     *
     * @throws ConfigurationException if there is no certificate, or a malformed one
     */
    public static List<byte[]> decode(String pem) throws ConfigurationException {
        return CertificateReader.readEncoded(pem);
    }
}
