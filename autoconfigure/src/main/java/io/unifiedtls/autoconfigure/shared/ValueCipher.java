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
 * Encrypts what nodes share with AES-GCM, under keys that are derived from those of the configuration. Values of one
 * purpose and scope can be neither read nor used for another one. Thread-safe.
 */
final class ValueCipher {

    /** What a value is for. */
    enum Purpose {
        /** Session ticket keys; the scope is that of the sessions. */
        TICKET_KEYS("UTK1", "unified-tls session ticket keys"),

        /** The private keys of certificates. */
        CERTIFICATES("UTC1", "unified-tls certificates");

        /** The format of a value: this, the id of the key, the nonce, and what was encrypted. */
        private final byte[] format;

        private final byte[] salt;

        Purpose(String format, String salt) {
            this.format = format.getBytes(StandardCharsets.US_ASCII);
            this.salt = salt.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final int FORMAT = 4;

    private static final int KEY = 32;

    private static final int ID = 8;

    private static final int NONCE = 12;

    private static final int TAG_BITS = 128;

    private static final int SHORTEST = FORMAT + ID + NONCE + TAG_BITS / Byte.SIZE;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final byte[] NOTHING = {};

    private final byte[] format;

    private final List<DerivedKey> keys;

    private record DerivedKey(SecretKeySpec key, byte[] id) {

        @Override
        public String toString() {
            return "DerivedKey[secret]";
        }
    }

    private ValueCipher(Purpose purpose, List<byte[]> encryptionKeys, byte[] scope) {
        this.format = purpose.format;
        this.keys =
                encryptionKeys.stream().map(key -> derive(key, purpose, scope)).toList();
    }

    /**
     * Returns a cipher for the session ticket keys of a scope.
     *
     * @param encryptionKeys those of the configuration: the first one encrypts, all decrypt
     */
    static ValueCipher forTicketKeys(List<byte[]> encryptionKeys, byte[] scope) {
        return new ValueCipher(Purpose.TICKET_KEYS, encryptionKeys, scope);
    }

    /**
     * Returns a cipher for the private keys of certificates.
     *
     * @param encryptionKeys those of the configuration: the first one encrypts, all decrypt
     */
    static ValueCipher forCertificates(List<byte[]> encryptionKeys) {
        return new ValueCipher(Purpose.CERTIFICATES, encryptionKeys, NOTHING);
    }

    private static DerivedKey derive(byte[] encryptionKey, Purpose purpose, byte[] scope) {
        var derived = Hkdf.derive(encryptionKey, purpose.salt, scope, KEY + ID);
        return new DerivedKey(new SecretKeySpec(derived, 0, KEY, "AES"), Arrays.copyOfRange(derived, KEY, KEY + ID));
    }

    byte[] encrypt(byte[] plain) {
        return encrypt(plain, NOTHING);
    }

    /** @param context what the value belongs to; another one cannot be decrypted with it */
    byte[] encrypt(byte[] plain, byte[] context) {
        var key = this.keys.get(0);
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            return ByteBuffer.allocate(FORMAT + ID + NONCE + encrypted.length)
                    .put(this.format)
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
        return decrypt(value, NOTHING);
    }

    /**
     * Decrypts a value that belongs to something.
     *
     * @throws UnreadableValueException if it was encrypted with another key, or it or the context has changed since
     */
    byte[] decrypt(byte[] value, byte[] context) throws UnreadableValueException {
        if (value.length < SHORTEST || !startsWithFormat(value)) {
            throw new UnreadableValueException("it has another format, or is damaged");
        }
        var parts = ByteBuffer.wrap(value, FORMAT, value.length - FORMAT);
        var id = new byte[ID];
        var nonce = new byte[NONCE];
        parts.get(id).get(nonce);
        var key = this.keys.stream()
                .filter(candidate -> Arrays.equals(candidate.id(), id))
                .findFirst()
                .orElseThrow(() -> new UnreadableValueException("it was encrypted with another encryption-key"));
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(value, parts.position(), parts.remaining());
        } catch (GeneralSecurityException damaged) {
            throw new UnreadableValueException("it is damaged");
        }
    }

    /** Returns whether a value was encrypted with the key that encrypts now. */
    boolean isCurrent(byte[] value) {
        return value.length >= SHORTEST
                && Arrays.equals(value, FORMAT, FORMAT + ID, this.keys.get(0).id(), 0, ID);
    }

    private boolean startsWithFormat(byte[] value) {
        return Arrays.equals(value, 0, FORMAT, this.format, 0, FORMAT);
    }

    private Cipher cipher(int mode, DerivedKey key, byte[] nonce, byte[] context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(this.format);
        cipher.updateAAD(key.id());
        cipher.updateAAD(context);
        return cipher;
    }
}
