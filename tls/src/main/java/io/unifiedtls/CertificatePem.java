package io.unifiedtls;

import java.util.List;
import java.util.stream.Collectors;

import io.unifiedtls.internal.pem.CertificateDer;

/** Certificates in PEM (RFC 7468), the text form of DER. */
public final class CertificatePem {

    private CertificatePem() {}

    /** Returns a certificate in PEM. */
    public static String encode(byte[] der) {
        return CertificateDer.toPem(der);
    }

    /** Returns certificates one after the other in PEM, as in a file of a chain. */
    public static String encodeAll(List<byte[]> der) {
        return der.stream().map(CertificatePem::encode).collect(Collectors.joining());
    }

    /**
     * Returns the certificates in DER that a PEM holds, at least one; text around them is skipped.
     *
     * @throws ConfigurationException if there is none, or a malformed one
     */
    public static List<byte[]> decode(String pem) throws ConfigurationException {
        return CertificateDer.ofPem(pem);
    }
}
