package io.unifiedtls.internal.socket;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Closes a channel or socket if an operation on it takes too long: a blocking write has no timeout of its own. A part
 * of a record may have been sent by then, so the connection cannot be used any more in any case.
 */
final class WriteTimeout {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    /** Rarely enough to cost nothing, often enough to be sooner than most deadlines. */
    private static final long TICK_MILLIS = 100;

    private static final AtomicBoolean TICKING = new AtomicBoolean();

    private static volatile boolean used;

    private final @Nullable Future<?> closing;

    private WriteTimeout(@Nullable Future<?> closing) {
        this.closing = closing;
    }

    /** Watches until {@link #stop()}; not at all if there is no deadline. */
    static WriteTimeout of(Closeable channel, Deadline deadline) throws SocketTimeoutException {
        if (!deadline.bounded()) {
            return new WriteTimeout(null);
        }
        tick();
        return new WriteTimeout(TIMER.schedule(() -> close(channel), deadline.millisLeft(), TimeUnit.MILLISECONDS));
    }

    /**
     * Lets the timer look at the time by itself while there is something to watch. Otherwise each watch would be the
     * next thing it waits for, and wake it, which costs more than all else about a short write.
     */
    private static void tick() {
        used = true;
        if (TICKING.compareAndSet(false, true)) {
            TIMER.schedule(WriteTimeout::ticked, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void ticked() {
        if (used) {
            used = false;
            TIMER.schedule(WriteTimeout::ticked, TICK_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            TICKING.set(false);
        }
    }

    void stop() {
        if (this.closing != null) {
            this.closing.cancel(false);
        }
    }

    private static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "unified-tls-timeout");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }
}
