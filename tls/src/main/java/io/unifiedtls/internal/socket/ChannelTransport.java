package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A channel, which may be non-blocking. Its timeout is for reads and writes. */
final class ChannelTransport implements Transport {

    private final SocketChannel channel;

    private volatile Duration timeout = Duration.ZERO;

    private volatile boolean left;

    ChannelTransport(SocketChannel channel) {
        this.channel = channel;
    }

    void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public int read(ByteBuffer destination, Deadline deadline) throws IOException {
        if (!deadline.bounded() || !this.channel.isBlocking()) {
            return this.channel.read(destination);
        }
        if (deadline.closes()) {
            return readOrClose(destination, deadline);
        }
        // Only the stream of the socket takes a timeout; it reads at most once.
        var socket = this.channel.socket();
        socket.setSoTimeout(deadline.millisLeft());
        var begin = destination.position();
        var amount = socket.getInputStream()
                .read(destination.array(), destination.arrayOffset() + begin, destination.remaining());
        if (amount > 0) {
            destination.position(begin + amount);
        }
        return amount;
    }

    /** Needs far fewer system calls than a read with a timeout. */
    private int readOrClose(ByteBuffer destination, Deadline deadline) throws IOException {
        var timeout = WriteTimeout.of(this.channel, deadline);
        try {
            return this.channel.read(destination);
        } finally {
            timeout.stop();
        }
    }

    @Override
    public void write(ByteBuffer source, Deadline deadline) throws IOException {
        if (!this.channel.isBlocking()) {
            this.channel.write(source);
            return;
        }
        var timeout = WriteTimeout.of(this.channel, deadline);
        try {
            do {
                this.channel.write(source);
            } while (source.hasRemaining() && this.channel.isBlocking());
        } finally {
            timeout.stop();
        }
    }

    @Override
    public int available() throws IOException {
        return this.channel.socket().getInputStream().available();
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        this.channel.shutdownOutput();
        return true;
    }

    @Override
    public boolean isInputShutdown() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return !this.left && this.channel.isOpen();
    }

    @Override
    public void leave() {
        this.left = true;
    }

    @Override
    public void close() throws IOException {
        if (!this.left) {
            this.channel.close();
        }
    }

    @Override
    public Deadline deadline(Duration defaultTimeout) {
        var limit = this.timeout;
        if (!this.channel.isBlocking() || (limit.isZero() && defaultTimeout.isZero())) {
            return Deadline.NONE;
        }
        return limit.isZero() ? Deadline.closingAfter(defaultTimeout) : Deadline.after(limit);
    }

    @Override
    public Deadline writeDeadline() {
        return deadline(Duration.ZERO);
    }

    @Override
    public boolean isInterruptible() {
        return true;
    }

    @Override
    public IOException closed(ClosedChannelException error) {
        return error;
    }
}
