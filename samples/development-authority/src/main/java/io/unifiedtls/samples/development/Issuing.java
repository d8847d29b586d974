package io.unifiedtls.samples.development;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
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
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates. */
final class Issuing {

    // the clocks of containers and virtual machines differ
    private static final Duration SKEW = Duration.ofHours(1);

    // RFC 5280 4.1.2.2: positive, and at most 20 octets
    private static final int SERIAL_BITS = 127;

    private Issuing() {}

    /** Makes an authority, which vouches for itself. */
    static Identity authority(Duration validity) {
        var keys = KeyAlgorithm.ECDSA.generate();
        var subject = name("Unified TLS development authority");
        try {
            var builder = builder(subject, subject, keys, validity);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return signed(builder, keys, keys.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Makes a certificate for a server, or for a client if there are no server names. */
    static Identity leaf(
            Identity authority,
            KeyAlgorithm algorithm,
            String commonName,
            List<String> serverNames,
            Duration validity) {
        var keys = algorithm.generate();
        try {
            var issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
            var builder = builder(issuer, name(commonName), keys, validity);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            var purpose = serverNames.isEmpty() ? KeyPurposeId.id_kp_clientAuth : KeyPurposeId.id_kp_serverAuth;
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(
                                    authority.certificate().getPublicKey()));
            if (!serverNames.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, dnsNames(serverNames));
            }
            return signed(builder, keys, authority.privateKey());
        } catch (IOException | GeneralSecurityException | OperatorCreationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys, Duration validity)
            throws IOException, GeneralSecurityException {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                        Date.from(now.minus(SKEW)),
                        Date.from(now.plus(validity)),
                        subject,
                        keys.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    }

    private static Identity signed(X509v3CertificateBuilder builder, KeyPair keys, PrivateKey authority)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority);
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        return new Identity(certificate, keys.getPrivate());
    }

    private static GeneralNames dnsNames(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }
}
