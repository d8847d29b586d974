package io.unifiedtls.internal.socket;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When an operation has to be done.
 *
 * @param nanoTime the value of {@link System#nanoTime} then
 * @param bounded whether there is such a time
 * @param closes whether the connection may be closed then, which costs less than a timeout that it survives
 */
public record Deadline(long nanoTime, boolean bounded, boolean closes) {

    /** Never. */
    static final Deadline NONE = new Deadline(0, false, false);

    /** What the clock can count ahead; longer than anybody waits. */
    private static final Duration LONGEST = Duration.ofDays(365);

    static Deadline after(Duration timeout) {
        return new Deadline(end(timeout), true, false);
    }

    static Deadline closingAfter(Duration timeout) {
        return new Deadline(end(timeout), true, true);
    }

    private static long end(Duration timeout) {
        var countable = (timeout.compareTo(LONGEST) > 0) ? LONGEST : timeout;
        return System.nanoTime() + countable.toNanos();
    }

    /** Returns this, or the end of a time from now on if that is sooner. */
    Deadline within(Duration most) {
        return sooner(after(most));
    }

    /** Returns whichever of two ends first. */
    Deadline sooner(Deadline other) {
        if (!this.bounded || !other.bounded) {
            return this.bounded ? this : other;
        }
        return (this.nanoTime - other.nanoTime < 0) ? this : other;
    }

    /** Returns the end of an equal part of the time that is left. */
    Deadline part(int parts) {
        var now = System.nanoTime();
        return this.bounded ? new Deadline(now + (this.nanoTime - now) / parts, true, this.closes) : this;
    }

    /** Returns whether the time has passed. */
    boolean isOver() {
        return this.bounded && this.nanoTime - System.nanoTime() <= 0;
    }

    /** Returns the milliseconds left, at least one; zero if there is no deadline. */
    int millisLeft() throws SocketTimeoutException {
        if (!this.bounded) {
            return 0;
        }
        var left = this.nanoTime - System.nanoTime();
        if (left <= 0) {
            throw tooLong();
        }
        return (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }

    /** Takes a lock that another operation may hold. */
    void lock(ReentrantLock lock) throws SocketTimeoutException, InterruptedException {
        if (lock.tryLock()) {
            return;
        }
        if (!this.bounded) {
            lock.lockInterruptibly();
        } else if (!lock.tryLock(millisLeft(), TimeUnit.MILLISECONDS)) {
            throw tooLong();
        }
    }

    private static SocketTimeoutException tooLong() {
        return new SocketTimeoutException("socket operation timed out");
    }
}
