package io.unifiedtls.internal.material;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;

/** Checks whether a private key belongs to the public key of a certificate. */
final class KeyPairCheck {

    /** What is signed to find out, which could be anything. */
    private static final byte[] MESSAGE = new byte[32];

    private KeyPairCheck() {}

    /**
     * Signs something with the one and verifies it with the other, which works for keys outside the process too.
     *
     * @throws ConfigurationException if the private key cannot sign
     */
    static boolean belongTogether(PrivateKey privateKey, String source, PublicKey publicKey)
            throws ConfigurationException {
        if (!areOfOneKind(privateKey, publicKey) || !mayHaveOneModulus(privateKey, publicKey)) {
            return false;
        }
        var signature = sign(privateKey, source, publicKey);
        try {
            var verifier = signature(privateKey, source, publicKey);
            verifier.initVerify(publicKey);
            verifier.update(MESSAGE);
            return verifier.verify(signature);
        } catch (SignatureException ofAnotherKey) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "cannot verify a signature of the private key in %s with its certificate: %s"
                            .formatted(source, e.getMessage()),
                    e);
        }
    }

    private static byte[] sign(PrivateKey privateKey, String source, PublicKey publicKey)
            throws ConfigurationException {
        try {
            var signer = signature(privateKey, source, publicKey);
            signer.initSign(privateKey);
            signer.update(MESSAGE);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "cannot sign with the private key in %s: %s".formatted(source, e.getMessage()), e);
        }
    }

    /** Returns what both keys sign with: a key of RSA in a token may be for either kind of signature. */
    private static Signature signature(PrivateKey privateKey, String source, PublicKey publicKey)
            throws GeneralSecurityException, ConfigurationException {
        return switch (publicKey.getAlgorithm()) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "RSASSA-PSS" -> {
                var signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(PssParameters.parameters(privateKey, source, publicKey));
                yield signature;
            }
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            default -> Signature.getInstance("EdDSA");
        };
    }

    private static boolean areOfOneKind(PrivateKey privateKey, PublicKey publicKey) {
        var kind = kind(privateKey);
        if (kind.isPresent()) {
            return kind.get().equals(kind(publicKey));
        }
        return family(privateKey.getAlgorithm()).equals(family(publicKey.getAlgorithm()));
    }

    private static boolean mayHaveOneModulus(PrivateKey privateKey, PublicKey publicKey) {
        return !(privateKey instanceof RSAKey one)
                || !(publicKey instanceof RSAKey other)
                || one.getModulus().equals(other.getModulus());
    }

    private static String family(String algorithm) {
        if (algorithm.startsWith("RSA")) {
            return "RSA";
        }
        return algorithm.startsWith("Ed") ? "EdDSA" : algorithm;
    }

    /** Returns what a person calls such keys; empty of a key that keeps its bytes to itself, as one in a token does. */
    static Optional<String> kind(PrivateKey key) {
        var encoded = key.getEncoded();
        if (encoded == null) {
            return Optional.empty();
        }
        try {
            var algorithm = PrivateKeyInfo.ofPkcs8(encoded).algorithm();
            return Optional.of(KeyAlgorithm.describe(DerReader.of(algorithm).sequence()));
        } catch (IOException notPkcs8) {
            return Optional.empty();
        }
    }

    /** Returns what a person calls such keys. */
    static String kind(PublicKey key) {
        try {
            return KeyAlgorithm.describe(algorithm(key));
        } catch (IOException malformed) {
            return "a key of %s".formatted(key.getAlgorithm());
        }
    }

    /** Returns whether Java can verify what the private key of a public one signs. */
    static boolean isSupported(PublicKey key) {
        try {
            return KeyAlgorithm.isSupported(algorithm(key));
        } catch (IOException malformed) {
            return false;
        }
    }

    /** The first field of a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). */
    private static DerReader algorithm(PublicKey key) throws IOException {
        return DerReader.of(key.getEncoded()).sequence().sequence();
    }
}
