package io.unifiedtls.test.differential;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TrustStore;

/**
 * An authority, a server or a client, with a key of any kind.
 *
 * @param chain the certificates that it sends, its own first and without the root's, unless it is the root
 * @param kind the kind of its key
 */
record Identity(List<X509Certificate> chain, KeyKind kind, KeyPair keys) {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Instant NOW = Instant.now();

    /** An authority that everybody trusts. */
    static final Identity ROOT = root("Root", KeyKind.P_256, KeyKind.P_256.generate());

    /** A server named {@code localhost}, by the authority that everybody trusts. */
    static final Identity LOCALHOST = ROOT.server(KeyKind.P_256, "localhost");

    /** A client of the authority that everybody trusts. */
    static final Identity CLIENT = ROOT.client(KeyKind.P_256);

    /** Returns an authority that issued its certificate itself. */
    static Identity root(String name, KeyKind kind, KeyPair keys) {
        var subject = new X500Principal("CN=" + name);
        return issue(null, subject, kind, keys, NOW.plus(Duration.ofDays(30)), Usage.AUTHORITY);
    }

    /** Returns an authority below this one. */
    Identity authority(String name, KeyKind kind, KeyPair keys) {
        var subject = new X500Principal("CN=" + name);
        return issue(this, subject, kind, keys, NOW.plus(Duration.ofDays(30)), Usage.AUTHORITY);
    }

    /** Returns a server with these DNS names. */
    Identity server(KeyKind kind, String... names) {
        return server(kind, NOW.plus(Duration.ofDays(30)), names);
    }

    /** Returns a server whose certificate is valid until some time. */
    Identity server(KeyKind kind, Instant until, String... names) {
        var dnsNames = Arrays.stream(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return issue(this, new X500Principal("CN=server"), kind, kind.keys(), until, Usage.SERVER, dnsNames);
    }

    /** Returns a server whose certificate is signed with SHA-1. */
    Identity sha1Server(String name) {
        var signing = new Identity(this.chain, KeyKind.P_256_SHA_1, this.keys);
        return signing.server(KeyKind.P_256, name);
    }

    /** Returns a server with names of any kind. */
    Identity server(KeyKind kind, GeneralName... names) {
        return issue(
                this,
                new X500Principal("CN=server"),
                kind,
                kind.keys(),
                NOW.plus(Duration.ofDays(30)),
                Usage.SERVER,
                names);
    }

    /** Returns a client. */
    Identity client(KeyKind kind, GeneralName... names) {
        return client(kind, NOW.plus(Duration.ofDays(30)), names);
    }

    /** Returns a client whose certificate is valid until some time. */
    Identity client(KeyKind kind, Instant until, GeneralName... names) {
        return issue(this, new X500Principal("CN=client"), kind, kind.keys(), until, Usage.CLIENT, names);
    }

    X509Certificate certificate() {
        return this.chain.get(0);
    }

    SigningChain signingChain() {
        return SigningChain.of(
                TlsCertificate.fromBuffer(pem(this.chain)),
                TlsPrivateKey.fromBuffer(
                        pem("PRIVATE KEY", this.keys.getPrivate().getEncoded())));
    }

    /** Returns a trust store with this authority. */
    TrustStore trusted() {
        return trusted(List.of(this));
    }

    /** Returns a trust store with several authorities. */
    static TrustStore trusted(List<Identity> authorities) {
        return TrustStore.fromBuffer(
                pem(authorities.stream().map(Identity::certificate).toList()));
    }

    private enum Usage {
        AUTHORITY,
        SERVER,
        CLIENT
    }

    private static Identity issue(
            @Nullable Identity issuer,
            X500Principal subject,
            KeyKind kind,
            KeyPair keys,
            Instant until,
            Usage usage,
            GeneralName... names) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    (issuer == null) ? subject : issuer.certificate().getSubjectX500Principal(),
                    new BigInteger(127, RANDOM).add(BigInteger.ONE),
                    Date.from(NOW.minus(Duration.ofDays(60))),
                    Date.from(until),
                    subject,
                    keys.getPublic());
            var signing = (issuer == null) ? keys : issuer.keys();
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(signing.getPublic()));
            var authority = usage == Usage.AUTHORITY;
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
            if (!authority) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                usage == Usage.SERVER ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
            }
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = ((issuer == null) ? kind : issuer.kind()).signer(signing);
            var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            var above = (issuer == null || issuer.isRoot()) ? List.<X509Certificate>of() : issuer.chain();
            return new Identity(
                    Stream.concat(Stream.of(certificate), above.stream()).toList(), kind, keys);
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private boolean isRoot() {
        return certificate().getSubjectX500Principal().equals(certificate().getIssuerX500Principal());
    }

    private static byte[] pem(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> new String(pem("CERTIFICATE", der(certificate)), StandardCharsets.US_ASCII))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static byte[] pem(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), label)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
