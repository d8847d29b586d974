package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.internal.buffer.EngineBuffer;

/**
 * Moves records between a buffer and a transport.
 *
 * <p>One thread receives at a time, by a lock of its caller; one sends at a time, by the lock for sending, and takes
 * along what others add in the meantime. The lock of the buffer is not held while a thread waits.
 */
final class RecordPump {

    /** Enough for most handshakes and short messages. */
    private static final int LITTLE = 1 << 13;

    /** Four of the largest records. */
    private static final int MUCH = 1 << 16;

    /** How much is dropped before a close; a peer that sends more than this does not listen. */
    private static final int MOST_DROPPED = 1 << 20;

    /** How much a peer can make us hold for the sake of an alert behind it. */
    private static final int MOST_AHEAD = 1 << 18;

    /** The result of an operation that needs records that have not come. */
    private static final int NEEDS_MORE = -2;

    private final Transport transport;

    private final EngineBuffer buffer;

    private final ReentrantLock bufferLock;

    private final ReentrantLock sendLock = new ReentrantLock();

    private int room = LITTLE;

    private ByteBuffer sending = ByteBuffer.allocate(0);

    /** Whether something is to be sent; changed with the lock of the buffer held. */
    private volatile boolean outgoing;

    private volatile @Nullable IOException broken;

    /** What can be done with a buffer, while its lock is held. */
    @FunctionalInterface
    interface Operation {

        /** Returns a number that is not below -1. */
        int run() throws TlsException;
    }

    RecordPump(Transport transport, EngineBuffer buffer) {
        this(transport, buffer, new ReentrantLock());
    }

    RecordPump(Transport transport, EngineBuffer buffer, ReentrantLock bufferLock) {
        this.transport = transport;
        this.buffer = buffer;
        this.bufferLock = bufferLock;
    }

    int locked(Operation operation) throws TlsException {
        this.bufferLock.lock();
        try {
            return operation.run();
        } finally {
            if (this.buffer.outgoingBytesBuffered() > 0) {
                this.outgoing = true;
            }
            this.bufferLock.unlock();
        }
    }

    // ---- receiving, by one thread at a time

    /** Repeats an operation, with what the transport brings in between, until it is done. */
    int complete(Operation operation, Deadline deadline) throws IOException {
        while (true) {
            var result = attempt(operation, deadline);
            // What the peer waits for has to be gone before the caller continues with something else.
            if (!flushWhileReceiving(deadline) && (result == 0 || result == NEEDS_MORE)) {
                throw WantWriteException.instance();
            }
            if (result != NEEDS_MORE) {
                return result;
            }
            receive(deadline);
        }
    }

    /** Runs an operation; if too much is outgoing for it, that is sent first. */
    private int attempt(Operation operation, Deadline deadline) throws IOException {
        while (true) {
            try {
                return locked(operation);
            } catch (WantReadException needsMore) {
                return NEEDS_MORE;
            } catch (WantWriteException sendFirst) {
                if (!flush(deadline)) {
                    throw sendFirst;
                }
            } catch (RaggedEofException ragged) {
                var reason = this.broken;
                if (reason != null) {
                    ragged.addSuppressed(reason);
                }
                throw ragged;
            }
        }
    }

    /** What cannot be sent any more is not a reason to stop reading what the peer has sent before. */
    private boolean flushWhileReceiving(Deadline deadline) throws IOException {
        try {
            return flushIfFree(deadline);
        } catch (SocketTimeoutException | ClosedChannelException thisSide) {
            throw thisSide;
        } catch (IOException peerIsGone) {
            return true;
        }
    }

    /** Reads once. If the peer resets the connection, it has ended without {@code close_notify}. */
    private void receive(Deadline deadline) throws IOException {
        var destination = this.buffer.receiving(this.room);
        var amount = -1;
        try {
            amount = this.transport.read(destination, deadline);
        } catch (InterruptedIOException timeout) {
            throw timeout;
        } catch (IOException e) {
            if (isClosed(e)) {
                throw closed(e, deadline);
            }
            if (this.transport.isInputShutdown()) {
                throw e;
            }
            this.broken = e;
        }
        if (amount == 0) {
            throw WantReadException.instance();
        }
        if (amount < 0) {
            this.buffer.processIncomingEof();
        } else {
            this.buffer.received();
            this.room = destination.hasRemaining() ? this.room : MUCH;
        }
    }

    private boolean isClosed(IOException error) {
        return error instanceof ClosedChannelException || !this.transport.isOpen();
    }

