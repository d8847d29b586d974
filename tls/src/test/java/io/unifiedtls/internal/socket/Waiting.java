package io.unifiedtls.internal.socket;

import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.unifiedtls.internal.socket.SocketPeers.Action;

/** An action on a thread of its own, which is going to wait. */
public final class Waiting {

    private final Thread thread;

    private final CompletableFuture<Throwable> outcome = new CompletableFuture<>();

    private volatile boolean interrupted;

    private Waiting(Action action) {
        this.thread = new Thread(() -> {
            try {
                action.run();
                this.outcome.completeExceptionally(new AssertionError("it did not fail"));
            } catch (Throwable e) {
                this.interrupted = Thread.currentThread().isInterrupted();
                this.outcome.complete(e);
            }
        });
        this.thread.setDaemon(true);
    }

    /** Starts an action, and returns once it waits for the network. */
    public static Waiting forNetwork(Action action) {
        var waiting = new Waiting(action);
        waiting.thread.start();
        await("the thread waits for the network").until(waiting::isInNetwork);
        return waiting;
    }

    /** Starts an action, and returns once it waits for a lock. */
    public static Waiting forLock(Action action) {
        var waiting = new Waiting(action);
        waiting.thread.start();
        await("the thread waits for a lock")
                .until(() ->
                        Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(waiting.thread.getState()));
        return waiting;
    }

    /** The same place twice in a row, so that a call that returns at once is hardly taken for one that waits. */
    private boolean isInNetwork() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            var stack = this.thread.getStackTrace();
            if (stack.length == 0 || !stack[0].getClassName().startsWith("sun.nio.ch.")) {
                return false;
            }
            TimeUnit.MILLISECONDS.timedJoin(this.thread, 5);
        }
        return true;
    }

    public StackTraceElement[] stack() {
        return this.thread.getStackTrace();
    }

    public void interrupt() {
        this.thread.interrupt();
    }

    public boolean wasInterrupted() {
        return this.interrupted;
    }

    /** Returns what the action failed with. */
    public Throwable failure() throws Exception {
        return this.outcome.get(4, TimeUnit.SECONDS);
    }
}
