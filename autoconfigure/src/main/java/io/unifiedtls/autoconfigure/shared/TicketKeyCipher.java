package io.unifiedtls.autoconfigure.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the session ticket keys of one scope with AES-GCM, under keys that are derived from those of the
 * configuration: servers of another scope can neither read nor use them. Thread-safe.
 */
final class TicketKeyCipher {

    /** The format of a value: this, the id of the key, the nonce, and what was encrypted. */
    private static final byte[] FORMAT = "UTK1".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] SALT = "unified-tls session ticket keys".getBytes(StandardCharsets.US_ASCII);

    private static final int KEY = 32;

    private static final int ID = 8;

    private static final int NONCE = 12;

    private static final int TAG_BITS = 128;

    private static final int SHORTEST = FORMAT.length + ID + NONCE + TAG_BITS / Byte.SIZE;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<DerivedKey> keys;

    private record DerivedKey(SecretKeySpec key, byte[] id) {

        @Override
        public String toString() {
            return "DerivedKey[secret]";
        }
    }

    /**
     * Derives the keys of a scope.
     *
     * @param encryptionKeys those of the configuration: the first one encrypts, all decrypt
     */
    TicketKeyCipher(List<byte[]> encryptionKeys, byte[] scope) {
        this.keys = encryptionKeys.stream().map(key -> derive(key, scope)).toList();
    }

    private static DerivedKey derive(byte[] encryptionKey, byte[] scope) {
        var derived = Hkdf.derive(encryptionKey, SALT, scope, KEY + ID);
        return new DerivedKey(new SecretKeySpec(derived, 0, KEY, "AES"), Arrays.copyOfRange(derived, KEY, KEY + ID));
    }

    byte[] encrypt(byte[] plain) {
        var key = this.keys.get(0);
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
            return ByteBuffer.allocate(FORMAT.length + ID + NONCE + encrypted.length)
                    .put(FORMAT)
                    .put(key.id())
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** @throws UnreadableValueException if it was encrypted with another key, or has changed since */
    byte[] decrypt(byte[] value) throws UnreadableValueException {
        if (value.length < SHORTEST || !startsWithFormat(value)) {
            throw new UnreadableValueException("it has another format, or is damaged");
        }
        var parts = ByteBuffer.wrap(value, FORMAT.length, value.length - FORMAT.length);
        var id = new byte[ID];
        var nonce = new byte[NONCE];
        parts.get(id).get(nonce);
        var key = this.keys.stream()
                .filter(candidate -> Arrays.equals(candidate.id(), id))
                .findFirst()
                .orElseThrow(() -> new UnreadableValueException("it was encrypted with another encryption-key"));
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(value, parts.position(), parts.remaining());
        } catch (GeneralSecurityException damaged) {
            throw new UnreadableValueException("it is damaged");
        }
    }

    private static boolean startsWithFormat(byte[] value) {
        return Arrays.equals(value, 0, FORMAT.length, FORMAT, 0, FORMAT.length);
    }

    private static Cipher cipher(int mode, DerivedKey key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(FORMAT);
        cipher.updateAAD(key.id());
        return cipher;
    }
}
