package io.unifiedtls.jsse;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Keeps signatures with SHA-1 out of handshakes (RFC 9155): they are neither offered, nor requested, nor made. Every
 * JDK supports it, where signature schemes can only be set from JDK 19 on. What the security properties disable remains
 * disabled.
 */
final class NoSha1 implements AlgorithmConstraints {

    static final AlgorithmConstraints INSTANCE = new NoSha1();

    private static final Set<String> FORBIDDEN =
            Set.of("rsa_pkcs1_sha1", "ecdsa_sha1", "dsa_sha1", "sha1withrsa", "sha1withecdsa", "sha1withdsa");

    private NoSha1() {}

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !FORBIDDEN.contains(algorithm.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
