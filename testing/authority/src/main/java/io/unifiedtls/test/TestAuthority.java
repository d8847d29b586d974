package io.unifiedtls.test;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * An in-memory CA for tests, with an EC P-256 key; valid for ten years, starting a year ago. Thread-safe.
 *
 * <p>Its certificates pass {@code openssl verify -x509_strict}.
 */
public final class TestAuthority {

    private final X509Certificate certificate;
    private final KeyPair keys;
    private final List<X509Certificate> intermediates;
    private final Map<BigInteger, Instant> revoked = new ConcurrentSkipListMap<>();

    TestAuthority(X509Certificate certificate, KeyPair keys, List<X509Certificate> intermediates) {
        this.certificate = certificate;
        this.keys = keys;
        this.intermediates = List.copyOf(intermediates);
    }

    /** Creates a root CA with a self-signed certificate. */
    public static TestAuthority create(String commonName) {
        return named(commonName).root();
    }

    /** Returns a builder for a CA. */
    public static TestAuthorityBuilder named(String commonName) {
        return new TestAuthorityBuilder(commonName);
    }

    /** Creates an intermediate CA below this one; its certificate is part of the chains that it issues. */
    public TestAuthority intermediate(String commonName) {
        return named(commonName).below(this);
    }

    /** Issues a server certificate (EC P-256, currently valid); the first name is also the common name. */
    public TestCertificate server(String... names) {
        return leaf().names(names).issue();
    }

    /** Issues a server certificate that expired yesterday. */
    public TestCertificate expired(String... names) {
        var yesterday = Instant.now().minus(Duration.ofDays(1));
        return leaf().names(names)
                .validFrom(yesterday.minus(Duration.ofDays(30)))
                .validUntil(yesterday)
                .issue();
    }

    /** Returns a builder for a certificate. */
    public TestCertificateBuilder leaf() {
        return new TestCertificateBuilder(this);
    }

    /** Revokes a certificate of this CA, as of now. */
    public void revoke(TestCertificate certificate) {
        revoke(certificate.certificate());
    }

    /** Revokes the certificate of a CA below this one, as of now. */
    public void revoke(TestAuthority authority) {
        revoke(authority.certificate());
    }

    private void revoke(X509Certificate issued) {
        this.revoked.put(issued.getSerialNumber(), Instant.now());
    }

    /** Returns the current CRL in PEM; the next update is due tomorrow. */
    public byte[] crl() {
        var now = Instant.now();
        return crl(now.minus(Duration.ofMinutes(1)), now.plus(Duration.ofDays(1)));
    }

    /** Returns a CRL in PEM with these dates and all revoked certificates. */
    public byte[] crl(Instant thisUpdate, Instant nextUpdate) {
        return crl(thisUpdate, nextUpdate, List.of());
    }

    /** Returns the current CRL in PEM, with an additional extension. */
    public byte[] crl(ASN1ObjectIdentifier identifier, boolean isCritical, ASN1Encodable value) {
        var now = Instant.now();
        try {
            return crl(
                    now.minus(Duration.ofMinutes(1)),
                    now.plus(Duration.ofDays(1)),
                    List.of(new Extension(
                            identifier, isCritical, value.toASN1Primitive().getEncoded())));
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private byte[] crl(Instant thisUpdate, Instant nextUpdate, List<Extension> extensions) {
        try {
            return Pem.encode(
                    "X509 CRL",
                    revocationList(thisUpdate, nextUpdate, extensions).getEncoded());
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns the CA certificate in PEM. */
    public byte[] certificatePem() {
        return Pem.encode("CERTIFICATE", TestKeys.encoded(this.certificate));
    }

    public X509Certificate certificate() {
        return this.certificate;
    }

    KeyPair keys() {
        return this.keys;
    }

    /** The certificates between a leaf and the root, leaf's side first; empty for a root authority. */
    List<X509Certificate> intermediates() {
        return this.intermediates;
    }

    private X509CRL revocationList(Instant thisUpdate, Instant nextUpdate, List<Extension> extensions)
            throws GeneralSecurityException {
        var builder = new JcaX509v2CRLBuilder(this.certificate, Date.from(thisUpdate));
        builder.setNextUpdate(Date.from(nextUpdate));
        this.revoked.forEach((serial, time) -> builder.addCRLEntry(serial, Date.from(time), CRLReason.keyCompromise));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(this.keys.getPublic()));
            builder.addExtension(
                    Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(thisUpdate.toEpochMilli())));
            for (var extension : extensions) {
                builder.addExtension(extension);
            }
            return new JcaX509CRLConverter().getCRL(builder.build(TestKeys.signer(this.keys)));
        } catch (CertIOException | OperatorCreationException exception) {
            throw new CertificateEncodingException(exception);
        }
    }
}
