package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** A buffer and the plain socket that its bytes come from and go to. No lock of it is held while a thread waits. */
final class StreamNetwork {

    /** Two of the largest records: with a part of one more that is waiting for its rest, this fits into a buffer. */
    private static final int CHUNK = 1 << 15;

    /** How much is dropped before a close; a peer that sends more than this does not listen. */
    private static final int MOST_DROPPED = 1 << 20;

    /** How much is taken from the plain socket at once. */
    enum Reading {
        /** What there is: nobody reads it afterwards. */
        EVERYTHING,
        /** No more than the record at hand: what follows the connection is for somebody else. */
        RECORDS
    }

    private final Socket transport;

    private final InputStream input;

    private @Nullable OutputStream output;

    private final EngineBuffer buffer;

    private final Reading reading;

    private final ReentrantLock bufferLock;

    private final ReentrantLock flushLock = new ReentrantLock();

    private final RecordBounds bounds = new RecordBounds();

    private final byte[] received = new byte[CHUNK];

    private final ByteBuffer sending = ByteBuffer.allocate(CHUNK);

    private volatile @Nullable IOException broken;

    private volatile boolean inputShutdown;

    StreamNetwork(Socket transport, InputStream input, EngineBuffer buffer, Reading reading, ReentrantLock bufferLock) {
        this.transport = transport;
        this.input = input;
        this.buffer = buffer;
        this.reading = reading;
        this.bufferLock = bufferLock;
    }

    int locked(Step step) throws TlsException {
        this.bufferLock.lock();
        try {
            return step.take();
        } finally {
            this.bufferLock.unlock();
        }
    }

    /**
     * Repeats a step, with what the network brings in between, until it can be taken; one thread at a time. The timeout
     * of the plain socket is for all of it.
     */
    int complete(Step step) throws IOException {
        // What is closed may have something left to say all the same.
        var timeout = this.transport.isClosed() ? 0 : this.transport.getSoTimeout();
        var deadline = (timeout == 0) ? Deadline.NONE : Deadline.after(Duration.ofMillis(timeout));
        var current = timeout;
        try {
            while (true) {
                try {
                    var result = locked(step);
                    // What the peer waits for has to be gone before the caller goes on to something else.
                    flushWhileReading();
                    return result;
                } catch (WantWriteException sendFirst) {
                    flush();
                } catch (WantReadException moreNeeded) {
                    flushWhileReading();
                    receive();
                }
                current = shorten(current, deadline);
            }
        } finally {
            restore(timeout, current);
        }
    }

    /** Leaves the next read what is left of the time, and returns it; somebody else's timeout is left alone. */
    private int shorten(int current, Deadline deadline) throws IOException {
        var left = deadline.millisLeft();
        if (left >= current || this.transport.getSoTimeout() != current) {
            return current;
        }
        this.transport.setSoTimeout(left);
        return left;
    }

    private void restore(int timeout, int current) {
        try {
            if (current != timeout && this.transport.getSoTimeout() == current) {
                this.transport.setSoTimeout(timeout);
            }
        } catch (SocketException closed) {
            // Nobody waits for it any more.
        }
    }

    /** What cannot be sent any more is no reason not to read what the peer had sent before. */
    private void flushWhileReading() throws IOException {
        try {
            flushIfFree();
        } catch (SocketException peerIsGone) {
            if (this.transport.isClosed()) {
                throw peerIsGone;
            }
        }
    }

    /** Repeats a step, with what has come already in between, until it returns less than zero, or needs more. */
    void drain(Step step) throws IOException {
        while (true) {
            try {
                if (locked(step) < 0) {
                    return;
                }
            } catch (WantReadException moreNeeded) {
                if (this.input.available() == 0) {
                    return;
                }
                receive();
            }
        }
    }

    private void receive() throws IOException {
        var amount = this.input.read(this.received, 0, wanted());
        if (amount < 0 && (this.inputShutdown || this.transport.isInputShutdown())) {
            // It was not the peer who ended the connection, and writing can go on.
            throw new SocketException("the input of the socket is shut down");
        }
        if (amount > 0 && this.reading == Reading.RECORDS) {
            this.bounds.read(this.received, amount);
        }
        locked(() -> {
            if (amount < 0) {
                this.buffer.processIncomingEof();
            } else {
                this.buffer.processIncoming(ByteBuffer.wrap(this.received, 0, amount));
            }
            return amount;
        });
    }

    /** Ends reading from the plain socket; it takes note of that itself only after it has woken who reads. */
    void shutdownInput() throws IOException {
        this.inputShutdown = true;
        this.transport.shutdownInput();
    }

    private int wanted() {
        return (this.reading == Reading.RECORDS) ? Math.min(CHUNK, this.bounds.missing()) : CHUNK;
    }

    /**
     * Encrypts and sends all that a source has.
     *
     * <p>No reader finds any of it to send: it would wait for a peer that wants to be read first.
     */
    void send(ByteBuffer source) throws IOException {
        this.flushLock.lock();
        try {
            send();
            do {
                locked(() -> this.buffer.write(source));
                send();
            } while (source.hasRemaining());
        } finally {
            this.flushLock.unlock();
        }
        flushIfFree();
    }

    /** Sends what is outgoing, after what another thread is sending. */
    void flush() throws IOException {
        this.flushLock.lock();
        try {
            send();
        } finally {
            this.flushLock.unlock();
        }
        flushIfFree();
    }

    /** Sends what is outgoing, unless another thread does so: that one looks again after it has let go of the lock. */
    private void flushIfFree() throws IOException {
        while (hasOutgoing() && this.flushLock.tryLock()) {
            try {
                send();
            } finally {
                this.flushLock.unlock();
            }
        }
    }

    /** Sends what is outgoing, and closes the plain socket if the peer does not take it in time. */
    void flush(Deadline deadline) throws IOException {
        var watch = Watch.of(this.transport, deadline);
        try {
            if (this.flushLock.tryLock(deadline.millisLeft(), TimeUnit.MILLISECONDS)) {
                try {
                    send();
                } finally {
                    this.flushLock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.stop();
        }
    }

    private boolean hasOutgoing() throws TlsException {
        return this.broken == null && locked(this.buffer::outgoingBytesBuffered) > 0;
    }

    /** The same stream for all, since that of a given socket may keep a state; only the sender asks. */
    private OutputStream output() throws IOException {
        if (this.output == null) {
            this.output = this.transport.getOutputStream();
        }
        return this.output;
    }

    private void send() throws IOException {
        var before = this.broken;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
        try {
            while (locked(this::takeOutgoing) > 0) {
                output().write(this.sending.array(), 0, this.sending.limit());
            }
        } catch (TlsException known) {
            throw known;
        } catch (IOException peerIsGone) {
            this.broken = peerIsGone;
            throw peerIsGone;
        }
    }

    private int takeOutgoing() {
        this.buffer.processOutgoing(this.sending.clear());
        return this.sending.flip().remaining();
    }

    /**
     * Says that nothing more will be sent, and drops what has come and was not read: if that were still there when the
     * plain socket is closed, the peer's network would drop what was sent last.
     */
    void finish() throws IOException {
        this.transport.shutdownOutput();
        var dropped = 0L;
        for (var left = this.input.available(); left > 0 && dropped < MOST_DROPPED; left = this.input.available()) {
            var skipped = this.input.skip(left);
            if (skipped <= 0) {
                return;
            }
            dropped += skipped;
        }
    }
}
