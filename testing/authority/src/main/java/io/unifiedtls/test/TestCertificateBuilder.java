package io.unifiedtls.test;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TestCertificate}: by default for a server, with an EC P-256 key, valid for 30 days, starting an hour
 * ago.
 */
public final class TestCertificateBuilder {

    private final TestAuthority authority;
    private final List<GeneralName> names = new ArrayList<>();
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> extensions = new LinkedHashMap<>();
    private @Nullable String commonName;
    private @Nullable KeyPair keys;
    private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
    private @Nullable KeyUsage keyUsage;
    private @Nullable String signatureAlgorithm;
    private Instant validFrom = Instant.now().minus(Duration.ofHours(1));
    private Instant validUntil = Instant.now().plus(Duration.ofDays(30));

    TestCertificateBuilder(TestAuthority authority) {
        this.authority = authority;
    }

    /** Adds DNS names; the first one is the default common name. */
    public TestCertificateBuilder names(String... names) {
        Stream.of(names).map(name -> new GeneralName(GeneralName.dNSName, name)).forEach(this.names::add);
        if (this.commonName == null && names.length > 0) {
            this.commonName = names[0];
        }
        return this;
    }

    public TestCertificateBuilder ipAddresses(String... addresses) {
        Arrays.stream(addresses)
                .map(address -> new GeneralName(GeneralName.iPAddress, address))
                .forEach(this.names::add);
        return this;
    }

    public TestCertificateBuilder commonName(String commonName) {
        this.commonName = commonName;
        return this;
    }

    public TestCertificateBuilder rsa() {
        return rsa(2048);
    }

    public TestCertificateBuilder rsa(int bits) {
        return keys(TestKeys.rsa(bits));
    }

    public TestCertificateBuilder ec() {
        return curve("secp256r1");
    }

    /** Uses an EC key on {@code secp256r1}, {@code secp384r1} or {@code secp521r1}. */
    public TestCertificateBuilder curve(String curve) {
        return keys(TestKeys.ec(curve));
    }

    public TestCertificateBuilder ed25519() {
        return keys(TestKeys.ed25519());
    }

    /** Adds subjectAltName entries of any kind. */
    public TestCertificateBuilder alternativeNames(GeneralName... names) {
        this.names.addAll(List.of(names));
        return this;
    }

    /** Adds a non-critical extension. */
    public TestCertificateBuilder extension(ASN1ObjectIdentifier identifier, ASN1Encodable value) {
        this.extensions.put(identifier, value);
        return this;
    }

    /** Sets the extended key usage for clients only. */
    public TestCertificateBuilder client() {
        this.purpose = KeyPurposeId.id_kp_clientAuth;
        return this;
    }

    /** Sets the key usage, such as {@code KeyUsage.keyAgreement} of BouncyCastle. */
    public TestCertificateBuilder keyUsage(int keyUsage) {
        this.keyUsage = new KeyUsage(keyUsage);
        return this;
    }

    /** Sets the signature algorithm, such as {@code SHA1withECDSA}. */
    public TestCertificateBuilder signatureAlgorithm(String signatureAlgorithm) {
        this.signatureAlgorithm = signatureAlgorithm;
        return this;
    }

    public TestCertificateBuilder validFrom(Instant validFrom) {
        this.validFrom = validFrom;
        return this;
    }

    public TestCertificateBuilder validUntil(Instant validUntil) {
        this.validUntil = validUntil;
        return this;
    }

    public TestCertificate issue() {
        var certified = this.keys == null ? TestKeys.ec("secp256r1") : this.keys;
        try {
            return issue(certified);
        } catch (GeneralSecurityException | CertIOException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private TestCertificate issue(KeyPair certified) throws GeneralSecurityException, CertIOException {
        var builder = TestKeys.certificateBuilder(
                this.authority.certificate(), subject(), this.validFrom, this.validUntil, certified.getPublic());
        var identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(this.authority.keys().getPublic()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, this.keyUsage == null ? keyUsage(certified) : this.keyUsage);
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(this.purpose));
        if (!this.names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    this.commonName == null, // RFC 5280 4.2.1.6: critical if there is no subject
                    new GeneralNames(this.names.toArray(GeneralName[]::new)));
        }
        for (var extension : this.extensions.entrySet()) {
            builder.addExtension(extension.getKey(), false, extension.getValue());
        }
        var certificate = TestKeys.sign(
                builder,
                this.authority.keys(),
                this.signatureAlgorithm == null
                        ? TestKeys.signatureAlgorithm(this.authority.keys())
                        : this.signatureAlgorithm);
        var chain = Stream.concat(Stream.of(certificate), this.authority.intermediates().stream())
                .toList();
        return new TestCertificate(chain, certified.getPrivate());
    }

    private X500Principal subject() {
        return this.commonName == null ? new X500Principal("") : TestKeys.commonName(this.commonName);
    }

    private static KeyUsage keyUsage(KeyPair certified) {
        return new KeyUsage(
                certified.getPublic().getAlgorithm().equals("RSA")
                        ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                        : KeyUsage.digitalSignature);
    }

    /** Uses an existing key pair of any kind. */
    public TestCertificateBuilder keys(KeyPair keys) {
        this.keys = keys;
        return this;
    }
}
