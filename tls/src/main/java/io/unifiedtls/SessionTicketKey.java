package io.unifiedtls;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A secret key that encrypts the session tickets of a server (RFC 5077): a 16-byte name, which is not secret, a 16-byte
 * HMAC key and a 16-byte AES key, as in the key files of other servers.
 *
 * <p>Anyone who has the key can decrypt TLS 1.2 sessions that were resumed with it: replace it at least daily, and
 * never write it to disk. Servers with the same keys and the same trust store resume each other's sessions. Immutable,
 * and equal by value.
 */
public final class SessionTicketKey {

    /** Three times 16 bytes. */
    private static final int LENGTH = 48;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private SessionTicketKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns a key from its bytes.
     *
     * @throws IllegalArgumentException if the length is not 48
     */
    public static SessionTicketKey fromBuffer(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "invalid session ticket key of %d bytes; it must have %d: a 16-byte name, a 16-byte HMAC key and a 16-byte AES key"
                            .formatted(bytes.length, LENGTH));
        }
        return new SessionTicketKey(bytes.clone());
    }

    /** Returns a new random key. */
    public static SessionTicketKey generate() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new SessionTicketKey(bytes);
    }

    /** Returns the bytes, which are secret. */
    public byte[] bytes() {
        return this.bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionTicketKey key && MessageDigest.isEqual(this.bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        // Only the name, which every client sees.
        return Arrays.hashCode(Arrays.copyOf(this.bytes, 16));
    }

    /** Returns nothing of the key. */
    @Override
    public String toString() {
        return "SessionTicketKey[secret]";
    }
}
