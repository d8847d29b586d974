package io.unifiedtls.samples.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;

/**
 * The last handshakes, which any number of readers follow at their own pace. A reader that falls behind misses
 * handshakes and learns how many; handshakes never wait for it. Thread-safe.
 */
@Component
final class HandshakeFeed implements HandshakeListener {

    static final int CAPACITY = 200;

    /** Tells the ids of this feed from those that browsers remember of the one before a restart. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final Clock clock;

    private final Deque<Entry> last = new ArrayDeque<>(CAPACITY);

    private long number;

    private long succeeded;

    private long resumed;

    private boolean closed;

    HandshakeFeed(Clock clock) {
        this.clock = clock;
    }

    /** How a handshake ended. */
    enum Outcome {
        SUCCESS,
        FAILURE,
        ABORTED
    }

    /**
     * A handshake.
     *
     * @param number counts from 1
     */
    record Entry(long number, Instant time, Outcome outcome, HandshakeEvent event) {}

    /** All handshakes since the start. */
    record Totals(long succeeded, long failed, long resumed) {}

    /**
     * The handshakes after a position.
     *
     * @param lost how many there were that the feed does not have anymore
     * @param closed whether there will be no more
     */
    record Batch(long lost, List<Entry> entries, Totals totals, boolean closed) {}

    // tag::listener[]
    @Override
    public void succeeded(HandshakeEvent event) {
        add(Outcome.SUCCESS, event);
    }

    @Override
    public void failed(HandshakeEvent event) {
        add(Outcome.FAILURE, event);
    }

    @Override
    public void aborted(HandshakeEvent event) {
        add(Outcome.ABORTED, event);
    }

    private synchronized void add(Outcome outcome, HandshakeEvent event) {
        if (this.last.size() == CAPACITY) {
            this.last.removeFirst();
        }
        this.number++;
        this.last.addLast(new Entry(this.number, this.clock.instant(), outcome, event));
        if (outcome == Outcome.SUCCESS) {
            this.succeeded++;
            this.resumed += event.resumed().orElse(false) ? 1 : 0;
        }
        notifyAll();
    }
    // end::listener[]

    /**
     * Returns the position after a handshake; before the oldest one that the feed has if the id is null, or is not one
     * of this feed.
     */
    synchronized long position(@Nullable String id) {
        if (id != null && id.matches(this.run + "-[0-9]{1,18}")) {
            var position = Long.parseLong(id.substring(this.run.length() + 1));
            if (position <= this.number) {
                return position;
            }
        }
        return this.number - this.last.size();
    }

    /** Returns what a browser sends to continue after a handshake. */
    String id(Entry entry) {
        return this.run + "-" + entry.number();
    }

    /** Returns the handshakes after a position, as soon as there are any; none if there are none in time. */
    synchronized Batch after(long position, Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (this.number == position && !this.closed) {
            var remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, remaining);
        }
        var before = this.number - this.last.size();
        return new Batch(
                Math.max(0, before - position),
                this.last.stream().filter(entry -> entry.number() > position).toList(),
                new Totals(this.succeeded, this.number - this.succeeded, this.resumed),
                this.closed);
    }

    /** Lets go of the readers, for which the web server would wait. */
    @EventListener(ContextClosedEvent.class)
    synchronized void close() {
        this.closed = true;
        notifyAll();
    }
}
