package io.unifiedtls.autoconfigure.shared;

import java.security.SecureRandom;
import java.time.Instant;

import io.unifiedtls.SessionTicketKey;

/** A session ticket key, and when it is used. Immutable. */
final class SharedKey {

    /** The bytes of a session ticket key. */
    static final int LENGTH = 48;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private final Instant notBefore;

    private final Instant notAfter;

    SharedKey(byte[] bytes, Instant notBefore, Instant notAfter) {
        this.bytes = bytes;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /** Returns a random key that encrypts from an instant on. */
    static SharedKey generate(Instant notBefore, TicketKeyTimes times) {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new SharedKey(bytes, notBefore, notBefore.plus(times.lifetime()));
    }

    byte[] bytes() {
        return this.bytes;
    }

    SessionTicketKey toTicketKey() {
        return SessionTicketKey.fromBuffer(this.bytes);
    }

    /** Returns when the key begins to encrypt; it decrypts as soon as it is known. */
    Instant notBefore() {
        return this.notBefore;
    }

    /** Returns when the key ends to decrypt. */
    Instant notAfter() {
        return this.notAfter;
    }

    /** Returns nothing of the key. */
    @Override
    public String toString() {
        return "SharedKey[from %s until %s]".formatted(this.notBefore, this.notAfter);
    }
}
