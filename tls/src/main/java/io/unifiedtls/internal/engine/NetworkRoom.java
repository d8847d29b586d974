package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;

/**
 * Room for bytes on their way to or from the network: little, since a handshake and short messages need no more, and
 * much from the first time that this was too little. Not thread-safe.
 */
final class NetworkRoom {

    /** More than most handshakes send at once, and a small part of what clearing the most costs. */
    private static final int LITTLE = 1 << 13;

    private final int most;

    private ByteBuffer bytes = ByteBuffer.allocate(LITTLE).limit(0);

    NetworkRoom(int most) {
        this.most = most;
    }

    /** Returns what was last put here, and not taken yet. */
    ByteBuffer bytes() {
        return this.bytes;
    }

    /** Returns room that is empty: enough for some bytes, unless that is more than the most. */
    ByteBuffer emptied(int wanted) {
        if (wanted > this.bytes.capacity() && this.bytes.capacity() < this.most) {
            this.bytes = ByteBuffer.allocate(this.most);
        }
        return this.bytes.clear();
    }
}
