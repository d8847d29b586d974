package io.unifiedtls.internal.record;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the ClientHello beside the engine that consumes it, in any number of records and segments.
 *
 * <p>Takes nothing from the buffers it looks at, and looks at each record once. Not thread-safe.
 */
public final class ClientHelloReader {

    /** More than any client sends; what is longer is left to the engine, which refuses it. */
    private static final int LARGEST_MESSAGE = 1 << 16;

    private final Message message = new Message();

    /** How many bytes at the start of the source were looked at before, since the engine did not consume them. */
    private int lookedAt;

    /**
     * Returns the ClientHello if the complete records of the source are the rest of it. It is to be used before the
     * source changes.
     */
    public Optional<ClientHello> read(ByteBuffer source) {
        if (this.message.size() == 0 && startsWithHandshakeRecord(source)) {
            // Nearly always the first record is all of it, and need not be copied.
            var hello =
                    hello(source.slice(source.position() + TlsRecord.HEADER_LENGTH, TlsRecord.fragmentLength(source)));
            if (hello.isPresent()) {
                return hello;
            }
        }
        var records = source.duplicate();
        records.position(Math.min(records.limit(), records.position() + this.lookedAt));
        while (this.message.size() < LARGEST_MESSAGE && startsWithHandshakeRecord(records)) {
            var length = TlsRecord.fragmentLength(records);
            this.message.write(records.position(records.position() + TlsRecord.HEADER_LENGTH), length);
            this.lookedAt += TlsRecord.HEADER_LENGTH + length;
        }
        return hello(this.message.bytes());
    }

    /** Notes how much of the source the engine has consumed. */
    public void consumed(int bytes) {
        this.lookedAt = Math.max(0, this.lookedAt - bytes);
    }

    /** Returns how much is kept of the message until it is complete. */
    int bytesHeld() {
        return this.message.size();
    }

    private static boolean startsWithHandshakeRecord(ByteBuffer records) {
        return records.hasRemaining()
                && records.get(records.position()) == TlsRecord.HANDSHAKE
                && TlsRecord.isComplete(records);
    }

    /** Returns the ClientHello that bytes from zero on are, or begin with. */
    private static Optional<ClientHello> hello(ByteBuffer message) {
        if (message.limit() < HandshakeMessage.HEADER_LENGTH || message.get(0) != HandshakeMessage.CLIENT_HELLO) {
            return Optional.empty();
        }
        var length = message.getInt(0) & 0xFF_FFFF;
        return message.limit() - HandshakeMessage.HEADER_LENGTH < length
                ? Optional.empty()
                : ClientHello.parse(message.slice(HandshakeMessage.HEADER_LENGTH, length));
    }

    /** What has come of a message that is in several records. */
    private static final class Message extends ByteArrayOutputStream {

        private Message() {
            super(0);
        }

        /** Takes the next bytes of a buffer. */
        private void write(ByteBuffer source, int length) {
            if (source.hasArray()) {
                write(source.array(), source.arrayOffset() + source.position(), length);
                source.position(source.position() + length);
            } else {
                var copy = new byte[length];
                source.get(copy);
                writeBytes(copy);
            }
        }

        /** Returns what is held; nothing is written to it any more. */
        private ByteBuffer bytes() {
            return ByteBuffer.wrap(this.buf, 0, this.count);
        }
    }
}
