package io.unifiedtls.internal.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

import io.unifiedtls.internal.sni.ClientHello;

/**
 * Whether a handshake resumes a session, as the server's answer to the ClientHello says in the clear: no library tells
 * it for every version. Thread-safe.
 */
final class Resumption {

    private static final int HANDSHAKE_RECORD = 22;

    private static final int RECORD_HEADER = 5;

    /** The headers of record and message, and the version. */
    private static final int BEFORE_RANDOM = RECORD_HEADER + 4 + 2;

    private static final int RANDOM = 32;

    private static final int BEFORE_SESSION_ID = BEFORE_RANDOM + RANDOM;

    private static final int CLIENT_HELLO = 1;

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

    /** Takes note of what the client offers, if the bytes from start to end begin with that. */
    void offered(ByteBuffer records, int start, int end) {
        if (this.sessionId.isEmpty() && isMessage(CLIENT_HELLO, records, start, end)) {
            try {
                var hello = records.slice(start, end - start).position(BEFORE_SESSION_ID);
                var sessionId = new byte[hello.get() & 0xFF];
                hello.get(sessionId);
                this.sessionId = Optional.of(ByteBuffer.wrap(sessionId));
            } catch (BufferUnderflowException | IllegalArgumentException inSeveralRecords) {
                // No library writes it so.
            }
        }
    }

    /** Takes note of the server's answer, if the bytes from start to end begin with that. */
    void answered(ByteBuffer records, int start, int end) {
        if (this.resumed.isEmpty() && this.sessionId.isPresent() && isMessage(SERVER_HELLO, records, start, end)) {
            try {
                this.resumed = read(records.slice(start, end - start), this.sessionId.get());
            } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
                // The library will say so.
            }
        }
    }

    private static boolean isMessage(int type, ByteBuffer records, int start, int end) {
        return end - start > RECORD_HEADER
                && records.get(start) == HANDSHAKE_RECORD
                && records.get(start + RECORD_HEADER) == type;
    }

    /** Reads a ServerHello (RFC 8446, section 4.1.3, and RFC 5246, section 7.4.1.3). */
    private static Optional<Boolean> read(ByteBuffer hello, ByteBuffer offered) {
        skip(hello, BEFORE_RANDOM);
        if (hello.getLong() == HELLO_RETRY_REQUEST) {
            return Optional.empty();
        }
        skip(hello, RANDOM - Long.BYTES);
        var length = hello.get() & 0xFF;
        var sessionId = hello.slice(hello.position(), length);
        skip(hello, length + 2 + 1); // cipher suite, compression method
        var tls13 = false;
        var preSharedKey = false;
        var end = hello.remaining() < 2 ? hello.position() : (hello.getShort() & 0xFFFF) + hello.position();
        while (hello.position() < end) {
            var extension = hello.getShort() & 0xFFFF;
            tls13 |= extension == SUPPORTED_VERSIONS;
            preSharedKey |= extension == PRE_SHARED_KEY;
            skip(hello, hello.getShort() & 0xFFFF);
        }
        // Below TLS 1.3 the server repeats the ID of a session that it goes on with, and that one alone.
        return Optional.of(tls13 ? preSharedKey : length > 0 && sessionId.equals(offered));
    }

    private static void skip(ByteBuffer buffer, int length) {
        buffer.position(buffer.position() + length);
    }
}
