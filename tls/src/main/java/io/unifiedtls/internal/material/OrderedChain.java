package io.unifiedtls.internal.material;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.KeyIdentifiers;
import io.unifiedtls.internal.x509.KeyIdentifiers.Match;

/**
 * The certificates of a chain in order: the one that the key belongs to, then its issuers (RFC 8446, 4.4.2).
 *
 * @param certificates the leaf, then its issuers
 * @param unused those that are not part of the chain
 */
record OrderedChain(List<X509Certificate> certificates, List<X509Certificate> unused) {

    static OrderedChain of(
            PrivateKey key, String keySource, List<X509Certificate> certificates, String certificateSource)
            throws ConfigurationException {
        var leaf = leaf(key, keySource, certificates, certificateSource);
        var left = new LinkedHashSet<>(certificates);
        var ordered = new ArrayList<X509Certificate>();
        for (var next = Optional.of(leaf); next.isPresent(); next = issuer(next.get(), left)) {
            ordered.add(next.get());
            left.remove(next.get());
        }
        return new OrderedChain(ordered, List.copyOf(left));
    }

    private static X509Certificate leaf(
            PrivateKey key, String keySource, List<X509Certificate> certificates, String certificateSource)
            throws ConfigurationException {
        for (var certificate : certificates) {
            if (KeyPairCheck.belongTogether(key, keySource, certificate.getPublicKey())) {
                return certificate;
            }
        }
        throw mismatch(key, keySource, certificates, certificateSource);
    }

    private static Optional<X509Certificate> issuer(X509Certificate certificate, LinkedHashSet<X509Certificate> among) {
        return among.stream().filter(issuer -> isIssuedBy(certificate, issuer)).findFirst();
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        if (KeyIdentifiers.match(certificate, issuer) == Match.SAME_KEY) {
            return true; // a signature to verify is much of what a chain costs that is loaded on demand
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException cannotBeVerified) {
            return true;
        } catch (GeneralSecurityException otherKey) {
            return !KeyPairCheck.isSupported(issuer.getPublicKey()); // such as a curve of the peers' libraries
        }
    }

    private static ConfigurationException mismatch(
            PrivateKey key, String keySource, List<X509Certificate> certificates, String certificateSource) {
        var leaf = certificates.stream()
                .filter(certificate -> haveOneModulus(key, certificate))
                .findFirst()
                .orElse(certificates.get(0));
        var kind = KeyPairCheck.kind(leaf.getPublicKey());
        var kindOfKey = KeyPairCheck.kind(key).orElse(kind);
        if (!kindOfKey.equals(kind)) {
            return new ConfigurationException(
                    "the private key in %s is %s, but the certificate in %s (%s) is for %s; use the key that the certificate was requested with, or request a certificate for this one%s"
                            .formatted(
                                    keySource,
                                    kindOfKey,
                                    certificateSource,
                                    leaf.getSubjectX500Principal(),
                                    kind,
                                    requestFor(keySource)));
        }
        return new ConfigurationException(
                "the private key in %s does not belong to the certificate in %s (%s); use the key that the certificate was requested with"
                        .formatted(keySource, certificateSource, leaf.getSubjectX500Principal()));
    }

    /** Returns the command for a key in a file; an id, or text, is more than one word. */
    private static String requestFor(String keySource) {
        return (keySource.indexOf(' ') < 0) ? ": openssl req -new -key %s -out new.csr".formatted(keySource) : "";
    }

    /** The numbers of an RSA key can be under rsaEncryption in one place and under id-RSASSA-PSS in another. */
    private static boolean haveOneModulus(PrivateKey key, X509Certificate certificate) {
        return key instanceof RSAKey one
                && certificate.getPublicKey() instanceof RSAKey other
                && one.getModulus().equals(other.getModulus());
    }
}
