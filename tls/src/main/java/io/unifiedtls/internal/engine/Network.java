package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** A buffer and the channel that its bytes come from and go to. The lock of the buffer is not held while waiting. */
final class Network {

    /** Four of the largest records: with a part of one more that is waiting for its rest, this fits into a buffer. */
    private static final int CHUNK = 1 << 16;

    /** How much is dropped before a close; a peer that sends more than this does not listen. */
    private static final int MOST_DROPPED = 1 << 20;

    private final SocketChannel channel;

    private final EngineBuffer buffer;

    private final ReentrantLock bufferLock = new ReentrantLock();

    private final Outflow outflow;

    private final NetworkRoom received = new NetworkRoom(CHUNK);

    private int lastReceived;

    Network(SocketChannel channel, EngineBuffer buffer) {
        this.channel = channel;
        this.buffer = buffer;
        this.outflow = new Outflow(channel, buffer, this.bufferLock);
    }

    int locked(Step step) throws TlsException {
        this.bufferLock.lock();
        try {
            return step.take();
        } finally {
            this.bufferLock.unlock();
        }
    }

    // ---- receiving, by one thread at a time

    /** Repeats a step, with what the network brings in between, until it can be taken. */
    int complete(Step step, Deadline deadline) throws IOException {
        while (true) {
            try {
                var result = sendingFirst(step, deadline);
                // What the peer waits for has to be gone before the caller goes on to something else.
                if (!flushWhileReading(deadline) && result == 0) {
                    throw WantWriteException.instance();
                }
                return result;
            } catch (WantReadException moreNeeded) {
                if (!flushWhileReading(deadline)) {
                    throw WantWriteException.instance();
                }
                receive(deadline);
            } catch (RaggedEofException ragged) {
                this.outflow.failure().ifPresent(ragged::addSuppressed);
                throw ragged;
            }
        }
    }

    /** Takes a step; if too much is outgoing for it, that is sent first. */
    private int sendingFirst(Step step, Deadline deadline) throws IOException {
        while (true) {
            try {
                return locked(step);
            } catch (WantWriteException sendFirst) {
                if (!flush(deadline)) {
                    throw sendFirst;
                }
            }
        }
    }

    /** What cannot be sent any more is no reason not to read what the peer had sent before. */
    private boolean flushWhileReading(Deadline deadline) throws IOException {
        try {
            return this.outflow.flushIfFree(deadline);
        } catch (SocketTimeoutException | ClosedChannelException thisSide) {
            throw thisSide;
        } catch (IOException peerIsGone) {
            return true;
        }
    }

    private void receive(Deadline deadline) throws IOException {
        // What filled the room had more behind it.
        var room = this.received.emptied(this.lastReceived + 1);
        var amount = readOrEnd(room, deadline);
        this.lastReceived = amount;
        if (amount == 0) {
            throw WantReadException.instance();
        }
        locked(() -> {
            if (amount < 0) {
                this.buffer.processIncomingEof();
            } else {
                this.buffer.processIncoming(room.flip());
            }
            return amount;
        });
    }

    /** A connection that the peer resets has ended, and not in the way it should: the buffer says so. */
    private int readOrEnd(ByteBuffer room, Deadline deadline) throws IOException {
        try {
            return read(room, deadline);
        } catch (SocketTimeoutException | ClosedChannelException thisSide) {
            throw thisSide;
        } catch (IOException reset) {
            if (!this.channel.isOpen()) {
                throw new AsynchronousCloseException();
            }
            return -1;
        }
    }

    private int read(ByteBuffer room, Deadline deadline) throws IOException {
        if (!deadline.bounded() || !this.channel.isBlocking()) {
            return this.channel.read(room);
        }
        // The stream of the socket is what takes a timeout; it reads at most once.
        var socket = this.channel.socket();
        socket.setSoTimeout(deadline.millisLeft());
        var amount = socket.getInputStream().read(room.array(), 0, room.capacity());
        if (amount > 0) {
            room.position(amount);
        }
        return amount;
    }

    /** Repeats a step, with what has come already in between, until it returns less than zero, or needs more. */
    int drain(Step step) throws IOException {
        while (true) {
            try {
                if (locked(step) < 0) {
                    return -1;
                }
            } catch (WantReadException moreNeeded) {
                if (!hasCome()) {
                    return 0;
                }
                receive(Deadline.NONE);
            }
        }
    }

    private boolean hasCome() throws IOException {
        return !this.channel.isBlocking()
                || this.channel.socket().getInputStream().available() > 0;
    }

    /**
     * Says that nothing more will be sent, and drops what has come and was not read: if that were still there when the
     * channel is closed, the peer's network could drop what was sent last.
     */
    int finish(Deadline deadline) throws IOException {
        this.channel.shutdownOutput();
        var dropped = 0;
        while (dropped < MOST_DROPPED && hasCome()) {
            var amount = this.channel.read(this.received.emptied(0));
            if (amount <= 0) {
                break;
            }
            dropped += amount;
        }
        return dropped;
    }

    // ---- sending

    boolean flush(Deadline deadline) throws IOException {
        return this.outflow.flush(deadline);
    }

    boolean flushIfFree(Deadline deadline) throws IOException {
        return this.outflow.flushIfFree(deadline);
    }

    /** Encrypts and sends what a source has: all of it, or as much as can be sent now if the channel does not wait. */
    int send(ByteBuffer source, Deadline deadline) throws IOException {
        return this.outflow.send(source, deadline);
    }
}
