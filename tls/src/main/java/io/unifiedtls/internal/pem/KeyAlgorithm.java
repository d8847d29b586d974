package io.unifiedtls.internal.pem;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

import io.unifiedtls.ConfigurationException;

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

    // secp256r1, secp384r1, secp521r1: what the JDK has since version 16
    private static final Set<String> CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

    private static final Map<String, String> UNSUPPORTED_CURVES = Map.of(
            "1.3.132.0.10", "secp256k1",
            "1.3.132.0.33", "secp224r1",
            "1.2.840.10045.3.1.1", "secp192r1",
            "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1",
            "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1",
            "1.2.156.10197.1.301", "SM2");

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

    static ConfigurationException unsupported(String algorithm, String source) {
        return new ConfigurationException(
                "unsupported %s private key in %s; use RSA, EC, Ed25519 or Ed448".formatted(algorithm, source));
    }

    private static void requireSupportedCurve(DerReader parameters, String source) throws IOException {
        if (parameters.nextIs(DerReader.SEQUENCE)) { // RFC 5480 2.1.1 forbids them, and a forged curve hides in them
            throw new ConfigurationException(
                    "the EC private key in %s spells out its curve; convert it with: openssl ec -param_enc named_curve -in %s -out new.pem"
                            .formatted(source, source));
        }
        var curve = parameters.objectIdentifier();
        if (!CURVES.contains(curve)) {
            var name = UNSUPPORTED_CURVES.get(curve);
            throw new ConfigurationException("unsupported curve %s in %s; use P-256, P-384 or P-521"
                    .formatted(name == null ? curve : "%s (%s)".formatted(curve, name), source));
        }
    }
}
