package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Native memory for one record, borrowed for one call of an engine: connections that do nothing have none. A bounded
 * number is kept for ever, which suffices for that many calls at a time; others are freed after use. Not thread-safe.
 */
final class Scratch implements AutoCloseable {

    /** More than the largest record: 5 bytes of header, 2^14 of content and what protects it. */
    static final int SIZE = (1 << 14) + (1 << 10);

    /** 1.1 MB: calls do not wait for anything, so that no more than there are processors are under way, mostly. */
    private static final int MOST_KEPT = 64;

    private static final ConcurrentLinkedQueue<Scratch> KEPT = new ConcurrentLinkedQueue<>();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Arena arena;

    private final boolean kept;

    private final MemorySegment memory;

    private final ByteBuffer view;

    private Scratch(Arena arena, boolean kept) {
        this.arena = arena;
        this.kept = kept;
        this.memory = arena.allocate(SIZE, Long.BYTES);
        this.view = this.memory.asByteBuffer();
    }

    /** Borrows memory, to be given back by this thread. */
    static Scratch borrow() {
        var free = KEPT.poll();
        if (free != null) {
            return free;
        }
        if (COUNT.incrementAndGet() <= MOST_KEPT) {
            return new Scratch(Arena.global(), true);
        }
        COUNT.decrementAndGet();
        return new Scratch(Arena.ofConfined(), false);
    }

    MemorySegment memory() {
        return this.memory;
    }

    /** Returns the memory as an empty buffer. */
    ByteBuffer empty() {
        return this.view.clear();
    }

    /** Returns the first bytes of the memory. */
    ByteBuffer first(int length) {
        return this.view.clear().limit(length);
    }

    /** Gives the memory back. What it held is plaintext or was sent, and is overwritten by what comes next. */
    @Override
    public void close() {
        if (this.kept) {
            KEPT.add(this);
        } else {
            this.arena.close();
        }
    }
}
