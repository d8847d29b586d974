package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsException;
import io.unifiedtls.WantWriteException;

/** What goes from a buffer to a channel: one thread sends, with what others have added meanwhile. */
final class Outflow {

    private static final int CHUNK = 1 << 16;

    private final SocketChannel channel;

    private final EngineBuffer buffer;

    private final ReentrantLock bufferLock;

    private final ReentrantLock flushLock = new ReentrantLock();

    private final NetworkRoom sending = new NetworkRoom(CHUNK);

    private volatile @Nullable IOException broken;

    Outflow(SocketChannel channel, EngineBuffer buffer, ReentrantLock bufferLock) {
        this.channel = channel;
        this.buffer = buffer;
        this.bufferLock = bufferLock;
    }

    /** Returns why nothing more can be sent. */
    Optional<IOException> failure() {
        return Optional.ofNullable(this.broken);
    }

    /**
     * Encrypts and sends what a source has: all of it, or as much as can be sent now if the channel does not wait.
     *
     * <p>No reader finds any of it to send: it would wait for a peer that wants to be read first.
     */
    int send(ByteBuffer source, Deadline deadline) throws IOException {
        var before = source.remaining();
        var sent = encryptAndSend(source, deadline) && flushIfFree(deadline);
        if (!sent && source.remaining() == before) {
            throw WantWriteException.instance();
        }
        return before - source.remaining();
    }

    private boolean encryptAndSend(ByteBuffer source, Deadline deadline) throws IOException {
        deadline.lock(this.flushLock);
        try {
            // What is outgoing already has to leave before more is taken, or it would grow without bound.
            var sent = send(deadline);
            while (sent && source.hasRemaining()) {
                encrypt(source);
                sent = send(deadline);
            }
            return sent;
        } finally {
            this.flushLock.unlock();
        }
    }

    private void encrypt(ByteBuffer source) throws TlsException {
        this.bufferLock.lock();
        try {
            this.buffer.write(source);
        } catch (WantWriteException full) {
            // What a reader has to answer has filled the buffer meanwhile; it goes first.
        } finally {
            this.bufferLock.unlock();
        }
    }

    /** Sends what is outgoing, and returns whether all of it could be sent without waiting longer than allowed. */
    boolean flush(Deadline deadline) throws IOException {
        deadline.lock(this.flushLock);
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
            return this.broken == null
                    && (this.buffer.outgoingBytesBuffered() > 0
                            || this.sending.bytes().hasRemaining());
        } finally {
            this.bufferLock.unlock();
        }
    }

    private boolean send(Deadline deadline) throws IOException {
        var before = this.broken;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
        try {
            while (this.sending.bytes().hasRemaining() || next()) {
                if (this.channel.isBlocking()) {
                    writeBlocking(deadline);
                } else if (this.channel.write(this.sending.bytes()) == 0) {
                    return false;
                }
            }
            return true;
        } catch (SocketTimeoutException | ClosedChannelException thisSide) {
            throw thisSide;
        } catch (IOException peerIsGone) {
            this.broken = peerIsGone;
            throw peerIsGone;
        }
    }

    private void writeBlocking(Deadline deadline) throws IOException {
        try {
            var watch = Watch.of(this.channel, deadline);
            try {
                this.channel.write(this.sending.bytes());
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
            var next = this.sending.emptied(this.buffer.outgoingBytesBuffered());
            this.buffer.processOutgoing(next);
            return next.flip().hasRemaining();
        } finally {
            this.bufferLock.unlock();
        }
    }
}
