package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Map;

import io.unifiedtls.internal.x509.DerReader;

/** What kind of key a key is, for messages; the JDK need not support it. */
final class KeyDescription {

    private static final String EC = "1.2.840.10045.2.1";

    private static final Map<String, String> CURVES = Map.of(
            "1.2.840.10045.3.1.7", "secp256r1",
            "1.3.132.0.34", "secp384r1",
            "1.3.132.0.35", "secp521r1",
            "1.3.132.0.10", "secp256k1",
            "1.2.840.10045.3.1.1", "secp192r1",
            "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1",
            "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1");

    private KeyDescription() {}

    /** Returns a description such as {@code EC on the curve secp256k1} or {@code RSA with 2048 bits}. */
    static String of(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return "%s with %d bits"
                    .formatted(key.getAlgorithm(), rsa.getModulus().bitLength());
        }
        try {
            var algorithm = DerReader.of(key.getEncoded()).sequence().sequence();
            var identifier = algorithm.objectIdentifier();
            if (!identifier.equals(EC)) {
                return key.getAlgorithm();
            }
            if (!algorithm.nextIs(DerReader.OBJECT_IDENTIFIER)) {
                return "EC on a curve without a name";
            }
            var curve = algorithm.objectIdentifier();
            return "EC on the curve " + CURVES.getOrDefault(curve, curve);
        } catch (IOException malformed) {
            return key.getAlgorithm();
        }
    }
}
