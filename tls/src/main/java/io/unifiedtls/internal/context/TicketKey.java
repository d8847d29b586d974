package io.unifiedtls.internal.context;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** A session ticket key that was read, or generated. Immutable, and equal by value. */
public final class TicketKey {

    /** Three parts of 16 bytes. */
    static final int LENGTH = 48;

    private static final int PART = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private TicketKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a key of 48 bytes. */
    static TicketKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a session ticket key has %d bytes".formatted(LENGTH));
        }
        return new TicketKey(bytes.clone());
    }

    /** Returns a new random key. */
    public static TicketKey generate() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new TicketKey(bytes);
    }

    /** Returns the name, which is in each ticket and not secret. */
    public byte[] name() {
        return Arrays.copyOf(this.bytes, PART);
    }

    /** Returns the key for HMAC, which is secret. */
    public byte[] hmacKey() {
        return Arrays.copyOfRange(this.bytes, PART, 2 * PART);
    }

    /** Returns the key for AES, which is secret. */
    public byte[] aesKey() {
        return Arrays.copyOfRange(this.bytes, 2 * PART, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TicketKey key && MessageDigest.isEqual(this.bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(name());
    }

    /** Returns nothing of the key. */
    @Override
    public String toString() {
        return "TicketKey[secret]";
    }
}
