package io.unifiedtls.samples.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Allows a number of actions within any period of a certain length. Thread-safe. */
final class RateLimit {

    private final int most;

    private final Duration period;

    private final InstantSource clock;

    private final Deque<Instant> recent = new ArrayDeque<>();

    RateLimit(int most, Duration period, InstantSource clock) {
        this.most = most;
        this.period = period;
        this.clock = clock;
    }

    /** Returns whether another action is allowed now, and counts it if so. */
    synchronized boolean tryAcquire() {
        var now = this.clock.instant();
        while (!this.recent.isEmpty()
                && !this.recent.getFirst().plus(this.period).isAfter(now)) {
            this.recent.removeFirst();
        }
        if (this.recent.size() == this.most) {
            return false;
        }
        this.recent.addLast(now);
        return true;
    }
}
