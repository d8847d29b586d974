package io.unifiedtls;

import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A secret key that encrypts the session tickets of a server (RFC 5077): 48 random bytes, of which the first 16 are a
 * name that every client sees. A file of {@code openssl rand 48} is such a key, as for nginx. Read when a context is
 * created.
 *
 * <p>Anyone who has the key can decrypt TLS 1.2 sessions that were resumed with it: replace it at least daily, and
 * prefer a file system in memory for its file. Servers with the same keys, the same trust store and the same protocol
 * settings resume each other's sessions.
 *
 * @param source the source of the key, a file or a buffer
 */
public record SessionTicketKey(MaterialSource source) {

    /** The name, the key for HMAC and the key for AES, 16 bytes each. */
    private static final int LENGTH = 48;

    private static final SecureRandom RANDOM = new SecureRandom();

    public SessionTicketKey {
        if (source instanceof MaterialSource.Id) {
            throw new IllegalArgumentException(
                    "%s cannot be a session ticket key; use a file or a buffer".formatted(source));
        }
        if (source instanceof MaterialSource.Buffer buffer && buffer.bytes().length != LENGTH) {
            throw new IllegalArgumentException(
                    "invalid session ticket key of %d bytes; it must have %d: a 16-byte name, a 16-byte HMAC key and a 16-byte AES key"
                            .formatted(buffer.bytes().length, LENGTH));
        }
    }

    /** Returns the key in a file of 48 bytes. */
    public static SessionTicketKey fromFile(Path path) {
        return new SessionTicketKey(MaterialSource.file(path));
    }

    /**
     * Returns a key from its bytes.
     *
     * @throws IllegalArgumentException if the length is not 48
     */
    public static SessionTicketKey fromBuffer(byte[] bytes) {
        return new SessionTicketKey(MaterialSource.buffer(bytes));
    }

    /** Returns a new random key. */
    public static SessionTicketKey generate() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return fromBuffer(bytes);
    }

    /** Returns the source of the key, never the key. */
    @Override
    public String toString() {
        return "SessionTicketKey[%s]".formatted(this.source);
    }
}
