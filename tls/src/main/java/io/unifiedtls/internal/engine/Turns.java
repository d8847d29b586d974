package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** Lets threads take turns on a channel, each within its timeout, and tells them why they cannot go on. */
final class Turns {

    private final SocketChannel channel;

    private final Runnable end;

    private final AtomicBoolean closing = new AtomicBoolean();

    private volatile Duration timeout = Duration.ZERO;

    private volatile boolean timedOut;

    private volatile @Nullable TlsException failure;

    /** What takes no longer than until a time. */
    @FunctionalInterface
    interface Operation {

        int run(Deadline deadline) throws IOException;
    }

    /** Creates turns that end with an action, which may be run several times. */
    Turns(SocketChannel channel, Runnable end) {
        this.channel = channel;
        this.end = end;
    }

    void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** Returns when an operation that begins now has to be done. */
    Deadline deadline() {
        return deadline(Duration.ZERO);
    }

    /** Returns the same, with a timeout for a socket that has none. */
    Deadline deadline(Duration otherwise) {
        var wait = this.timeout.isZero() ? otherwise : this.timeout;
        return (wait.isZero() || !this.channel.isBlocking()) ? Deadline.NONE : Deadline.after(wait);
    }

    /** Runs an operation, with the errors as they are promised. */
    int run(Operation operation) throws IOException {
        requireOpen();
        try {
            return operation.run(deadline());
        } catch (WantReadException | WantWriteException notNow) {
            throw notNow;
        } catch (IOException e) {
            throw outcome(e);
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (this.failure == null && !this.channel.isOpen()) {
            this.end.run();
        }
        if (isClosing()) {
            throw new ClosedChannelException();
        }
    }

    /** Runs a part of an operation after what other threads do. */
    int holding(ReentrantLock lock, Operation operation, Deadline deadline) throws IOException {
        deadline.lock(lock);
        try {
            if (isClosing()) {
                throw new AsynchronousCloseException();
            }
            return operation.run(deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Runs an operation unless another thread holds the lock, and returns whether it did. */
    static boolean ifFree(ReentrantLock lock, Operation operation, Deadline deadline) throws IOException {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            operation.run(deadline);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what to throw for what went wrong, which was not there when the operation began. */
    private IOException outcome(IOException error) {
        if (error instanceof SocketTimeoutException) {
            this.timedOut = true;
            return error;
        }
        var closed = error instanceof ClosedChannelException;
        var reason = this.failure;
        if (closed && reason != null && !isClosing()) {
            return reason;
        }
        if (closed) {
            this.end.run();
        }
        return (isClosing() && !(error instanceof AsynchronousCloseException)) ? byAnotherThread(error) : error;
    }

    private static IOException byAnotherThread(IOException error) {
        var closed = new AsynchronousCloseException();
        closed.addSuppressed(error);
        return closed;
    }

    /** Takes note of what the connection has failed with, for all threads; returns whether it is the first failure. */
    boolean fail(TlsException failed) {
        var first = this.failure == null;
        this.failure = failed;
        return first;
    }

    /** Lets nobody begin any more, and returns whether somebody could before. */
    boolean close() {
        return this.closing.compareAndSet(false, true);
    }

    boolean isClosing() {
        return this.closing.get();
    }

    /** Returns whether an operation took too long. */
    boolean hasTimedOut() {
        return this.timedOut;
    }
}
