package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

import io.unifiedtls.WantReadException;

/** Moves bytes between a buffer and a channel. */
final class Network {

    /** Four of the largest records: with a part of one more that is waiting for its rest, this fits into a buffer. */
    private static final int CHUNK = 1 << 16;

    private final SocketChannel channel;

    private final EngineBuffer buffer;

    private final ReentrantLock bufferLock;

    private final ReentrantLock flushLock = new ReentrantLock();

    private final ByteBuffer received = ByteBuffer.allocate(CHUNK);

    private final ByteBuffer sending = ByteBuffer.allocate(CHUNK).limit(0);

    Network(SocketChannel channel, EngineBuffer buffer, ReentrantLock bufferLock) {
        this.channel = channel;
        this.buffer = buffer;
        this.bufferLock = bufferLock;
    }

    /** Waits for data of the peer, or its end; called by one thread at a time. */
    void receive(Deadline deadline) throws IOException {
        this.received.clear();
        var amount = readOrEnd(deadline);
        if (amount == 0) {
            throw WantReadException.instance();
        }
        this.bufferLock.lock();
        try {
            if (amount < 0) {
                this.buffer.processIncomingEof();
            } else {
                this.buffer.processIncoming(this.received.flip());
            }
        } finally {
            this.bufferLock.unlock();
        }
    }

    /** A connection that the peer resets has ended, and not in the way it should: the buffer says so. */
    private int readOrEnd(Deadline deadline) throws IOException {
        try {
            return read(deadline);
        } catch (SocketTimeoutException | ClosedChannelException thisSide) {
            throw thisSide;
        } catch (IOException reset) {
            return -1;
        }
    }

    private int read(Deadline deadline) throws IOException {
        if (!deadline.bounded() || !this.channel.isBlocking()) {
            return this.channel.read(this.received);
        }
        // The stream of the socket is what takes a timeout; it reads at most once.
        var socket = this.channel.socket();
        socket.setSoTimeout(deadline.millisLeft());
        var amount = socket.getInputStream().read(this.received.array(), 0, CHUNK);
        if (amount > 0) {
            this.received.position(amount);
        }
        return amount;
    }

    /** Sends what is outgoing, and returns whether all of it could be sent without waiting longer than allowed. */
    boolean flush(Deadline deadline) throws IOException {
        this.flushLock.lock();
        try {
            if (!send(deadline)) {
                return false;
            }
        } finally {
            this.flushLock.unlock();
        }
        return flushIfFree(deadline);
    }

    /** Sends what is outgoing, unless another thread does so: that one looks again after it has let go of the lock. */
    boolean flushIfFree(Deadline deadline) throws IOException {
        while (hasOutgoing()) {
            if (!this.flushLock.tryLock()) {
                return true;
            }
            try {
                if (!send(deadline)) {
                    return false;
                }
            } finally {
                this.flushLock.unlock();
            }
        }
        return true;
    }

    private boolean hasOutgoing() {
        this.bufferLock.lock();
        try {
            return this.buffer.outgoingBytesBuffered() > 0 || this.sending.hasRemaining();
        } finally {
            this.bufferLock.unlock();
        }
    }

    private boolean send(Deadline deadline) throws IOException {
        while (true) {
            if (!this.sending.hasRemaining() && !next()) {
                return true;
            }
            if (this.channel.isBlocking()) {
                writeBlocking(deadline);
            } else if (this.channel.write(this.sending) == 0) {
                return false;
            }
        }
    }

    private void writeBlocking(Deadline deadline) throws IOException {
        try {
            var watch = WriteWatch.of(this.channel, deadline);
            try {
                this.channel.write(this.sending);
            } finally {
                watch.stop();
            }
        } catch (ClosedChannelException closed) {
            deadline.millisLeft();
            throw closed;
        } catch (SocketTimeoutException betweenTwoWrites) {
            this.channel.close();
            throw betweenTwoWrites;
        }
    }

    private boolean next() {
        this.bufferLock.lock();
        try {
            this.sending.clear();
            this.buffer.processOutgoing(this.sending);
            this.sending.flip();
            return this.sending.hasRemaining();
        } finally {
            this.bufferLock.unlock();
        }
    }
}
