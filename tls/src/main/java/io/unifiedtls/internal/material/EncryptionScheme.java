package io.unifiedtls.internal.material;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;

/**
 * How a password protects a key: PBES2 with PBKDF2 (RFC 8018, sections 5.2 and 6.2).
 *
 * <p>The JDK reads the same structure, but for neither AES-192 nor Triple DES.
 *
 * @param derivation what the JDK calls the function that makes a key of the password
 * @param keyLength in bits
 * @param cipher what the JDK calls the cipher, without mode and padding
 */
record EncryptionScheme(
        String derivation, byte[] salt, int iterations, int keyLength, String cipher, byte[] initializationVector) {

    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";

    // the limit of the JDK for PKCS#12: hours of work are no key file's purpose
    private static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(5_000_000);

    private static final Map<String, String> DERIVATIONS = Map.of(
            "1.2.840.113549.2.7", "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.8", "PBKDF2WithHmacSHA224",
            "1.2.840.113549.2.9", "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10", "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11", "PBKDF2WithHmacSHA512");

    private static final Map<String, Integer> AES = Map.of(
            "2.16.840.1.101.3.4.1.2", 128,
            "2.16.840.1.101.3.4.1.22", 192,
            "2.16.840.1.101.3.4.1.42", 256);

    private static final String TRIPLE_DES = "1.2.840.113549.3.7";

    private static final Map<String, String> UNSUPPORTED = Map.of(
            "1.3.6.1.4.1.11591.4.11", "scrypt",
            "1.2.840.113549.1.5.3", "PBE-MD5-DES",
            "1.2.840.113549.1.5.10", "PBE-SHA1-DES",
            "1.2.840.113549.1.12.1.1", "PBE-SHA1-RC4-128",
            "1.2.840.113549.1.12.1.3", "PBE-SHA1-3DES",
            "1.2.840.113549.1.12.1.6", "PBE-SHA1-RC2-40");

    /** Parses an {@code AlgorithmIdentifier}. */
    static EncryptionScheme parse(DerReader algorithm, String source) throws IOException {
        require(PBES2, algorithm.objectIdentifier(), source);
        var parameters = algorithm.sequence();
        var derivation = parameters.sequence();
        require(PBKDF2, derivation.objectIdentifier(), source);
        var pbkdf2 = derivation.sequence();
        var salt = pbkdf2.octets();
        if (salt.length == 0) {
            throw new IOException("PBKDF2 without a salt");
        }
        var iterations = pbkdf2.integer();
        if (iterations.signum() <= 0 || iterations.compareTo(MOST_ITERATIONS) > 0) {
            throw new IOException("%s iterations of PBKDF2".formatted(iterations));
        }
        if (pbkdf2.nextIs(DerReader.INTEGER)) {
            pbkdf2.integer(); // the key length, which the cipher says too
        }
        var function = "PBKDF2WithHmacSHA1"; // RFC 8018 A.2: the default
        if (pbkdf2.hasMore()) {
            function = known(DERIVATIONS, pbkdf2.sequence().objectIdentifier(), source);
        }
        var cipher = parameters.sequence();
        var identifier = cipher.objectIdentifier();
        return identifier.equals(TRIPLE_DES)
                ? new EncryptionScheme(function, salt, iterations.intValue(), 192, "DESede", cipher.octets())
                : new EncryptionScheme(
                        function, salt, iterations.intValue(), known(AES, identifier, source), "AES", cipher.octets());
    }

    private static void require(String expected, String identifier, String source) throws ConfigurationException {
        known(Map.of(expected, expected), identifier, source);
    }

    private static <T> T known(Map<String, T> table, String identifier, String source) throws ConfigurationException {
        var known = table.get(identifier);
        if (known == null) {
            throw new ConfigurationException("the private key in %s is encrypted with %s; convert it with: %s"
                    .formatted(
                            source,
                            UNSUPPORTED.getOrDefault(identifier, "the unknown algorithm " + identifier),
                            EncryptedPrivateKey.conversion(source)));
        }
        return known;
    }
}
