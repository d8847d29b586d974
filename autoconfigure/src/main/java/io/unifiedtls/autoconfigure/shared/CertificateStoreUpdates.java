package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.unifiedtls.autoconfigure.shared.ChangeNotifications.Listening;

/** Looks for changes of a certificate store while the application runs. */
final class CertificateStoreUpdates implements SmartLifecycle {

    private final CertificateStore store;

    private final Duration poll;

    private final ChangeNotifications notifications;

    private @Nullable PollThread thread;

    private @Nullable Listening listening;

    CertificateStoreUpdates(CertificateStore store, Duration poll, ChangeNotifications notifications) {
        this.store = store;
        this.poll = poll;
        this.notifications = notifications;
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            var started = new PollThread("tls-certificate-store", this.poll, this.store::poll);
            this.thread = started;
            started.pollNow();
            this.listening = this.notifications.listen(started::pollNow);
        }
    }

    @Override
    public synchronized void stop() {
        if (this.listening != null) {
            this.listening.close();
            this.listening = null;
        }
        if (this.thread != null) {
            this.thread.close();
            this.thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.thread != null;
    }

    /** Before the web servers accept connections, and after they have closed. */
    @Override
    public int getPhase() {
        return 0;
    }
}
