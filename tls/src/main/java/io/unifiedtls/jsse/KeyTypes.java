package io.unifiedtls.jsse;

import java.security.PublicKey;

/** The names that TLS providers have for types of keys: {@code EC}, {@code RSASSA-PSS}, {@code EC/secp256r1}, … */
final class KeyTypes {

    private KeyTypes() {}

    /** Returns whether a key is of the type that a provider asks for. */
    static boolean matches(String keyType, PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> keyType.equals("RSA") || keyType.endsWith("_RSA");
            case "RSASSA-PSS" -> keyType.equals("RSASSA-PSS");
            case "EC" -> keyType.equals("EC") || keyType.startsWith("EC/") || keyType.endsWith("_ECDSA");
            default -> keyType.equals("EdDSA") || keyType.equals(key.getAlgorithm());
        };
    }
}
