package io.unifiedtls.internal.engine;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * When an operation has to be done.
 *
 * @param nanoTime the value of {@link System#nanoTime} then
 * @param bounded whether there is such a time
 */
record Deadline(long nanoTime, boolean bounded) {

    /** Never. */
    static final Deadline NONE = new Deadline(0, false);

    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos(), true);
    }

    /** Returns how many milliseconds are left, one at least; zero if there is no deadline. */
    int millisLeft() throws SocketTimeoutException {
        if (!this.bounded) {
            return 0;
        }
        var left = this.nanoTime - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("the operation took longer than the timeout of the socket");
        }
        return (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }
}
