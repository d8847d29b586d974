package io.unifiedtls;

import java.time.Instant;
import java.util.List;

import io.unifiedtls.internal.x509.CertificateFields;

/** The contents of a certificate (RFC 5280, section 4). Immutable. */
public final class CertificateDetails {

    /**
     * An attribute of a distinguished name.
     *
     * @param type the name of the type, such as {@code commonName} or {@code organizationName} (RFC 4519), or its
     *     object identifier, such as {@code 2.5.4.72}, if it is not a common one
     * @param value the value, or {@code #} and its DER encoding in hexadecimal if it is not a string (RFC 4514)
     */
    public record NameAttribute(String type, String value) {}

    private final CertificateFields fields;

    private CertificateDetails(CertificateFields fields) {
        this.fields = fields;
    }

    /**
     * Parses a DER certificate. Nothing is verified. A malformed extension is treated as absent; of the subjectAltName,
     * only the malformed entries are.
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

    /** Returns the subject in the format of RFC 2253, such as {@code CN=www.example.com,O=Example}. */
    public String subject() {
        return this.fields.subject();
    }

    /**
     * Returns the attributes of the subject, in the order of the certificate, which is usually from the country to the
     * common name.
     */
    public List<NameAttribute> subjectAttributes() {
        return this.fields.subjectAttributes();
    }

    /** Returns the attributes of the issuer, in the order of the certificate. */
    public List<NameAttribute> issuerAttributes() {
        return this.fields.issuerAttributes();
    }

    /** Returns the issuer, in the same format. */
    public String issuer() {
        return this.fields.issuer();
    }

    /** Returns the serial number, which is unique per issuer, in hexadecimal with an even number of digits. */
    public String serialNumber() {
        return this.fields.serialNumber();
    }

    /** Returns the start of the validity period, inclusive. */
    public Instant validFrom() {
        return this.fields.validFrom();
    }

    /** Returns the end of the validity period, inclusive. */
    public Instant validUntil() {
        return this.fields.validUntil();
    }

    /** Returns the host names in the subjectAltName, including wildcards. */
    public List<String> dnsNames() {
        return this.fields.dnsNames();
    }

    /** Returns the IP addresses in the subjectAltName. */
    public List<String> ipAddresses() {
        return this.fields.ipAddresses();
    }

    /** Returns the email addresses in the subjectAltName. */
    public List<String> emailAddresses() {
        return this.fields.emailAddresses();
    }

    /** Returns the URIs in the subjectAltName. */
    public List<String> uris() {
        return this.fields.uris();
    }

    /** Returns the URLs of the OCSP responders. */
    public List<String> ocspUrls() {
        return this.fields.ocspUrls();
    }

    /** Returns the URLs of the issuer's certificate. */
    public List<String> issuerUrls() {
        return this.fields.issuerUrls();
    }

    /** Returns the URLs of the issuer's CRLs. */
    public List<String> revocationListUrls() {
        return this.fields.revocationListUrls();
    }

    /** Returns the signature algorithm, such as {@code SHA256withECDSA}. */
    public String signatureAlgorithm() {
        return this.fields.signatureAlgorithm();
    }

    /** Returns the key algorithm, such as {@code RSA}, {@code EC} or {@code Ed25519}. */
    public String keyAlgorithm() {
        return this.fields.keyAlgorithm();
    }

    /** Returns the key size in bits; 0 if unknown. */
    public int keyBits() {
        return this.fields.keyBits();
    }

    /** Returns the SHA-256 fingerprint, in hexadecimal. */
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
