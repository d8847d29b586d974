package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.HandshakeReporter;

/**
 * Runs the TLS protocol over a transport. One thread may read while another one writes, and any thread may close.
 *
 * <p>There are five locks. A thread that needs several takes them in this order, and waits for none of them longer than
 * its operation may take:
 *
 * <ol>
 *   <li>the handshake lock: a writer can continue as soon as a reader has done the handshake and waits for data;
 *   <li>the write lock keeps the bytes of several writers apart, and {@code close_notify} behind them;
 *   <li>the read lock is for receiving: a reader, the handshake, and a close that waits for the peer;
 *   <li>the send lock of the {@link RecordPump}, held while bytes are sent; a reader only tries it, unless it has too
 *       many answers to send;
 *   <li>the buffer lock of the {@link RecordPump}, held only for work in memory.
 * </ol>
 *
 * A close takes none of the locks that a thread holds which waits for the network: it ends that thread.
 */
public final class TlsConversation implements ByteChannel {

    /** How long a close waits for the peer's {@code close_notify} if the socket has no timeout. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** How long a close that does not wait for the peer, or an alert, needs at most to be sent. */
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(2);

    /** How long a peer that was sent an alert may take to read it, and end the connection. */
    private static final Duration LINGER_TIMEOUT = Duration.ofSeconds(1);

    /** The result of a close that unread data is in the way of. */
    private static final int UNREAD = 1;

    private final Transport transport;

    private final SSLEngine engine;

    private final EngineBuffer buffer;

    private final RecordPump pump;

    private final Duration handshakeTimeout;

    private final Runnable onHandshake;

    private final ReentrantLock handshakeLock = new ReentrantLock();

    private final ReentrantLock readLock = new ReentrantLock();

    private final ReentrantLock writeLock = new ReentrantLock();

    private final AtomicBoolean closing = new AtomicBoolean();

    /** The limit of the whole handshake, whatever each operation may take; null if there is none. */
    private volatile @Nullable Duration handshakeLimit;

    private volatile @Nullable Deadline handshakeEnd;

    private volatile boolean handshaken;

    private volatile boolean timedOut;

    private volatile @Nullable TlsException failure;

    /**
     * Creates a conversation.
     *
     * @param handshakeTimeout how long a handshake may take if the transport has no timeout; zero is for ever
     * @param onHandshake runs once the handshake is done, on the thread that has done it
     */
    public TlsConversation(
            Transport transport,
            SSLEngine engine,
            EngineBuffer buffer,
            Duration handshakeTimeout,
            Runnable onHandshake) {
        this.transport = transport;
        this.engine = engine;
        this.buffer = buffer;
        this.pump = new RecordPump(transport, buffer);
        this.handshakeTimeout = handshakeTimeout;
        this.onHandshake = onHandshake;
    }

    /** Limits the handshake as a whole; the connection is closed at the end of this time. */
    void limitHandshake(Duration limit) {
        this.handshakeLimit = limit;
    }

    /** Returns whether the handshake has succeeded, even if the connection has ended since. */
    public boolean isHandshakeDone() {
        return this.handshaken;
    }

    /** Returns how much can be read without waiting. */
    public int available() {
        try {
            return this.pump.locked(this.buffer::plaintextBytesBuffered);
        } catch (TlsException never) {
            throw new IllegalStateException(never);
        }
    }

    // ---- handshake

    /** Does the handshake, unless it was done. */
    public void doHandshake() throws IOException {
        requireOpen();
        try {
            handshake(this.transport.deadline(this.handshakeTimeout));
        } catch (IOException e) {
            throw outcome(e);
        }
    }

    private void handshake(Deadline deadline) throws IOException {
        if (this.handshaken) {
            return;
        }
        var end = limited(deadline.bounded() ? deadline : this.transport.deadline(this.handshakeTimeout));
        lock(this.handshakeLock, end);
        try {
            if (this.handshaken) {
                return;
            }
            receive(this::shakeHands, end);
            this.handshaken = true;
        } finally {
            this.handshakeLock.unlock();
        }
        this.onHandshake.run();
    }

    private Deadline limited(Deadline deadline) throws IOException {
        var limit = this.handshakeLimit;
        if (limit == null) {
            return deadline;
        }
        var end = this.handshakeEnd;
        if (end == null) {
            end = Deadline.closingAfter(limit);
            this.handshakeEnd = end;
        }
        if (end.isOver()) {
            // Nothing waits for a non-blocking transport.
            this.transport.close();
        }
        end.millisLeft();
        return end.sooner(deadline);
    }

    private int shakeHands() throws TlsException {
        this.buffer.doHandshake();
        return 0;
    }

    // ---- application data

    @Override
    public int read(ByteBuffer destination) throws IOException {
        requireOpen();
        try {
            var deadline = this.transport.deadline(Duration.ZERO);
            handshake(deadline);
            return receive(() -> this.buffer.read(destination), deadline);
        } catch (IOException e) {
            throw outcome(e);
        }
    }

