package io.unifiedtls.boringssl.internal;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBufAllocator;
import io.netty.internal.tcnative.SSL;

/** Output that the library wrote ahead, so that its errors are known early. Not thread-safe. */
final class PendingOutput {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;

    boolean isEmpty() {
        return !this.bytes.hasRemaining();
    }

    /** Takes the output that an engine has now, and returns its result. */
    SSLEngineResult take(SSLEngine engine) throws SSLException {
        var buffer = ByteBufAllocator.DEFAULT.directBuffer(SSL.SSL_MAX_ENCRYPTED_LENGTH);
        try {
            var room = buffer.nioBuffer(0, buffer.capacity());
            var result = engine.wrap(NOTHING, room);
            add(room.flip());
            return result;
        } finally {
            buffer.release();
        }
    }

    private void add(ByteBuffer more) {
        if (more.hasRemaining()) {
            this.bytes = ByteBuffer.allocate(this.bytes.remaining() + more.remaining())
                    .put(this.bytes)
                    .put(more)
                    .flip();
        }
    }

    /** Returns how many bytes go next: as many as there are, but no more than callers have room for. */
    int next() {
        return Math.min(this.bytes.remaining(), SSL.SSL_MAX_ENCRYPTED_LENGTH);
    }

    /** Moves the next bytes into a buffer that has room for them, and returns how many they are. */
    int moveTo(ByteBuffer destination) {
        var amount = next();
        destination.put(this.bytes.slice().limit(amount));
        this.bytes.position(this.bytes.position() + amount);
        if (!this.bytes.hasRemaining()) {
            this.bytes = NOTHING;
        }
        return amount;
    }
}
