package io.unifiedtls.autoconfigure.reload;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A thread that watches files until it is stopped. Thread-safe; may be started again. */
final class WatchThread {

    /** How long the application's end waits for a reload that is under way. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    /** Watches files while the thread is running. */
    @FunctionalInterface
    interface Watching {

        void watch(DirectoryEvents events) throws InterruptedException;
    }

    private final String name;

    private final Watching watching;

    private @Nullable Thread thread;

    private @Nullable DirectoryEvents events;

    private volatile boolean running;

    WatchThread(String name, Watching watching) {
        this.name = name;
        this.watching = watching;
    }

    synchronized void start() {
        if (this.running) {
            return;
        }
        this.running = true;
        var events = new DirectoryEvents();
        this.events = events;
        this.thread = new Thread(() -> watch(events), this.name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void watch(DirectoryEvents events) {
        try {
            this.watching.watch(events);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not interrupt a reload, which would fail then. */
    synchronized void stop() {
        this.running = false;
        if (this.events == null || this.thread == null) {
            return;
        }
        this.events.close();
        try {
            this.thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        this.events = null;
        this.thread = null;
    }

    boolean isRunning() {
        return this.running;
    }
}
