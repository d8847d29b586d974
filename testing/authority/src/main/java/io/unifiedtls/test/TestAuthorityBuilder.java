package io.unifiedtls.test;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/** Builds a {@link TestAuthority}: by default with an EC P-256 key, valid for ten years, starting a year ago. */
public final class TestAuthorityBuilder {

    private final String commonName;
    private @Nullable KeyPair keys;
    private BasicConstraints constraints = new BasicConstraints(true);
    private int keyUsage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private final List<GeneralSubtree> permitted = new ArrayList<>();
    private final List<GeneralSubtree> excluded = new ArrayList<>();
    private @Nullable KeyPurposeId purpose;
    private Instant validFrom = Instant.now().minus(Duration.ofDays(365));
    private Instant validUntil = Instant.now().plus(Duration.ofDays(3650));

    TestAuthorityBuilder(String commonName) {
        this.commonName = commonName;
    }

    /** Uses the key of another CA, as for a renewed or cross-signed certificate. */
    public TestAuthorityBuilder keysOf(TestAuthority other) {
        this.keys = other.keys();
        return this;
    }

    public TestAuthorityBuilder rsa(int bits) {
        this.keys = TestKeys.rsa(bits);
        return this;
    }

    /** Uses an EC key on {@code secp256r1}, {@code secp384r1} or {@code secp521r1}. */
    public TestAuthorityBuilder curve(String curve) {
        this.keys = TestKeys.ec(curve);
        return this;
    }

    public TestAuthorityBuilder pathLength(int pathLength) {
        this.constraints = new BasicConstraints(pathLength);
        return this;
    }

    /** Adds a permitted name constraint: this host name and all below it. */
    public TestAuthorityBuilder permitted(String dnsName) {
        this.permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, dnsName)));
        return this;
    }

    /** Adds an excluded name constraint: this host name and all below it. */
    public TestAuthorityBuilder excluded(String dnsName) {
        this.excluded.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, dnsName)));
        return this;
    }

    /** Uses an end-entity certificate, which must not issue certificates. */
    public TestAuthorityBuilder endEntity() {
        this.constraints = new BasicConstraints(false);
        this.keyUsage = KeyUsage.digitalSignature;
        return this;
    }

    /** Sets the key usage, such as {@code KeyUsage.keyCertSign} of BouncyCastle. */
    public TestAuthorityBuilder keyUsage(int keyUsage) {
        this.keyUsage = keyUsage;
        return this;
    }

    /** Sets the extended key usage, such as {@code KeyPurposeId.id_kp_clientAuth} of BouncyCastle. */
    public TestAuthorityBuilder purpose(KeyPurposeId purpose) {
        this.purpose = purpose;
        return this;
    }

    public TestAuthorityBuilder validFrom(Instant validFrom) {
        this.validFrom = validFrom;
        return this;
    }

    public TestAuthorityBuilder validUntil(Instant validUntil) {
        this.validUntil = validUntil;
        return this;
    }

    /** Creates a root CA with a self-signed certificate. */
    public TestAuthority root() {
        return issue(null);
    }

    /** Creates an intermediate CA; its certificate is part of the chains that it issues. */
    public TestAuthority below(TestAuthority issuer) {
        return issue(issuer);
    }

    private TestAuthority issue(@Nullable TestAuthority issuer) {
        var certified = (this.keys == null) ? TestKeys.ec("secp256r1") : this.keys;
        var signer = (issuer == null) ? certified : issuer.keys();
        try {
            X509v3CertificateBuilder builder = TestKeys.certificateBuilder(
                    (issuer == null) ? null : issuer.certificate(),
                    TestKeys.commonName(this.commonName),
                    this.validFrom,
                    this.validUntil,
                    certified.getPublic());
            builder.addExtension(Extension.basicConstraints, true, this.constraints);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(this.keyUsage));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.getPublic()));
            if (!this.permitted.isEmpty() || !this.excluded.isEmpty()) {
                builder.addExtension(
                        Extension.nameConstraints,
                        true,
                        new NameConstraints(subtrees(this.permitted), subtrees(this.excluded)));
            }
            if (this.purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(this.purpose));
            }
            var certificate = TestKeys.sign(builder, signer);
            var intermediates = (issuer == null)
                    ? List.<X509Certificate>of()
                    : Stream.concat(Stream.of(certificate), issuer.intermediates().stream())
                            .toList();
            return new TestAuthority(certificate, certified, intermediates);
        } catch (GeneralSecurityException | CertIOException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static GeneralSubtree @Nullable [] subtrees(List<GeneralSubtree> subtrees) {
        return subtrees.isEmpty() ? null : subtrees.toArray(GeneralSubtree[]::new);
    }
}
