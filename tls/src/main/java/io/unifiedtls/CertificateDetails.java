package io.unifiedtls;

import java.time.Instant;
import java.util.List;

import io.unifiedtls.internal.pem.CertificateFields;

/**
 * What a certificate says (RFC 5280, section 4).
 *
 * @param version the version of X.509, which is 3 for a certificate with extensions
 * @param subject whom it identifies, as RFC 2253 writes it, such as {@code CN=www.example.com,O=Example}
 * @param issuer who issued it
 * @param serialNumber unique among the issuer's, in hexadecimal, an even number of digits
 * @param validFrom the first moment at which it is valid
 * @param validUntil the last moment at which it is valid
 * @param dnsNames the host names of the subjectAltName, with wildcards
 * @param ipAddresses the IP addresses of the subjectAltName
 * @param emailAddresses the mail addresses of the subjectAltName
 * @param uris the URIs of the subjectAltName
 * @param ocspUrls where its revocation status can be asked (OCSP)
 * @param issuerUrls where the certificate of the issuer can be had
 * @param revocationListUrls where the issuer publishes its revocation lists
 * @param signatureAlgorithm how it was signed, such as {@code SHA256withECDSA}
 * @param keyAlgorithm the kind of its key, such as {@code RSA}, {@code EC} or {@code Ed25519}
 * @param keyBits the size of its key in bits; 0 if that is not known
 * @param fingerprint the SHA-256 of all of it, in hexadecimal
 */
public record CertificateDetails(
        int version,
        String subject,
        String issuer,
        String serialNumber,
        Instant validFrom,
        Instant validUntil,
        List<String> dnsNames,
        List<String> ipAddresses,
        List<String> emailAddresses,
        List<String> uris,
        List<String> ocspUrls,
        List<String> issuerUrls,
        List<String> revocationListUrls,
        String signatureAlgorithm,
        String keyAlgorithm,
        int keyBits,
        String fingerprint) {

    public CertificateDetails {
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
        emailAddresses = List.copyOf(emailAddresses);
        uris = List.copyOf(uris);
        ocspUrls = List.copyOf(ocspUrls);
        issuerUrls = List.copyOf(issuerUrls);
        revocationListUrls = List.copyOf(revocationListUrls);
    }

    /**
     * Returns what a certificate in DER says. Nothing is verified.
     *
     * @throws IllegalArgumentException if it is no certificate
     */
    public static CertificateDetails of(byte[] der) {
        return CertificateFields.read(der);
    }
}
