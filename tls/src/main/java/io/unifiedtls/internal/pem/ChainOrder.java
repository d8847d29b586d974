package io.unifiedtls.internal.pem;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;

/**
 * Puts the certificates of a signing chain in order: the one that the key belongs to, then its issuers (RFC 8446,
 * 4.4.2).
 */
final class ChainOrder {

    private ChainOrder() {}

    /** Returns the leaf and its issuers; certificates that are no part of the chain are left out. */
    static List<X509Certificate> of(
            PrivateKey key, String keySource, List<X509Certificate> certificates, String certificateSource)
            throws ConfigurationException {
        var leaf = certificates.stream()
                .filter(certificate -> belongTogether(key, certificate.getPublicKey()))
                .findFirst()
                .orElseThrow(() -> mismatch(keySource, certificates.get(0), certificateSource));
        var left = new LinkedHashSet<>(certificates);
        var ordered = new ArrayList<X509Certificate>();
        for (var next = Optional.of(leaf); next.isPresent(); next = issuer(next.get(), left)) {
            ordered.add(next.get());
            left.remove(next.get());
        }
        return ordered;
    }

    private static Optional<X509Certificate> issuer(X509Certificate certificate, LinkedHashSet<X509Certificate> among) {
        return among.stream().filter(issuer -> isIssuedBy(certificate, issuer)).findFirst();
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }

    private static ConfigurationException mismatch(String keySource, X509Certificate leaf, String certificateSource) {
        return new ConfigurationException(
                "the private key in %s does not belong to the certificate in %s (%s); use the key that the certificate was requested with"
                        .formatted(keySource, certificateSource, leaf.getSubjectX500Principal()));
    }

    /** Signs something with the one and verifies it with the other, which works for keys outside the process too. */
    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
        if (!sameKind(privateKey.getAlgorithm(), publicKey.getAlgorithm())) {
            return false;
        }
        try {
            var message = new byte[32];
            new SecureRandom().nextBytes(message);
            var signer = signature(privateKey.getAlgorithm());
            signer.initSign(privateKey);
            signer.update(message);
            var verifier = signature(privateKey.getAlgorithm());
            verifier.initVerify(publicKey);
            verifier.update(message);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException cannotBeUsedTogether) {
            return false;
        }
    }

    private static boolean sameKind(String privateAlgorithm, String publicAlgorithm) {
        return privateAlgorithm.equals(publicAlgorithm)
                || (privateAlgorithm.startsWith("Ed") && publicAlgorithm.startsWith("Ed"))
                || (privateAlgorithm.startsWith("RSA") && publicAlgorithm.startsWith("RSA"));
    }

    private static Signature signature(String keyAlgorithm) throws GeneralSecurityException {
        return switch (keyAlgorithm) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "RSASSA-PSS" -> pss();
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            default -> Signature.getInstance("EdDSA");
        };
    }

    private static Signature pss() throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signature;
    }
}
