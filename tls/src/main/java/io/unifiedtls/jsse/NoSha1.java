package io.unifiedtls.jsse;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Keeps signatures with SHA-1 out of handshakes (RFC 9155): they are neither offered, nor requested, nor made. Every
 * JDK supports it, where signature schemes can only be set from JDK 19 on. What the security properties disable remains
 * disabled.
 */
final class NoSha1 implements AlgorithmConstraints {

    static final AlgorithmConstraints INSTANCE = new NoSha1();

    /** As the JDK writes them in one place or another. */
    private static final Set<String> FORBIDDEN =
            ignoringCase("rsa_pkcs1_sha1", "ecdsa_sha1", "dsa_sha1", "SHA1withRSA", "SHA1withECDSA", "SHA1withDSA");

    private NoSha1() {}

    private static Set<String> ignoringCase(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return Collections.unmodifiableSet(set);
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !FORBIDDEN.contains(algorithm);
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
