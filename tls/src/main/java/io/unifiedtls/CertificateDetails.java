package io.unifiedtls;

import java.time.Instant;
import java.util.List;

import io.unifiedtls.internal.pem.CertificateFields;

/** The contents of a certificate (RFC 5280, section 4). Immutable. */
public final class CertificateDetails {

    private final CertificateFields fields;

    private CertificateDetails(CertificateFields fields) {
        this.fields = fields;
    }

    /**
     * Reads a certificate in DER. Nothing is verified. An extension that is malformed counts as absent.
     *
     * @throws IllegalArgumentException if it is not a certificate
     */
    public static CertificateDetails of(byte[] der) {
        return new CertificateDetails(CertificateFields.read(der));
    }

    /** Returns the version of X.509, which is 3 for a certificate with extensions. */
    public int version() {
        return this.fields.version();
    }

    /** Returns whom it identifies, as RFC 2253 writes it, such as {@code CN=www.example.com,O=Example}. */
    public String subject() {
        return this.fields.subject();
    }

    /** Returns who issued it. */
    public String issuer() {
        return this.fields.issuer();
    }

    /** Returns unique among the issuer's, in hexadecimal, an even number of digits. */
    public String serialNumber() {
        return this.fields.serialNumber();
    }

    /** Returns the first moment at which it is valid. */
    public Instant validFrom() {
        return this.fields.validFrom();
    }

    /** Returns the last moment at which it is valid. */
    public Instant validUntil() {
        return this.fields.validUntil();
    }

    /** Returns the host names of the subjectAltName, with wildcards. */
    public List<String> dnsNames() {
        return this.fields.dnsNames();
    }

    /** Returns the IP addresses of the subjectAltName. */
    public List<String> ipAddresses() {
        return this.fields.ipAddresses();
    }

    /** Returns the mail addresses of the subjectAltName. */
    public List<String> emailAddresses() {
        return this.fields.emailAddresses();
    }

    /** Returns the URIs of the subjectAltName. */
    public List<String> uris() {
        return this.fields.uris();
    }

    /** Returns where its revocation status can be asked (OCSP). */
    public List<String> ocspUrls() {
        return this.fields.ocspUrls();
    }

    /** Returns where the certificate of the issuer can be had. */
    public List<String> issuerUrls() {
        return this.fields.issuerUrls();
    }

    /** Returns where the issuer publishes its revocation lists. */
    public List<String> revocationListUrls() {
        return this.fields.revocationListUrls();
    }

    /** Returns how it was signed, such as {@code SHA256withECDSA}. */
    public String signatureAlgorithm() {
        return this.fields.signatureAlgorithm();
    }

    /** Returns the kind of its key, such as {@code RSA}, {@code EC} or {@code Ed25519}. */
    public String keyAlgorithm() {
        return this.fields.keyAlgorithm();
    }

    /** Returns the size of its key in bits; 0 if that is not known. */
    public int keyBits() {
        return this.fields.keyBits();
    }

    /** Returns the SHA-256 of all of it, in hexadecimal. */
    public String fingerprint() {
        return this.fields.fingerprint();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateDetails details && this.fields.equals(details.fields);
    }

    @Override
    public int hashCode() {
        return this.fields.hashCode();
    }

    @Override
    public String toString() {
        return this.fields.toString().replaceFirst("CertificateFields", "CertificateDetails");
    }
}
