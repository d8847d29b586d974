package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.CertificateDetails.NameAttribute;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificateBuilder;

class CertificateDetailsTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    @Test
    void tellWhatTheCertificateSays() throws Exception {
        var certificate = AUTHORITY
                .leaf()
                .names("www.example.com", "*.example.com")
                .ipAddresses("192.0.2.1", "2001:db8::1")
                .alternativeNames(
                        new GeneralName(GeneralName.rfc822Name, "root@example.com"), uri("spiffe://example.com/web"))
                .validFrom(Instant.parse("2024-01-02T03:04:05Z"))
                .validUntil(Instant.parse("2054-01-02T03:04:05Z"))
                .extension(Extension.authorityInfoAccess, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, uri("http://ocsp.example.com")),
                    new AccessDescription(
                            AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.dNSName, "not.a.url")),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, uri("http://ca.example.com/ca.crt"))
                }))
                .extension(Extension.cRLDistributionPoints, new CRLDistPoint(new DistributionPoint[] {
                    point(
                            uri("http://crl.example.com/1.crl"),
                            new GeneralName(GeneralName.dNSName, "not.a.url"),
                            uri("http://mirror.example.com/1.crl")),
                    new DistributionPoint(null, null, new GeneralNames(new GeneralName(GeneralName.dNSName, "issuer"))),
                    point(uri("http://crl.example.com/2.crl"))
                }))
                .issue()
                .certificate();

        var details = CertificateDetails.of(certificate.getEncoded());

        assertThat(details.version()).isEqualTo(3);
        assertThat(details.subject()).isEqualTo("CN=www.example.com");
        assertThat(details.issuer()).isEqualTo("CN=Test Root");
        assertThat(details.serialNumber()).isEqualTo(hexadecimal(certificate));
        assertThat(details.validFrom()).isEqualTo("2024-01-02T03:04:05Z");
        assertThat(details.validUntil()).isEqualTo("2054-01-02T03:04:05Z");
        assertThat(details.dnsNames()).containsExactly("www.example.com", "*.example.com");
        assertThat(details.ipAddresses()).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
        assertThat(details.emailAddresses()).containsExactly("root@example.com");
        assertThat(details.uris()).containsExactly("spiffe://example.com/web");
        assertThat(details.ocspUrls()).containsExactly("http://ocsp.example.com");
        assertThat(details.issuerUrls()).containsExactly("http://ca.example.com/ca.crt");
        assertThat(details.revocationListUrls())
                .containsExactly(
                        "http://crl.example.com/1.crl",
                        "http://mirror.example.com/1.crl",
                        "http://crl.example.com/2.crl");
        assertThat(details.signatureAlgorithm()).isEqualTo("SHA256withECDSA");
        assertThat(details.fingerprint())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
    }

    @ParameterizedTest
    @CsvSource({"rsa, RSA, 2048", "ec, EC, 256", "secp384r1, EC, 384", "secp521r1, EC, 521", "ed25519, Ed25519, 256"})
    void tellTheKey(String key, String algorithm, int bits) throws Exception {
        var details = CertificateDetails.of(
                leaf(key).names("www.example.com").issue().certificate().getEncoded());

        assertThat(details.keyAlgorithm()).isEqualTo(algorithm);
        assertThat(details.keyBits()).isEqualTo(bits);
    }

    /** X.690, section 8.3.3: the first bit is the sign, so that a byte of zeros may be in front. */
    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 80", "33023, 80ff", "256, 0100"})
    void tellTheSerialNumberAsItIsPrinted(BigInteger number, String serialNumber) throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var name = new X500Name("CN=Numbered");
        var certificate = new JcaX509v3CertificateBuilder(
                        name, number, new Date(0), new Date(1_000), name, keys.getPublic())
                .build(new JcaContentSignerBuilder("Ed25519").build(keys.getPrivate()));

        assertThat(CertificateDetails.of(certificate.getEncoded()).serialNumber())
                .isEqualTo(serialNumber);
    }

    @Test
    void areEmptyWhereTheCertificateSaysNothing() throws Exception {
        var details = CertificateDetails.of(AUTHORITY
                .leaf()
                .commonName("Alice")
                .client()
                .issue()
                .certificate()
                .getEncoded());

        assertThat(details.dnsNames()).isEmpty();
        assertThat(details.ipAddresses()).isEmpty();
        assertThat(details.emailAddresses()).isEmpty();
        assertThat(details.uris()).isEmpty();
        assertThat(details.ocspUrls()).isEmpty();
        assertThat(details.issuerUrls()).isEmpty();
        assertThat(details.revocationListUrls()).isEmpty();
    }

    @Test
    void areEmptyWhereAnExtensionIsMalformed() throws Exception {
        ASN1Encodable malformed = new DEROctetString(new byte[] {1, 2, 3});
        var details = CertificateDetails.of(AUTHORITY
                .leaf()
                .names("www.example.com")
                .extension(Extension.authorityInfoAccess, malformed)
                .extension(Extension.cRLDistributionPoints, malformed)
                .issue()
                .certificate()
                .getEncoded());

        assertThat(details.ocspUrls()).isEmpty();
        assertThat(details.revocationListUrls()).isEmpty();
        assertThat(details.dnsNames()).containsExactly("www.example.com");
    }

    @Test
    void leaveOutAlternativeNamesThatAreMalformed() throws Exception {
        var names = new DERSequence(new ASN1Encodable[] {
            name(2, "www.example.com"),
            name(2, "www.example.com\0.evil.example"),
            name(2, ""),
            name(7, "12345"),
            new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
            name(1, "\u00E4@example.com"),
            name(2, "under_score.example.com"),
            new GeneralName(GeneralName.directoryName, "CN=nobody"),
            new GeneralName(GeneralName.rfc822Name, "root@example.com"),
            uri("spiffe://example.com/web")
        });
        var certificate = AUTHORITY
                .leaf()
                .commonName("odd")
                .extension(Extension.subjectAlternativeName, names)
                .issue()
                .certificate();

        var details = CertificateDetails.of(certificate.getEncoded());

        assertThat(details.dnsNames()).containsExactly("www.example.com", "under_score.example.com");
        assertThat(details.ipAddresses()).containsExactly("192.0.2.1");
        assertThat(details.emailAddresses()).containsExactly("root@example.com");
        assertThat(details.uris()).containsExactly("spiffe://example.com/web");
    }

    private static ASN1Encodable name(int form, String value) {
        return new DERTaggedObject(false, form, new DEROctetString(value.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void tellTheAttributesOfNamesInTheirOrder() throws Exception {
        var subject = new X500NameBuilder()
                .addRDN(BCStyle.C, "DE")
                .addMultiValuedRDN(
                        new ASN1ObjectIdentifier[] {BCStyle.O, BCStyle.OU},
                        new String[] {"M\u00FCller, S\u00F6hne", "IT"})
                .addRDN(new ASN1ObjectIdentifier("1.2.3.4"), new DERUTF8String("own"))
                .addRDN(BCStyle.UNIQUE_IDENTIFIER, new DERBitString(new byte[] {1}))
                .addRDN(BCStyle.CN, new DERBMPString("\u20AC"))
                .build();
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var certificate = new JcaX509v3CertificateBuilder(
                        new X500Name("CN=CA,DC=example"),
                        BigInteger.ONE,
                        new Date(0),
                        new Date(1),
                        subject,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("Ed25519").build(keys.getPrivate()));

        var details = CertificateDetails.of(certificate.getEncoded());

        assertThat(details.subjectAttributes())
                .containsExactlyInAnyOrder(
                        new NameAttribute("countryName", "DE"),
                        new NameAttribute("organizationName", "M\u00FCller, S\u00F6hne"),
                        new NameAttribute("organizationalUnitName", "IT"),
                        new NameAttribute("1.2.3.4", "own"),
                        new NameAttribute("2.5.4.45", "#03020001"),
                        new NameAttribute("commonName", "\u20AC"));
        assertThat(details.subjectAttributes().get(0)).isEqualTo(new NameAttribute("countryName", "DE"));
        assertThat(details.issuerAttributes())
                .containsExactly(
                        new NameAttribute("commonName", "CA"), new NameAttribute("domainComponent", "example"));
    }

    @Test
    void areValues() throws Exception {
        var der = AUTHORITY.server("www.example.com").certificate().getEncoded();

        assertThat(CertificateDetails.of(der))
                .isEqualTo(CertificateDetails.of(der))
                .hasSameHashCodeAs(CertificateDetails.of(der));
    }

    @Test
    void refuseWhatIsNoCertificate() throws Exception {
        var der = AUTHORITY.server("www.example.com").certificate().getEncoded();

        assertRefused(new byte[0]);
        assertRefused(CertificatePem.encode(der).getBytes(StandardCharsets.US_ASCII));
        assertRefused(Arrays.copyOf(der, der.length - 1));
        assertRefused(Arrays.copyOf(der, der.length + 1));
    }

    private static void assertRefused(byte[] der) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateDetails.of(der))
                .withMessage("not a certificate in DER; to read PEM, decode it first");
    }

    private static TestCertificateBuilder leaf(String key) {
        return switch (key) {
            case "rsa" -> AUTHORITY.leaf().rsa();
            case "ec" -> AUTHORITY.leaf().ec();
            case "ed25519" -> AUTHORITY.leaf().ed25519();
            default -> AUTHORITY.leaf().curve(key);
        };
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private static DistributionPoint point(GeneralName... names) {
        return new DistributionPoint(new DistributionPointName(new GeneralNames(names)), null, null);
    }

    private static String hexadecimal(X509Certificate certificate) {
        var digits = certificate.getSerialNumber().toString(16);
        return (digits.length() % 2 == 0) ? digits : "0" + digits;
    }
}
