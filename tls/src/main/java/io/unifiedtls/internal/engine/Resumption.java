package io.unifiedtls.internal.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

import io.unifiedtls.internal.sni.ClientHello;
import io.unifiedtls.internal.sni.ClientHelloReader;

/**
 * Whether a handshake resumes a session, as the server's answer to the ClientHello says in the clear: no library tells
 * it for every version. Thread-safe.
 */
final class Resumption {

    private static final int HANDSHAKE_RECORD = 22;

    private static final int RECORD_HEADER = 5;

    private static final int SERVER_HELLO = 2;

    private static final int PRE_SHARED_KEY = 41;

    private static final int SUPPORTED_VERSIONS = 43;

    // SHA-256 of "HelloRetryRequest" begins so (RFC 8446 4.1.3).
    private static final long HELLO_RETRY_REQUEST = 0xCF21AD74E59A6111L;

    private volatile Optional<ByteBuffer> sessionId = Optional.empty();

    private volatile Optional<Boolean> resumed = Optional.empty();

    /** Returns whether a session is resumed, once the server has said so. */
    Optional<Boolean> resumed() {
        return this.resumed;
    }

    /** Takes note of what the library says. */
    void resumed(boolean said) {
        this.resumed = Optional.of(said);
    }

    /** Takes note of what the client offers. */
    void offered(ClientHello hello) {
        this.sessionId = Optional.of(hello.sessionId());
    }

    /** Takes note of what the client offers, if these records begin with that. */
    void offered(ByteBuffer records) {
        if (this.sessionId.isEmpty()) {
            new ClientHelloReader().read(records).ifPresent(this::offered);
        }
    }

    /** Takes note of the server's answer, if these records begin with that. */
    void answered(ByteBuffer records) {
        if (this.resumed.isEmpty() && this.sessionId.isPresent() && isServerHello(records)) {
            try {
                this.resumed = read(records.duplicate(), this.sessionId.get());
            } catch (BufferUnderflowException | IllegalArgumentException malformed) {
                // The library will say so.
            }
        }
    }

    private static boolean isServerHello(ByteBuffer records) {
        return records.remaining() > RECORD_HEADER
                && records.get(records.position()) == HANDSHAKE_RECORD
                && records.get(records.position() + RECORD_HEADER) == SERVER_HELLO;
    }

    /** Reads a ServerHello (RFC 8446, section 4.1.3, and RFC 5246, section 7.4.1.3). */
    private static Optional<Boolean> read(ByteBuffer hello, ByteBuffer offered) {
        skip(hello, RECORD_HEADER + 4 + 2); // the headers of record and message, and the version
        if (hello.getLong() == HELLO_RETRY_REQUEST) {
            return Optional.empty();
        }
        skip(hello, 32 - Long.BYTES); // the rest of the random bytes
        var sessionId = new byte[hello.get() & 0xFF];
        hello.get(sessionId);
        skip(hello, 2 + 1); // cipher suite, compression method
        var extensions = hello.remaining() >= 2 ? extensions(hello) : new int[0];
        // Below TLS 1.3 the server repeats the ID of a session that it goes on with, and that one alone.
        return Optional.of(
                contains(extensions, SUPPORTED_VERSIONS)
                        ? contains(extensions, PRE_SHARED_KEY)
                        : sessionId.length > 0 && ByteBuffer.wrap(sessionId).equals(offered));
    }

    private static int[] extensions(ByteBuffer hello) {
        var end = (hello.getShort() & 0xFFFF) + hello.position();
        var types = new int[16];
        var count = 0;
        while (hello.position() < end && count < types.length) {
            types[count++] = hello.getShort() & 0xFFFF;
            skip(hello, hello.getShort() & 0xFFFF);
        }
        return Arrays.copyOf(types, count);
    }

    private static boolean contains(int[] extensions, int type) {
        for (var any : extensions) {
            if (any == type) {
                return true;
            }
        }
        return false;
    }

    private static void skip(ByteBuffer buffer, int length) {
        buffer.position(buffer.position() + length);
    }
}
