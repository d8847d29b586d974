package io.unifiedtls.test;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes keys, and signs certificates with them. */
final class TestKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TestKeys() {}

    static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalArgumentException(exception);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalArgumentException(exception);
        }
    }

    static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalArgumentException(exception);
        }
    }

    static X500Principal commonName(String name) {
        return new X500Principal("CN=\"%s\"".formatted(name));
    }

    /** Starts a certificate with a random serial number and a subject key identifier; issued by itself if by none. */
    static X509v3CertificateBuilder certificateBuilder(
            @Nullable X509Certificate issuer, X500Principal subject, Instant from, Instant until, PublicKey key)
            throws GeneralSecurityException, CertIOException {
        var builder = new JcaX509v3CertificateBuilder(
                issuer == null ? subject : issuer.getSubjectX500Principal(),
                new BigInteger(127, RANDOM).add(BigInteger.ONE),
                Date.from(from),
                Date.from(until),
                subject,
                key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer) {
        return sign(builder, issuer, signatureAlgorithm(issuer));
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer, String algorithm) {
        try {
            var signer = new JcaContentSignerBuilder(algorithm);
            if (algorithm.endsWith("MGF1")) { // the JDK has no such name
                signer.setProvider(new BouncyCastleProvider());
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer.build(issuer.getPrivate())));
        } catch (CertificateException | OperatorCreationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns a signer for the key of an authority. */
    static ContentSigner signer(KeyPair keys) throws OperatorCreationException {
        return new JcaContentSignerBuilder(signatureAlgorithm(keys)).build(keys.getPrivate());
    }

    static String signatureAlgorithm(KeyPair keys) {
        return "SHA256with" + (keys.getPublic().getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