    /** Completes an operation that receives records; a failure ends the connection. */
    private int receive(RecordPump.Operation operation, Deadline deadline) throws IOException {
        lock(this.readLock, deadline);
        try {
            return this.pump.complete(operation, deadline);
        } catch (WantReadException | WantWriteException notNow) {
            throw notNow;
        } catch (TlsException failed) {
            throw abort(failed, deadline);
        } finally {
            this.readLock.unlock();
        }
    }

    /** Writes all of the source, or what a non-blocking transport takes now. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        requireOpen();
        try {
            var deadline = this.transport.writeDeadline();
            handshake(deadline);
            lock(this.writeLock, deadline);
            try {
                return send(source, deadline);
            } finally {
                this.writeLock.unlock();
            }
        } catch (IOException e) {
            var outcome = outcome(e);
            if (e instanceof SocketTimeoutException && this.handshaken) {
                // A part may have been sent.
                end();
            }
            throw outcome;
        }
    }

    private int send(ByteBuffer source, Deadline deadline) throws IOException {
        try {
            return this.pump.write(source, deadline);
        } catch (SocketTimeoutException | ClosedChannelException | TlsException known) {
            throw known;
        } catch (IOException peerIsGone) {
            throw reason(peerIsGone);
        }
    }

    /** In TLS 1.3 a server may refuse the client's certificate when the client is already writing. */
    private IOException reason(IOException peerIsGone) {
        try {
            lock(this.readLock, Deadline.after(FLUSH_TIMEOUT));
            try {
                this.pump.receiveAhead();
            } finally {
                this.readLock.unlock();
            }
        } catch (TlsAlertException alert) {
            if (this.transport.isOpen()) {
                alert.addSuppressed(peerIsGone);
            }
            return abort(alert, Deadline.NONE);
        } catch (ClosedChannelException closed) {
            return closed;
        } catch (IOException noAlert) {
            peerIsGone.addSuppressed(noAlert);
        }
        return peerIsGone;
    }

    // ---- the state

    private void requireOpen() throws IOException {
        if (this.failure == null && !this.transport.isOpen()) {
            end();
        }
        if (this.closing.get()) {
            throw this.transport.closed(new ClosedChannelException());
        }
    }

    /** Takes a lock, and gives it back if the connection is being closed. */
    private void lock(ReentrantLock lock, Deadline deadline) throws IOException {
        this.transport.lock(lock, deadline);
        if (this.closing.get()) {
            lock.unlock();
            throw new AsynchronousCloseException();
        }
    }

    /** Returns what to throw for an error during an operation. */
    private IOException outcome(IOException error) {
        if (error instanceof SocketTimeoutException) {
            this.timedOut = true;
            if (!this.transport.isOpen()) {
                end();
            }
            return error;
        }
        if (error instanceof ClosedChannelException) {
            var reason = this.failure;
            if (reason != null && !this.closing.get()) {
                return reason;
            }
            end();
        }
        return this.closing.get() ? this.transport.closed(byAnotherThread(error)) : error;
    }

    private static AsynchronousCloseException byAnotherThread(IOException error) {
        if (error instanceof AsynchronousCloseException known) {
            return known;
        }
        var closed = new AsynchronousCloseException();
        closed.addSuppressed(error);
        return closed;
    }

    /**
     * Ends the connection after a failure.
     *
     * <p>A blocking transport gives the peer time to read the alert. Otherwise bytes that are still on their way would
     * make the close a reset, and the peer would never know why.
     */
    private TlsException abort(TlsException failed, Deadline deadline) {
        if (this.failure != null) {
            return failed;
        }
        this.failure = failed;
        var knows = failed instanceof TlsAlertException alert && alert.sender() == TlsAlertException.Sender.PEER;
        try (this.transport) {
            this.pump.flushIfFree(deadline.within(FLUSH_TIMEOUT));
            if (this.readLock.isHeldByCurrentThread()) {
                this.pump.finish(knows ? Deadline.NONE : deadline.within(LINGER_TIMEOUT));
            }
        } catch (SocketTimeoutException hadItsTime) {
            return failed;
        } catch (IOException sending) {
            failed.addSuppressed(sending);
        }
        return failed;
    }

    // ---- close

    @Override
    public boolean isOpen() {
        return this.transport.isOpen() && !this.closing.get();
    }

    /** Sends {@code close_notify}, and nothing more. */
    public void closeOutput() throws IOException {
        requireOpen();
        try {
            var deadline = this.transport.writeDeadline();
            lock(this.writeLock, deadline);
            try {
                receiveArrived();
                sendCloseNotify(deadline);
            } finally {
                this.writeLock.unlock();
            }
        } catch (IOException e) {
            throw outcome(e);
        }
    }

