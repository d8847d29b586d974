package io.unifiedtls.autoconfigure;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A certificate of its own key, EC P-256, valid for 30 days. The one class that needs BouncyCastle.
 *
 * @param certificate the certificate in DER
 * @param privateKey the key in PKCS#8
 */
@SuppressWarnings("ArrayRecordComponent") // handed over at once, and never compared
record SelfSignedCertificate(byte[] certificate, byte[] privateKey) {

    private static final Duration VALIDITY = Duration.ofDays(30);

    // the clocks of development machines and containers differ
    private static final Duration SKEW = Duration.ofHours(1);

    // RFC 5280 4.1.2.2: positive, and at most 20 octets
    private static final int SERIAL_BITS = 127;

    /**
     * Makes a certificate for host names, wildcards and IP addresses.
     *
     * @throws IllegalArgumentException if one is none of these
     */
    static SelfSignedCertificate of(List<String> names) {
        var subjectAltName = new GeneralNames(
                names.stream().map(SelfSignedCertificate::generalName).toArray(GeneralName[]::new));
        var subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "self-signed, for development")
                .build();
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            return new SelfSignedCertificate(
                    certificate(subject, subjectAltName, keys),
                    keys.getPrivate().getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | IOException exception) {
            throw new IllegalStateException("cannot create a self-signed certificate", exception);
        }
    }

    private static byte[] certificate(X500Name subject, GeneralNames subjectAltName, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(VALIDITY)),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, subjectAltName);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }

    private static GeneralName generalName(String name) {
        var type = IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName;
        return new GeneralName(type, name);
    }
}
