package io.unifiedtls.internal.material;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.internal.x509.DerWriter;

/**
 * A private key as PKCS#8 encodes it (RFC 5208), into which PKCS#1 and SEC1 keys are wrapped: the JDK reads nothing
 * else.
 *
 * @param algorithm the encoded {@code AlgorithmIdentifier}
 * @param key the key, in the encoding of its algorithm
 */
record PrivateKeyInfo(byte[] algorithm, byte[] key) {

    // 1.2.840.113549.1.1.1 and, as RFC 3279 2.3.1 has it, NULL
    private static final byte[] RSA = {
        0x30, 0x0D, 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    // 1.2.840.10045.2.1
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    static PrivateKeyInfo ofPkcs8(byte[] encoded) throws IOException {
        var info = DerReader.of(encoded).sequence();
        info.integer(); // RFC 5958 has a version 1 with the public key at the end, which JDK 17 refuses: leave it out
        var algorithm = DerWriter.sequence(info.sequence().remaining());
        return new PrivateKeyInfo(algorithm, info.octets());
    }

    static PrivateKeyInfo ofPkcs1(byte[] encoded) {
        return new PrivateKeyInfo(RSA, encoded);
    }

    /** Wraps an {@code ECPrivateKey} (RFC 5915); the curve is the one it names, otherwise the one given. */
    static PrivateKeyInfo ofSec1(byte[] encoded, byte[] curve, String source) throws IOException {
        var key = DerReader.of(encoded).sequence();
        key.integer();
        key.octets();
        var named = key.nextIs(0xA0) ? key.inside(0xA0).remaining() : curve;
        if (named.length == 0) {
            throw new ConfigurationException(
                    "the EC private key in %s does not name its curve; convert it to PKCS#8".formatted(source));
        }
        return new PrivateKeyInfo(DerWriter.sequence(EC, named), encoded);
    }

    PrivateKey toPrivateKey(String source) throws IOException {
        var name = algorithmName(source);
        var encoded = DerWriter.sequence(DerWriter.integer(0), this.algorithm, DerWriter.octets(this.key));
        try {
            return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException exception) {
            throw new ConfigurationException(
                    "the %s private key in %s is malformed".formatted(name, source), exception);
        }
    }

    /** Returns what the JDK calls the algorithm, and refuses one that TLS cannot use. */
    String algorithmName(String source) throws IOException {
        return KeyAlgorithm.of(DerReader.of(this.algorithm).sequence(), source);
    }

    @Override
    public String toString() {
        return "PrivateKeyInfo[secret]";
    }
}
