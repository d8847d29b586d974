package io.unifiedtls.internal.context;

import java.security.PublicKey;
import java.security.interfaces.EdECKey;

/**
 * The names that TLS providers have for types of keys: {@code EC}, {@code RSASSA-PSS}, {@code EC/secp256r1},
 * {@code Ed25519}, …
 */
final class KeyTypes {

    private KeyTypes() {}

    private static String curve(PublicKey key) {
        return (key instanceof EdECKey edwards) ? edwards.getParams().getName() : key.getAlgorithm();
    }

    /** Returns whether a key is of the type that a provider asks for. */
    static boolean matches(String keyType, PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> keyType.equals("RSA") || keyType.endsWith("_RSA");
            case "RSASSA-PSS" -> keyType.equals("RSASSA-PSS");
            case "EC" -> keyType.equals("EC") || keyType.startsWith("EC/") || keyType.endsWith("_ECDSA");
            case "EdDSA" -> keyType.equals("EdDSA") || keyType.equals(curve(key));
            default -> keyType.equals(key.getAlgorithm());
        };
    }
}
