package io.unifiedtls.internal.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** The plain connection below TLS. One thread may read while another one writes, and any thread may close. */
public interface Transport extends Closeable {

    /**
     * Reads once.
     *
     * @return how many bytes were read; 0 if a non-blocking transport has none now, -1 at the end
     */
    int read(ByteBuffer destination, Deadline deadline) throws IOException;

    /**
     * Writes all of the source, or as much as a non-blocking transport takes now; is closed once the deadline passes.
     */
    void write(ByteBuffer source, Deadline deadline) throws IOException;

    /** Returns how many bytes can be read without waiting. */
    int available() throws IOException;

    /**
     * Ends the output, so that what the peer still sends can be dropped before the close.
     *
     * @return whether it was ended; not if the connection is used without TLS afterwards
     */
    boolean shutdownOutput() throws IOException;

    /** Returns whether this side reads nothing more, which is not an end of the connection. */
    boolean isInputShutdown();

    boolean isOpen();

    /** Ends the use of the connection without closing it. */
    void leave();

    /** Returns the end of a read, handshake or close that begins now, by a default timeout if none is set. */
    Deadline deadline(Duration defaultTimeout) throws IOException;

    /** Returns the end of a write that begins now. */
    Deadline writeDeadline();

    /** Returns whether a thread that is interrupted while it waits closes the connection. */
    boolean isInterruptible();

    /** Returns what the user of a closed connection gets. */
    IOException closed(ClosedChannelException error);

    /** Takes a lock that another thread may hold while it waits for the network. */
    default void lock(ReentrantLock lock, Deadline deadline) throws IOException {
        try {
            deadline.lock(lock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (isInterruptible()) {
                throw new ClosedByInterruptException();
            }
            lock.lock();
        }
    }
}
