package io.unifiedtls.autoconfigure.shared;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), which the JDK has since version 25. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";

    private static final int HASH = 32;

    private Hkdf() {}

    /**
     * Returns key material.
     *
     * @param salt not empty
     * @param length in bytes
     */
    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        try {
            var pseudorandom = mac(salt).doFinal(secret);
            var result = new byte[0];
            var block = new byte[0];
            for (var counter = 1; result.length < length; counter++) {
                var mac = mac(pseudorandom);
                mac.update(block);
                mac.update(info);
                mac.update((byte) counter);
                block = mac.doFinal();
                result = Arrays.copyOf(result, result.length + HASH);
                System.arraycopy(block, 0, result, result.length - HASH, HASH);
            }
            return Arrays.copyOf(result, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac;
    }
}
