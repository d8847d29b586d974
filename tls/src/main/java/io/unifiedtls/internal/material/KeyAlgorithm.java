package io.unifiedtls.internal.material;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;

/** Which private keys TLS can use, by the object identifiers of PKCS#8. */
final class KeyAlgorithm {

    private static final String EC = "1.2.840.10045.2.1";

    private static final Map<String, String> SUPPORTED = Map.of(
            "1.2.840.113549.1.1.1",
            "RSA",
            "1.2.840.113549.1.1.10",
            "RSASSA-PSS",
            EC,
            "EC",
            "1.3.101.112",
            "Ed25519",
            "1.3.101.113",
            "Ed448");

    private static final Map<String, String> UNSUPPORTED = Map.of(
            "1.2.840.10040.4.1", "DSA",
            "1.2.840.113549.1.3.1", "DH",
            "1.2.840.10046.2.1", "DH",
            "1.3.101.110", "X25519",
            "1.3.101.111", "X448");

    // what the JDK has since version 16
    private static final Map<String, String> CURVES =
            Map.of("1.2.840.10045.3.1.7", "P-256", "1.3.132.0.34", "P-384", "1.3.132.0.35", "P-521");

    private static final Map<String, String> UNSUPPORTED_CURVES = Map.of(
            "1.3.132.0.10", "secp256k1",
            "1.3.132.0.33", "secp224r1",
            "1.2.840.10045.3.1.1", "secp192r1",
            "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1",
            "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1",
            "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1",
            "1.2.156.10197.1.301", "SM2");

    private static final Set<String> CANNOT_SIGN = Set.of("DH", "X25519", "X448");

    private KeyAlgorithm() {}

    /** Returns the name the JDK has for the algorithm of an {@code AlgorithmIdentifier}. */
    static String of(DerReader algorithm, String source) throws IOException {
        var identifier = algorithm.objectIdentifier();
        var name = SUPPORTED.get(identifier);
        if (name == null) {
            throw unsupported(UNSUPPORTED.getOrDefault(identifier, identifier), source);
        }
        if (identifier.equals(EC)) {
            requireSupportedCurve(algorithm, source);
        }
        return name;
    }

    /** Returns what a person calls the keys of an {@code AlgorithmIdentifier}, such as {@code an EC key on P-256}. */
    static String describe(DerReader algorithm) throws IOException {
        var identifier = algorithm.objectIdentifier();
        if (identifier.equals(EC)) {
            return "an EC key on " + (algorithm.nextIs(DerReader.SEQUENCE) ? "a custom curve" : curve(algorithm));
        }
        var name = SUPPORTED.getOrDefault(identifier, UNSUPPORTED.getOrDefault(identifier, identifier));
        return switch (name) {
            case "RSA" -> "an RSA key (rsaEncryption)";
            case "RSASSA-PSS" -> "an RSASSA-PSS key (id-RSASSA-PSS)";
            case "DSA", "DH" -> "a %s key".formatted(name);
            default -> "an %s key".formatted(name);
        };
    }

    /** Returns whether Java can verify what keys of an {@code AlgorithmIdentifier} sign. */
    static boolean isSupported(DerReader algorithm) throws IOException {
        var identifier = algorithm.objectIdentifier();
        return identifier.equals(EC)
                ? !algorithm.nextIs(DerReader.SEQUENCE) && CURVES.containsKey(algorithm.objectIdentifier())
                : SUPPORTED.containsKey(identifier);
    }

    private static String curve(DerReader parameters) throws IOException {
        var curve = parameters.objectIdentifier();
        return CURVES.getOrDefault(curve, UNSUPPORTED_CURVES.getOrDefault(curve, "the curve " + curve));
    }

    static ConfigurationException unsupported(String algorithm, String source) {
        var reason = CANNOT_SIGN.contains(algorithm) ? ", which cannot sign" : "";
        return new ConfigurationException("unsupported %s private key in %s%s; use RSA, EC, Ed25519 or Ed448"
                .formatted(algorithm, source, reason));
    }

    private static void requireSupportedCurve(DerReader parameters, String source) throws IOException {
        if (parameters.nextIs(DerReader.SEQUENCE)) { // RFC 5480 2.1.1 forbids them, and a forged curve hides in them
            throw new ConfigurationException(
                    "the EC private key in %s has explicit curve parameters; convert it with: openssl ec -param_enc named_curve -in %s -out new.pem"
                            .formatted(source, source));
        }
        var curve = parameters.objectIdentifier();
        if (!CURVES.containsKey(curve)) {
            var name = UNSUPPORTED_CURVES.get(curve);
            throw new ConfigurationException(
                    "Java does not support the curve %s of the key in %s; use P-256, P-384 or P-521"
                            .formatted(name == null ? curve : "%s (%s)".formatted(curve, name), source));
        }
    }
}
