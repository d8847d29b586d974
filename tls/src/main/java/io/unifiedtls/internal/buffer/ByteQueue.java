package io.unifiedtls.internal.buffer;

import java.nio.ByteBuffer;

/** Bytes in the order they came, in one array that grows when it has to. Not thread-safe. */
final class ByteQueue {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** How much more room is made than was asked for. */
    private final int spare;

    private ByteBuffer bytes = NOTHING;

    private int head;

    private int tail;

    ByteQueue(int spare) {
        this.spare = spare;
    }

    int size() {
        return this.tail - this.head;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Returns what is in the queue; {@link #taken()} has to follow. */
    ByteBuffer reading() {
        return this.bytes.limit(this.tail).position(this.head);
    }

    /** Removes what was read from the buffer. */
    void taken() {
        this.head = this.bytes.position();
        if (this.head == this.tail) {
            clear();
        }
    }

    /** Returns room for some bytes at least; {@link #added()} has to follow. */
    ByteBuffer writing(int room) {
        if (this.bytes.capacity() - this.tail < room) {
            makeRoom(room);
        }
        return this.bytes.limit(this.bytes.capacity()).position(this.tail);
    }

    /** Keeps what was written to the buffer. */
    void added() {
        this.tail = this.bytes.position();
    }

    void add(ByteBuffer source) {
        writing(source.remaining()).put(source);
        added();
    }

    /** Moves as much as fits, and returns how much that is. */
    int drainTo(ByteBuffer destination) {
        var available = reading();
        var amount = Math.min(available.remaining(), destination.remaining());
        available.limit(available.position() + amount);
        destination.put(available);
        taken();
        return amount;
    }

    /** Returns what is in the queue, which continues in the array of an empty buffer: nothing is copied. */
    ByteBuffer exchange(ByteBuffer empty) {
        var content = reading();
        this.bytes = empty;
        clear();
        return content;
    }

    void clear() {
        this.head = 0;
        this.tail = 0;
    }

    private void makeRoom(int room) {
        var size = size();
        var content = reading();
        if (this.bytes.capacity() - size < room) {
            this.bytes = ByteBuffer.allocate(Math.max(size + room + this.spare, 2 * this.bytes.capacity()))
                    .put(content);
        } else {
            content.compact();
        }
        this.head = 0;
        this.tail = size;
    }
}
