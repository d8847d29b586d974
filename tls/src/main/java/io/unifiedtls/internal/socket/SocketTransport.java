package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.record.RecordFramer;

/** A plain socket. Its timeout is for reads only, by the contract of {@link Socket#setSoTimeout}. */
public final class SocketTransport implements Transport {

    private final Socket socket;

    private final InputStream input;

    private final Closing closing;

    private final RecordFramer bounds = new RecordFramer();

    private @Nullable OutputStream output;

    private volatile boolean left;

    private volatile boolean inputShutdown;

    /** What becomes of the plain socket after TLS. */
    public enum Closing {
        CLOSES_SOCKET,
        /** It is used without TLS afterwards, so nothing behind the last record is read. */
        LEAVES_SOCKET
    }

    /** Creates a transport that reads from a stream, which may have begun with bytes from elsewhere. */
    public SocketTransport(Socket socket, InputStream input, Closing closing) {
        this.socket = socket;
        this.input = input;
        this.closing = closing;
    }

    /** Returns whether the plain socket is closed after TLS. */
    public boolean closesSocket() {
        return this.closing == Closing.CLOSES_SOCKET;
    }

    @Override
    public int read(ByteBuffer destination, Deadline deadline) throws IOException {
        var begin = destination.position();
        var most = closesSocket() ? destination.remaining() : Math.min(destination.remaining(), this.bounds.missing());
        var timeout = this.socket.getSoTimeout();
        var millisLeft = deadline.millisLeft();
        int amount;
        try {
            if (millisLeft != timeout) {
                this.socket.setSoTimeout(millisLeft);
            }
            amount = this.input.read(destination.array(), destination.arrayOffset() + begin, most);
        } finally {
            restore(millisLeft, timeout);
        }
        if (amount < 0 && isInputShutdown()) {
            throw new SocketException("the input of the socket is shut down");
        }
        if (amount > 0) {
            destination.position(begin + amount);
            if (!closesSocket()) {
                this.bounds.read(destination, amount);
            }
        }
        return amount;
    }

    /** Restores the timeout, unless another thread has set one in the meantime. */
    private void restore(int current, int timeout) {
        try {
            if (current != timeout && this.socket.getSoTimeout() == current) {
                this.socket.setSoTimeout(timeout);
            }
        } catch (SocketException closed) {
            // No caller waits for it any more.
        }
    }

    @Override
    public void write(ByteBuffer source, Deadline deadline) throws IOException {
        var timeout = WriteTimeout.of(this.socket, deadline);
        try {
            output().write(source.array(), source.arrayOffset() + source.position(), source.remaining());
            source.position(source.limit());
        } finally {
            timeout.stop();
        }
    }

    /** The same stream for all, since that of a given socket may keep a state; only the sender asks. */
    private OutputStream output() throws IOException {
        if (this.output == null) {
            this.output = this.socket.getOutputStream();
        }
        return this.output;
    }

    @Override
    public int available() throws IOException {
        return this.input.available();
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        if (closesSocket()) {
            this.socket.shutdownOutput();
        }
        return closesSocket();
    }

    /**
     * Reads nothing more from a socket of our own; its own flag is set only after the reading thread has been woken.
     */
    public void shutdownInput() throws IOException {
        if (closesSocket()) {
            this.inputShutdown = true;
            this.socket.shutdownInput();
        }
    }

    @Override
    public boolean isInputShutdown() {
        return this.inputShutdown || this.socket.isInputShutdown();
    }

    @Override
    public boolean isOpen() {
        return !this.left && !this.socket.isClosed();
    }

    @Override
    public void leave() {
        this.left = true;
    }

    @Override
    public void close() throws IOException {
        leave();
        if (closesSocket()) {
            this.socket.close();
        }
    }

    @Override
    public Deadline deadline(Duration defaultTimeout) throws IOException {
        var timeout = this.socket.isClosed() ? 0 : this.socket.getSoTimeout();
        var limit = (timeout == 0) ? defaultTimeout : Duration.ofMillis(timeout);
        return limit.isZero() ? Deadline.NONE : Deadline.after(limit);
    }

    @Override
    public Deadline writeDeadline() {
        return Deadline.NONE;
    }

    @Override
    public boolean isInterruptible() {
        return false;
    }

    @Override
    public IOException closed(ClosedChannelException error) {
        var closed = new SocketException("the socket is closed");
        closed.addSuppressed(error);
        return closed;
    }
}
