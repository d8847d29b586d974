package io.unifiedtls.internal.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root, an intermediate authority and a leaf, whose extensions conform to RFC 5280 until they are changed. */
final class TestChain {

    /** The extensions of a certificate that is still to be issued. */
    static final class Extensions {

        private record Value(boolean critical, ASN1Encodable value) {}

        private final Map<ASN1ObjectIdentifier, Value> values = new LinkedHashMap<>();

        void remove(ASN1ObjectIdentifier identifier) {
            this.values.remove(identifier);
        }

        void critical(ASN1ObjectIdentifier identifier) {
            critical(identifier, this.values.get(identifier).value());
        }

        void critical(ASN1ObjectIdentifier identifier, ASN1Encodable value) {
            this.values.put(identifier, new Value(true, value));
        }

        void notCritical(ASN1ObjectIdentifier identifier) {
            notCritical(identifier, this.values.get(identifier).value());
        }

        void notCritical(ASN1ObjectIdentifier identifier, ASN1Encodable value) {
            this.values.put(identifier, new Value(false, value));
        }
    }

    private static final String LEAF = "www.example.com";

    private final KeyPair rootKeys = keys();

    private final KeyPair middleKeys = keys();

    private final KeyPair leafKeys = keys();

    private final Extensions rootExtensions = authority(this.rootKeys);

    private final Extensions middleExtensions = authority(this.middleKeys);

    private final Extensions leafExtensions = leaf(this.leafKeys);

    private X509Certificate root;

    private X509Certificate middle;

    private X509Certificate leaf;

    Extensions rootExtensions() {
        return this.rootExtensions;
    }

    Extensions middleExtensions() {
        return this.middleExtensions;
    }

    Extensions leafExtensions() {
        return this.leafExtensions;
    }

    ASN1Encodable issuerAndSerial() {
        var name = new GeneralNames(new GeneralName(new X500Name("CN=Root")));
        return new AuthorityKeyIdentifier(name, middle().getSerialNumber());
    }

    X509Certificate root() {
        if (this.root == null) {
            this.root = issue("Root", this.rootKeys, "Root", this.rootKeys, this.rootExtensions);
        }
        return this.root;
    }

    X509Certificate middle() {
        if (this.middle == null) {
            this.middle = issue("Middle", this.middleKeys, "Root", this.rootKeys, this.middleExtensions);
        }
        return this.middle;
    }

    X509Certificate leaf() {
        if (this.leaf == null) {
            this.leaf = issue(LEAF, this.leafKeys, "Middle", this.middleKeys, this.leafExtensions);
        }
        return this.leaf;
    }

    List<X509Certificate> sent() {
        return List.of(leaf(), middle());
    }

    private Extensions authority(KeyPair keys) {
        var extensions = identifiers(keys, this.rootKeys);
        extensions.critical(Extension.basicConstraints, new BasicConstraints(true));
        extensions.critical(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return extensions;
    }

    private Extensions leaf(KeyPair keys) {
        var extensions = identifiers(keys, this.middleKeys);
        extensions.critical(Extension.basicConstraints, new BasicConstraints(false));
        extensions.critical(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
        extensions.notCritical(
                Extension.subjectAlternativeName, new GeneralNames(new GeneralName(GeneralName.dNSName, LEAF)));
        return extensions;
    }

    private static Extensions identifiers(KeyPair keys, KeyPair issuer) {
        try {
            var identifiers = new JcaX509ExtensionUtils();
            var extensions = new Extensions();
            extensions.notCritical(
                    Extension.subjectKeyIdentifier, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            extensions.notCritical(
                    Extension.authorityKeyIdentifier, identifiers.createAuthorityKeyIdentifier(issuer.getPublic()));
            return extensions;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate issue(
            String subject, KeyPair keys, String issuer, KeyPair issuerKeys, Extensions extensions) {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=" + issuer),
                BigInteger.valueOf(subject.hashCode() & 0x7FFFFFFF),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                new X500Principal("CN=" + subject),
                keys.getPublic());
        try {
            for (var extension : extensions.values.entrySet()) {
                builder.addExtension(
                        extension.getKey(),
                        extension.getValue().critical(),
                        extension.getValue().value());
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
