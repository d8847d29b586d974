package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks a store again and again, in a thread of its own. While the store fails, the pauses grow to ten minutes.
 * Thread-safe.
 */
final class PollThread implements AutoCloseable {

    private static final double JITTER = 0.1;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final int MOST_DOUBLINGS = 10;

    private final long pause;

    private final BooleanSupplier poll;

    private final ScheduledThreadPoolExecutor thread;

    /** Polls in a row that failed; used by the thread only. */
    private int failures;

    /**
     * Starts the thread, which polls after the first pause.
     *
     * @param pause between two polls, up to 10 % shorter or longer, so that nodes that were started together do not ask
     *     together
     * @param poll returns whether it succeeded
     */
    PollThread(String name, Duration pause, BooleanSupplier poll) {
        this.pause = pause.toMillis();
        this.poll = poll;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        schedule();
    }

    /** Polls at once, besides. */
    void pollNow() {
        try {
            this.thread.execute(this::poll);
        } catch (RejectedExecutionException closed) {
            // it would only have looked for changes
        }
    }

    private void schedule() {
        this.thread.schedule(this::pollAndSchedule, nextPause(), TimeUnit.MILLISECONDS);
    }

    private void pollAndSchedule() {
        poll();
        schedule();
    }

    private void poll() {
        this.failures = this.poll.getAsBoolean() ? 0 : this.failures + 1;
    }

    private long nextPause() {
        var longer = Math.min(
                this.pause << Math.min(this.failures, MOST_DOUBLINGS), Math.max(this.pause, LONGEST_PAUSE.toMillis()));
        var jitter = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Math.round(longer * jitter);
    }

    /** Ends the thread after its current poll. */
    @Override
    public void close() {
        this.thread.shutdown();
    }
}
