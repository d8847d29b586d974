package io.unifiedtls.internal.record;

import java.util.Map;

/** The names of codes in the IANA registry "TLS Parameters", and of versions; a code without a name is shown itself. */
final class RegisteredNames {

    private static final Map<Integer, String> VERSIONS =
            Map.of(0x0300, "SSLv3", 0x0301, "TLSv1", 0x0302, "TLSv1.1", 0x0303, "TLSv1.2", 0x0304, "TLSv1.3");

    private static final Map<Integer, String> GROUPS = Map.ofEntries(
            Map.entry(0x0016, "secp256k1"),
            Map.entry(0x0017, "secp256r1"),
            Map.entry(0x0018, "secp384r1"),
            Map.entry(0x0019, "secp521r1"),
            Map.entry(0x001A, "brainpoolP256r1"),
            Map.entry(0x001B, "brainpoolP384r1"),
            Map.entry(0x001C, "brainpoolP512r1"),
            Map.entry(0x001D, "x25519"),
            Map.entry(0x001E, "x448"),
            Map.entry(0x0100, "ffdhe2048"),
            Map.entry(0x0101, "ffdhe3072"),
            Map.entry(0x0102, "ffdhe4096"),
            Map.entry(0x0103, "ffdhe6144"),
            Map.entry(0x0104, "ffdhe8192"),
            Map.entry(0x11EB, "SecP256r1MLKEM768"),
            Map.entry(0x11EC, "X25519MLKEM768"),
            Map.entry(0x11ED, "SecP384r1MLKEM1024"),
            Map.entry(0x6399, "X25519Kyber768Draft00"));

    private static final Map<Integer, String> SIGNATURE_ALGORITHMS = Map.ofEntries(
            Map.entry(0x0201, "rsa_pkcs1_sha1"),
            Map.entry(0x0203, "ecdsa_sha1"),
            Map.entry(0x0301, "rsa_pkcs1_sha224"),
            Map.entry(0x0303, "ecdsa_sha224"),
            Map.entry(0x0401, "rsa_pkcs1_sha256"),
            Map.entry(0x0403, "ecdsa_secp256r1_sha256"),
            Map.entry(0x0501, "rsa_pkcs1_sha384"),
            Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
            Map.entry(0x0601, "rsa_pkcs1_sha512"),
            Map.entry(0x0603, "ecdsa_secp521r1_sha512"),
            Map.entry(0x0804, "rsa_pss_rsae_sha256"),
            Map.entry(0x0805, "rsa_pss_rsae_sha384"),
            Map.entry(0x0806, "rsa_pss_rsae_sha512"),
            Map.entry(0x0807, "ed25519"),
            Map.entry(0x0808, "ed448"),
            Map.entry(0x0809, "rsa_pss_pss_sha256"),
            Map.entry(0x080A, "rsa_pss_pss_sha384"),
            Map.entry(0x080B, "rsa_pss_pss_sha512"),
            Map.entry(0x0904, "mldsa44"),
            Map.entry(0x0905, "mldsa65"),
            Map.entry(0x0906, "mldsa87"));

    private RegisteredNames() {}

    /** Returns the name of a protocol version as the JDK writes it. */
    static String version(int code) {
        return nameOf(code, VERSIONS);
    }

    static String group(int code) {
        return nameOf(code, GROUPS);
    }

    static String signatureAlgorithm(int code) {
        return nameOf(code, SIGNATURE_ALGORITHMS);
    }

    private static String nameOf(int code, Map<Integer, String> names) {
        return names.getOrDefault(code, "0x%04x".formatted(code));
    }
}