    /**
     * Some libraries drop what they receive after their own {@code close_notify}; another reader receives it itself.
     */
    private void receiveArrived() throws IOException {
        if (this.handshaken && this.readLock.tryLock()) {
            try {
                this.pump.receiveAhead();
            } catch (WantWriteException muchToAnswer) {
                // What is outgoing will be sent first.
            } finally {
                this.readLock.unlock();
            }
        }
    }

    private void sendCloseNotify(Deadline deadline) throws IOException {
        reportTimeout();
        this.pump.locked(() -> {
            this.buffer.closeOutput();
            return 0;
        });
        if (!this.pump.flush(deadline)) {
            throw WantWriteException.instance();
        }
    }

    /** Closes once the peer has sent {@code close_notify} too, or does not do so in time. */
    @Override
    public void close() {
        if (!this.closing.compareAndSet(false, true)) {
            return;
        }
        try {
            var deadline = this.transport.deadline(CLOSE_TIMEOUT);
            part(deadline, deadline.bounded() ? this::awaitCloseNotify : this.pump::finish);
        } catch (IOException peerIsGone) {
            // The peer is gone.
        } finally {
            end();
        }
    }

    /** What is left to do once {@code close_notify} was sent. */
    @FunctionalInterface
    private interface LastStep {

        int run(Deadline deadline) throws IOException;
    }

    /** Does nothing that another thread is at, and would wait for: closing ends what that thread does. */
    private void part(Deadline deadline, LastStep lastStep) throws IOException {
        if (!this.writeLock.tryLock()) {
            return;
        }
        try {
            sendCloseNotify(deadline);
        } finally {
            this.writeLock.unlock();
        }
        if (this.readLock.tryLock()) {
            try {
                lastStep.run(deadline);
            } finally {
                this.readLock.unlock();
            }
        }
    }

    private int awaitCloseNotify(Deadline deadline) throws IOException {
        return this.pump.complete(
                () -> {
                    this.buffer.shutdownAndDrop();
                    return 0;
                },
                deadline);
    }

    private int shutdown() throws TlsException {
        try {
            this.buffer.shutdown();
            return 0;
        } catch (WantReadException notYet) {
            if (this.buffer.plaintextBytesBuffered() > 0) {
                return UNREAD;
            }
            throw notYet;
        }
    }

    /** Closes once the peer has sent {@code close_notify} too. */
    void closeAfterPeer() throws IOException {
        if (this.closing.get() || !this.transport.isOpen()) {
            end();
            return;
        }
        awaitPeer(this::shutdown);
        end();
    }

    /** Runs an operation that ends the connection, or leaves it open if unread data or the peer is in the way. */
    private void awaitPeer(RecordPump.Operation operation) throws IOException {
        try {
            reportTimeout();
            receiveArrived();
            if (receive(operation, this.transport.deadline(Duration.ZERO)) == UNREAD) {
                throw WantReadException.instance();
            }
        } catch (WantReadException | WantWriteException notYet) {
            throw notYet;
        } catch (IOException e) {
            var outcome = outcome(e);
            if (available() == 0) {
                end();
            }
            throw outcome;
        }
    }

    /**
     * Ends TLS once the peer has sent {@code close_notify} too, and leaves the transport.
     *
     * @return what the peer has sent behind it, as far as it was received
     */
    ByteBuffer detach() throws IOException {
        requireOpen();
        if (!this.handshaken) {
            throw new IllegalStateException("TLS cannot be ended before the handshake is complete; use close()");
        }
        awaitPeer(this::shutdownToDetach);
        this.transport.leave();
        var unread = this.buffer.takeUnread();
        end();
        return unread;
    }

    private int shutdownToDetach() throws TlsException {
        var implementation = this.buffer.context().implementation();
        if (!this.buffer.isClosedByPeerFirst() && !implementation.capabilities().has(TlsFeature.CLOSE_CONFIRMATION)) {
            throw new UnsupportedOperationException(
                    "the TLS implementation %s does not receive the peer's close_notify after its own, so that it cannot tell where TLS ends; let the peer close first"
                            .formatted(implementation.name()));
        }
        return shutdown();
    }

    /** Closes without waiting for the peer. */
    public void closeNow() throws IOException {
        try {
            if (this.transport.isOpen()) {
                var deadline = this.transport.deadline(Duration.ZERO).within(FLUSH_TIMEOUT);
                part(deadline, arrived -> this.pump.finish(Deadline.NONE));
            }
        } catch (WantWriteException notYet) {
            throw notYet;
        } catch (IOException peerIsGone) {
            // The peer is gone.
        }
        end();
    }

    /** A handshake that took too long can continue, unless it is given up. */
    private void reportTimeout() {
        if (this.timedOut && !this.handshaken) {
            HandshakeReporter.of(this.engine).timedOut();
        }
    }

    /** Closes in any state; the listeners of a handshake under way are notified. */
    void end() {
        this.closing.set(true);
        reportTimeout();
        try (this.transport) {
            this.pump.locked(() -> {
                this.engine.closeOutbound();
                return 0;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
