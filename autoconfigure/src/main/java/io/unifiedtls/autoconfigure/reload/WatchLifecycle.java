package io.unifiedtls.autoconfigure.reload;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;

import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;

/** Watches files in a thread while the application is running, if there is anything to watch. Thread-safe. */
final class WatchLifecycle implements SmartLifecycle, ApplicationListener<PayloadApplicationEvent<TlsReloadEvent>> {

    /** How long the application's end waits for a reload that is in progress. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    /** What is watched. */
    interface Watch {

        /** Returns whether there is anything to watch. */
        boolean isNeeded();

        /** Watches until the events are closed. */
        void watch(DirectoryEvents events) throws InterruptedException;
    }

    private final String name;

    private final Watch watch;

    private boolean isApplicationRunning;

    private @Nullable Thread thread;

    private @Nullable DirectoryEvents events;

    /**
     * Creates what starts with the application.
     *
     * @param name the name of the thread
     */
    WatchLifecycle(String name, Watch watch) {
        this.name = name;
        this.watch = watch;
    }

    @Override
    public synchronized void start() {
        this.isApplicationRunning = true;
        if (this.thread == null && this.watch.isNeeded()) {
            var events = new DirectoryEvents();
            this.events = events;
            this.thread = new Thread(() -> watch(events), this.name);
            this.thread.setDaemon(true);
            this.thread.start();
        }
    }

    /** Changed properties may name the first files. */
    @Override
    public synchronized void onApplicationEvent(PayloadApplicationEvent<TlsReloadEvent> event) {
        if (event.getPayload().outcome() == Outcome.SUCCESS && this.isApplicationRunning) {
            start();
        }
    }

    private void watch(DirectoryEvents events) {
        try {
            this.watch.watch(events);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not interrupt a reload, which would fail then. */
    @Override
    public void stop() {
        var ending = end();
        if (ending != null) {
            try {
                ending.join(LONGEST_STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Without waiting, since the thread may publish an event, which is received here. */
    private synchronized @Nullable Thread end() {
        var ending = this.thread;
        this.isApplicationRunning = false;
        this.thread = null;
        if (this.events != null) {
            this.events.close();
            this.events = null;
        }
        return ending;
    }

    @Override
    public synchronized boolean isRunning() {
        return this.isApplicationRunning;
    }
}
