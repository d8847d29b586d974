package io.unifiedtls.internal.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a server negotiates in its ServerHello, which is not encrypted, and not every library reports: whether a session
 * is resumed, the group of TLS 1.3, and whether the keys are unique. Thread-safe.
 */
public final class ServerAnswer {

    /** The headers of record and message, and the version. */
    private static final int BEFORE_RANDOM = TlsRecord.HEADER_LENGTH + HandshakeMessage.HEADER_LENGTH + 2;

    private static final int RANDOM = 32;

    private static final int BEFORE_SESSION_ID = BEFORE_RANDOM + RANDOM;

    private static final int EXTENDED_MASTER_SECRET = 23;

    private static final int PRE_SHARED_KEY = 41;

    private static final int SUPPORTED_VERSIONS = 43;

    private static final int KEY_SHARE = 51;

    // SHA-256 of "HelloRetryRequest" begins so (RFC 8446 4.1.3).
    private static final long HELLO_RETRY_REQUEST = 0xCF21AD74E59A6111L;

    private volatile Optional<ByteBuffer> sessionId = Optional.empty();

    private volatile Optional<Boolean> resumed = Optional.empty();

    private volatile Optional<String> group = Optional.empty();

    private volatile boolean uniqueKeys;

    /**
     * Returns whether no other connection can have the same keys, as one to which a man in the middle relays the
     * handshake (RFC 7627): always in TLS 1.3, and below it with the extended master secret.
     */
    public boolean hasUniqueKeys() {
        return this.uniqueKeys;
    }

    /** Returns whether a session is resumed; empty until the server has answered. */
    public Optional<Boolean> resumed() {
        return this.resumed;
    }

    /** Returns the IANA name of the group for the key exchange; empty below TLS 1.3. */
    public Optional<String> group() {
        return this.group;
    }

    /**
     * Sets what the library reports, of a ServerHello that is not read here.
     *
     * @param group the IANA name of the group for the key exchange; empty below TLS 1.3
     */
    public void reported(boolean resumed, Optional<String> group) {
        this.resumed = Optional.of(resumed);
        this.group = group;
    }

    /** Remembers the session that the client offers. */
    public void offered(ClientHello hello) {
        this.sessionId = Optional.of(hello.sessionId());
    }

    /** Remembers the session that the client offers, if the bytes from start to end begin with a ClientHello. */
    public void offered(ByteBuffer records, int start, int end) {
        if (this.sessionId.isEmpty() && isMessage(HandshakeMessage.CLIENT_HELLO, records, start, end)) {
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

    /** Reads the server's answer, if the bytes from start to end begin with a ServerHello. */
    public void answered(ByteBuffer records, int start, int end) {
        if (this.resumed.isEmpty()
                && this.sessionId.isPresent()
                && isMessage(HandshakeMessage.SERVER_HELLO, records, start, end)) {
            try {
                read(records.slice(start, end - start), this.sessionId.get());
            } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
                // The library will report it.
            }
        }
    }

    private static boolean isMessage(int type, ByteBuffer records, int start, int end) {
        return end - start > TlsRecord.HEADER_LENGTH
                && records.get(start) == TlsRecord.HANDSHAKE
                && records.get(start + TlsRecord.HEADER_LENGTH) == type;
    }

    /** Reads a ServerHello (RFC 8446, section 4.1.3, and RFC 5246, section 7.4.1.3). */
    private void read(ByteBuffer hello, ByteBuffer offered) {
        skip(hello, BEFORE_RANDOM);
        if (hello.getLong() == HELLO_RETRY_REQUEST) {
            return;
        }
        skip(hello, RANDOM - Long.BYTES);
        var length = hello.get() & 0xFF;
        var sessionId = hello.slice(hello.position(), length);
        skip(hello, length + 2 + 1); // cipher suite, compression method
        var tls13 = false;
        var preSharedKey = false;
        var extendedMasterSecret = false;
        var keyShare = Optional.<String>empty();
        var end = hello.remaining() < 2 ? hello.position() : (hello.getShort() & 0xFFFF) + hello.position();
        while (hello.position() < end) {
            var extension = hello.getShort() & 0xFFFF;
            var extensionEnd = (hello.getShort() & 0xFFFF) + hello.position();
            switch (extension) {
                case SUPPORTED_VERSIONS -> tls13 = true;
                case PRE_SHARED_KEY -> preSharedKey = true;
                case EXTENDED_MASTER_SECRET -> extendedMasterSecret = true;
                case KEY_SHARE -> keyShare = Optional.of(RegisteredNames.group(hello.getShort() & 0xFFFF));
                default -> {
                    // says nothing about these
                }
            }
            hello.position(extensionEnd);
        }
        this.uniqueKeys = tls13 || extendedMasterSecret;
        // Below TLS 1.3 the server repeats the ID of the session that it resumes, and no other one.
        this.resumed = Optional.of(tls13 ? preSharedKey : length > 0 && sessionId.equals(offered));
        this.group = tls13 ? keyShare : Optional.empty();
    }

    private static void skip(ByteBuffer buffer, int length) {
        buffer.position(buffer.position() + length);
    }
}
