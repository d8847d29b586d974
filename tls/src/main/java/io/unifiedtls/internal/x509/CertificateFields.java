package io.unifiedtls.internal.x509;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.unifiedtls.CertificateDetails.NameAttribute;

/** The fields and extensions of a certificate, as {@link io.unifiedtls.CertificateDetails} describes them. */
public record CertificateFields(
        int version,
        String subject,
        List<NameAttribute> subjectAttributes,
        String issuer,
        List<NameAttribute> issuerAttributes,
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

    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String REVOCATION_LISTS = "2.5.29.31";
    private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";
    private static final String ISSUERS = "1.3.6.1.5.5.7.48.2";

    // GeneralName (RFC 5280 4.2.1.6)
    private static final int EMAIL_ADDRESS = 1;
    private static final int DNS_NAME = 2;
    private static final int URI = 6;
    private static final int IP_ADDRESS = 7;

    private static final int TAGGED = 0x80;
    private static final int CONSTRUCTED = 0xA0;

    /** An IA5String that a person can read (RFC 5280, section 4.2.1.6). */
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    public CertificateFields {
        subjectAttributes = List.copyOf(subjectAttributes);
        issuerAttributes = List.copyOf(issuerAttributes);
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
        emailAddresses = List.copyOf(emailAddresses);
        uris = List.copyOf(uris);
        ocspUrls = List.copyOf(ocspUrls);
        issuerUrls = List.copyOf(issuerUrls);
        revocationListUrls = List.copyOf(revocationListUrls);
    }

    /** Reads a certificate in DER; an extension that is malformed counts as one that is not there. */
    public static CertificateFields read(byte[] der) {
        try {
            return read(CertificateDer.parse(der), der);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a certificate in DER; to read PEM, decode it first", e);
        }
    }

    private static CertificateFields read(X509Certificate certificate, byte[] der) throws GeneralSecurityException {
        var hexadecimal = HexFormat.of();
        return new CertificateFields(
                certificate.getVersion(),
                certificate.getSubjectX500Principal().getName(),
                NameAttributes.read(certificate.getSubjectX500Principal()),
                certificate.getIssuerX500Principal().getName(),
                NameAttributes.read(certificate.getIssuerX500Principal()),
                hexadecimal.formatHex(serialNumber(certificate)),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names(certificate, DNS_NAME),
                names(certificate, IP_ADDRESS),
                names(certificate, EMAIL_ADDRESS),
                names(certificate, URI),
                accessLocations(certificate, OCSP),
                accessLocations(certificate, ISSUERS),
                revocationLists(certificate),
                certificate.getSigAlgName(),
                algorithm(certificate.getPublicKey()),
                bits(certificate.getPublicKey()),
                hexadecimal.formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
    }

    private static byte[] serialNumber(X509Certificate certificate) {
        var bytes = certificate.getSerialNumber().toByteArray();
        var isPadded = bytes.length > 1 && bytes[0] == 0; // X.690 8.3.3: the first bit is the sign
        return isPadded ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** The JDK drops all names if it does not like one of them. */
    private static List<String> names(X509Certificate certificate, int form) {
        var names = new ArrayList<String>();
        try {
            var extension = CertificateExtension.of(certificate, ALTERNATIVE_NAMES);
            if (extension.isPresent()) {
                var entries = extension.get().sequence();
                while (entries.hasMore()) {
                    var tag = entries.nextTag();
                    var value = entries.inside(tag).remaining();
                    if (tag == (TAGGED | form)) {
                        ((form == IP_ADDRESS) ? address(value) : text(value)).ifPresent(names::add);
                    }
                }
            }
        } catch (IOException malformed) {
            // The entries after this one cannot be found.
        }
        return names;
    }

    private static Optional<String> text(byte[] value) {
        var text = new String(value, StandardCharsets.ISO_8859_1);
        return PRINTABLE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> address(byte[] value) {
        try {
            return Optional.of(InetAddress.getByAddress(value).getHostAddress());
        } catch (UnknownHostException otherLength) {
            return Optional.empty();
        }
    }

    private static List<String> accessLocations(X509Certificate certificate, String method) {
        var urls = new ArrayList<String>();
        try {
            var descriptions = CertificateExtension.of(certificate, AUTHORITY_INFORMATION);
            if (descriptions.isPresent()) {
                var access = descriptions.get().sequence();
                while (access.hasMore()) {
                    var description = access.sequence();
                    if (description.objectIdentifier().equals(method)) {
                        addUrl(urls, description);
                    }
                }
            }
        } catch (IOException malformed) {
            return List.of();
        }
        return urls;
    }

    private static List<String> revocationLists(X509Certificate certificate) {
        var urls = new ArrayList<String>();
        try {
            var extension = CertificateExtension.of(certificate, REVOCATION_LISTS);
            if (extension.isPresent()) {
                var points = extension.get().sequence();
                while (points.hasMore()) {
                    addRevocationList(urls, points.sequence());
                }
            }
        } catch (IOException malformed) {
            return List.of();
        }
        return urls;
    }

    /** A point may have a name, that may be a full one, that may be a URL (RFC 5280, section 4.2.1.13). */
    private static void addRevocationList(List<String> urls, DerReader point) throws IOException {
        if (!point.nextIs(CONSTRUCTED)) {
            return;
        }
        var name = point.inside(CONSTRUCTED);
        if (name.nextIs(CONSTRUCTED)) {
            var fullName = name.inside(CONSTRUCTED);
            while (fullName.hasMore()) {
                addUrl(urls, fullName);
            }
        }
    }

    private static void addUrl(List<String> urls, DerReader names) throws IOException {
        if (names.nextIs(TAGGED | URI)) {
            urls.add(new String(names.inside(TAGGED | URI).remaining(), StandardCharsets.US_ASCII));
        } else {
            names.skip();
        }
    }

    private static String algorithm(PublicKey key) {
        return (key instanceof EdECKey edwards) ? edwards.getParams().getName() : key.getAlgorithm();
    }

    private static int bits(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength();
        }
        if (key instanceof ECKey ec) {
            return ec.getParams().getCurve().getField().getFieldSize();
        }
        if (key instanceof EdECKey edwards) {
            return edwards.getParams().getName().equals("Ed25519") ? 256 : 456; // RFC 8032 5.1.5 and 5.2.5
        }
        return 0;
    }
}
