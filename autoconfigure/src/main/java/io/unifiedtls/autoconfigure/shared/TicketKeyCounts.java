package io.unifiedtls.autoconfigure.shared;

import java.util.concurrent.atomic.LongAdder;

/** What this node has done with shared keys. Thread-safe. */
final class TicketKeyCounts {

    private final LongAdder rotations = new LongAdder();

    private final LongAdder conflicts = new LongAdder();

    private final LongAdder failures = new LongAdder();

    void rotated() {
        this.rotations.increment();
    }

    void conflicted() {
        this.conflicts.increment();
    }

    void failed() {
        this.failures.increment();
    }

    /** Returns how often this node has replaced the keys. */
    long rotations() {
        return this.rotations.sum();
    }

    /** Returns how often another node was faster. */
    long conflicts() {
        return this.conflicts.sum();
    }

    /** Returns how often the store could not be asked. */
    long failures() {
        return this.failures.sum();
    }
}