    /** Returns what to throw for a transport that was closed, unless its deadline did it: then that throws. */
    private static ClosedChannelException closed(IOException error, Deadline deadline) throws SocketTimeoutException {
        deadline.millisLeft();
        return (error instanceof ClosedChannelException closed) ? closed : new AsynchronousCloseException();
    }

    /** Decrypts what was received, to be read later: the peer may have sent after it why it accepts nothing more. */
    void receiveAhead() throws IOException {
        Operation ahead = () -> this.buffer.decryptAhead(MOST_AHEAD) ? 0 : -1;
        while (true) {
            try {
                if (locked(ahead) < 0) {
                    return;
                }
            } catch (WantReadException needsMore) {
                if (this.transport.available() == 0) {
                    return;
                }
                receive(Deadline.NONE);
            }
        }
    }

    /**
     * Ends the output, and drops what has come and, up to a deadline, what still comes: unread data would make the
     * close a reset, which could overtake what was sent last.
     *
     * @return how many bytes were dropped
     */
    int finish(Deadline deadline) throws IOException {
        if (this.broken != null || !this.transport.shutdownOutput()) {
            return 0;
        }
        var dropped = 0;
        while (dropped < MOST_DROPPED && (deadline.bounded() || this.transport.available() > 0)) {
            var amount = this.transport.read(this.buffer.receiving(MUCH), deadline);
            if (amount <= 0) {
                break;
            }
            dropped += amount;
        }
        return dropped;
    }

    // ---- sending

    /**
     * Encrypts and sends a source: all of it, or as much as a non-blocking transport takes now.
     *
     * <p>No reader finds any of it to send: it would wait for a peer that wants to be read first.
     */
    int write(ByteBuffer source, Deadline deadline) throws IOException {
        var before = source.remaining();
        if (!(encryptAndSend(source, deadline) && flushIfFree(deadline)) && source.remaining() == before) {
            throw WantWriteException.instance();
        }
        return before - source.remaining();
    }

    private boolean encryptAndSend(ByteBuffer source, Deadline deadline) throws IOException {
        this.transport.lock(this.sendLock, deadline);
        try {
            // What is outgoing already has to leave before more is taken, or it would grow without bound.
            var sent = send(deadline);
            while (sent && source.hasRemaining()) {
                encrypt(source);
                sent = send(deadline);
            }
            return sent;
        } finally {
            this.sendLock.unlock();
        }
    }

    private void encrypt(ByteBuffer source) throws TlsException {
        try {
            locked(() -> this.buffer.write(source));
        } catch (WantWriteException full) {
            // What a reader has to answer has filled the buffer in the meantime; it goes first.
        }
    }

    /** Sends what is outgoing, and returns whether all of it could be sent. */
    boolean flush(Deadline deadline) throws IOException {
        this.transport.lock(this.sendLock, deadline);
        try {
            if (!send(deadline)) {
                return false;
            }
        } finally {
            this.sendLock.unlock();
        }
        return flushIfFree(deadline);
    }

    /** Sends what is outgoing, unless another thread does so: that one looks again after it has released the lock. */
    boolean flushIfFree(Deadline deadline) throws IOException {
        while (hasOutgoing() && this.sendLock.tryLock()) {
            try {
                if (!send(deadline)) {
                    return false;
                }
            } finally {
                this.sendLock.unlock();
            }
        }
        return true;
    }

    boolean hasOutgoing() {
        return this.outgoing && this.broken == null;
    }

    private boolean send(Deadline deadline) throws IOException {
        var before = this.broken;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
        while (this.outgoing && (this.sending.hasRemaining() || takeOutgoing())) {
            write(deadline);
            if (this.sending.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    private void write(Deadline deadline) throws IOException {
        try {
            this.transport.write(this.sending, deadline);
        } catch (SocketTimeoutException beforeAnythingWasSent) {
            throw beforeAnythingWasSent;
        } catch (IOException e) {
            if (isClosed(e)) {
                throw closed(e, deadline);
            }
            this.broken = e;
            throw e;
        }
    }

    /** Takes what is outgoing, or gives the array of what was sent back if there is nothing. */
    private boolean takeOutgoing() {
        this.bufferLock.lock();
        try {
            this.sending = this.buffer.takeOutgoing(this.sending);
            this.outgoing = this.sending.hasRemaining();
            return this.outgoing;
        } finally {
            this.bufferLock.unlock();
        }
    }
}
