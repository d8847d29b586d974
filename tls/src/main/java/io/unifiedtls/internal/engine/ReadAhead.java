package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;

import io.unifiedtls.TlsException;

/**
 * The application data of a buffer. Some of it is decrypted before it is asked for when sending fails: the peer may
 * have said why, behind data that nobody has read yet. Guarded by the lock of the buffer.
 */
final class ReadAhead {

    /** No peer makes us hold more than this for the sake of an alert. */
    private static final int MOST = 1 << 18;

    private static final int ROOM = 1 << 14;

    private final EngineBuffer buffer;

    private final ByteQueue decrypted = new ByteQueue(0);

    ReadAhead(EngineBuffer buffer) {
        this.buffer = buffer;
    }

    int read(ByteBuffer destination) throws TlsException {
        return this.decrypted.isEmpty() ? this.buffer.read(destination) : this.decrypted.drainTo(destination);
    }

    /** Returns how much can be read without waiting. */
    int available() {
        return this.decrypted.size() + this.buffer.plaintextBytesBuffered();
    }

    /** Decrypts some more, and returns how much; -1 if there will be no more, or enough was seen. */
    int decrypt() throws TlsException {
        if (this.decrypted.size() >= MOST) {
            return -1;
        }
        try {
            return this.buffer.read(this.decrypted.writing(ROOM));
        } finally {
            this.decrypted.added();
        }
    }
}
