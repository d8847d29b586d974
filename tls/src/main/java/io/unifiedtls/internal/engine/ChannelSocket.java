package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/**
 * A socket over a channel and a buffer.
 *
 * <p>The lock of the buffer is never held while a thread waits for the network; a lock for each direction keeps the
 * bytes of that direction in order, and one for the handshake lets a writer go on while a reader waits.
 */
public final class ChannelSocket implements TlsSocket {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final SocketChannel channel;

    private final EngineBuffer buffer;

    private final ReentrantLock bufferLock = new ReentrantLock();

    private final ReentrantLock handshakeLock = new ReentrantLock();

    private final ReentrantLock readLock = new ReentrantLock();

    private final ReentrantLock writeLock = new ReentrantLock();

    private final Network network;

    private volatile Duration timeout = Duration.ZERO;

    /** Creates a socket over a connected, blocking channel, which it closes. */
    public ChannelSocket(SocketChannel channel, EngineBuffer buffer) {
        this.channel = channel;
        this.buffer = buffer;
        this.network = new Network(channel, buffer, this.bufferLock);
    }

    /** What can be done with the buffer. */
    @FunctionalInterface
    private interface Step {

        int take() throws TlsException;
    }

    @Override
    public void doHandshake() throws IOException {
        this.handshakeLock.lock();
        try {
            if (isHandshakeDone()) {
                // A reader that waits for data holds the lock that receiving takes.
                sendHandshake();
            } else {
                receiveHandshake();
            }
        } finally {
            this.handshakeLock.unlock();
        }
    }

    private void sendHandshake() throws IOException {
        locked(this::continueHandshake);
        if (!this.network.flushIfFree(deadline())) {
            throw WantWriteException.instance();
        }
    }

    private void receiveHandshake() throws IOException {
        this.readLock.lock();
        try {
            complete(this::continueHandshake, deadline());
        } finally {
            this.readLock.unlock();
        }
    }

    private int continueHandshake() throws TlsException {
        this.buffer.doHandshake();
        return 0;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (!isHandshakeDone()) {
            doHandshake();
        }
        this.readLock.lock();
        try {
            return complete(() -> this.buffer.read(destination), deadline());
        } finally {
            this.readLock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (!isHandshakeDone()) {
            doHandshake();
        }
        this.writeLock.lock();
        try {
            return this.channel.isBlocking() ? writeAll(source, deadline()) : writeSome(source);
        } finally {
            this.writeLock.unlock();
        }
    }

    private boolean isHandshakeDone() {
        this.bufferLock.lock();
        try {
            return this.buffer.isHandshakeDone();
        } finally {
            this.bufferLock.unlock();
        }
    }

    private int writeAll(ByteBuffer source, Deadline deadline) throws IOException {
        var before = source.remaining();
        do {
            locked(() -> this.buffer.write(source));
            this.network.flush(deadline);
        } while (source.hasRemaining());
        return before;
    }

    private int writeSome(ByteBuffer source) throws IOException {
        var before = source.remaining();
        // What is outgoing already has to leave before more is taken, or it would grow without bound.
        if (!this.network.flush(Deadline.NONE)) {
            throw WantWriteException.instance();
        }
        do {
            locked(() -> this.buffer.write(source));
        } while (this.network.flush(Deadline.NONE) && source.hasRemaining());
        return before - source.remaining();
    }

    /** Repeats a step, with what the network brings in between, until it can be taken. */
    private int complete(Step step, Deadline deadline) throws IOException {
        while (true) {
            try {
                var result = locked(step);
                // What the peer waits for has to be gone before the caller goes on to something else.
                if (!this.network.flushIfFree(deadline) && result == 0) {
                    throw WantWriteException.instance();
                }
                return result;
            } catch (WantWriteException sendFirst) {
                if (!this.network.flush(deadline)) {
                    throw sendFirst;
                }
            } catch (WantReadException moreNeeded) {
                if (!this.network.flushIfFree(deadline)) {
                    throw WantWriteException.instance();
                }
                this.network.receive(deadline);
            } catch (TlsException failure) {
                throw abort(failure);
            }
        }
    }

    /** Sends the alert if that is possible, and closes. */
    private TlsException abort(TlsException failure) {
        try {
            this.network.flushIfFree(Deadline.after(CLOSE_TIMEOUT));
        } catch (IOException sending) {
            failure.addSuppressed(sending);
        }
        closeChannel(failure);
        return failure;
    }

    private void closeChannel(Exception failure) {
        try {
            this.channel.close();
        } catch (IOException closing) {
            failure.addSuppressed(closing);
        }
    }

    private int locked(Step step) throws TlsException {
        this.bufferLock.lock();
        try {
            return step.take();
        } finally {
            this.bufferLock.unlock();
        }
    }

    // ---- close

    @Override
    public void closeOutput() throws IOException {
        this.writeLock.lock();
        try {
            locked(() -> {
                this.buffer.closeOutput();
                return 0;
            });
            if (!this.network.flush(deadline())) {
                throw WantWriteException.instance();
            }
        } finally {
            this.writeLock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        if (!this.channel.isOpen()) {
            return;
        }
        try {
            if (this.channel.isBlocking()) {
                shutdown(Deadline.after(this.timeout.isZero() ? CLOSE_TIMEOUT : this.timeout));
            } else {
                close(true);
            }
        } catch (IOException peerIsGone) {
            // There is nobody left to say goodbye to.
        } finally {
            this.channel.close();
        }
    }

    @Override
    public void close(boolean force) throws IOException {
        if (!this.channel.isOpen()) {
            return;
        }
        try {
            if (force) {
                closeOutput();
            } else {
                shutdown(deadline());
            }
        } catch (WantReadException | WantWriteException notYet) {
            throw notYet;
        } catch (IOException peerIsGone) {
            closeChannel(peerIsGone);
            if (!force) {
                throw peerIsGone;
            }
        }
        this.channel.close();
    }

    private void shutdown(Deadline deadline) throws IOException {
        this.readLock.lock();
        try {
            complete(
                    () -> {
                        this.buffer.shutdown();
                        return 0;
                    },
                    deadline);
        } finally {
            this.readLock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return this.channel.isOpen();
    }

    // ---- the channel

    private Deadline deadline() {
        return (this.timeout.isZero() || !this.channel.isBlocking()) ? Deadline.NONE : Deadline.after(this.timeout);
    }

    @Override
    public InputStream inputStream() {
        return new SocketInput(this, this::available);
    }

    private int available() {
        this.bufferLock.lock();
        try {
            return this.buffer.plaintextBytesBuffered();
        } finally {
            this.bufferLock.unlock();
        }
    }

    @Override
    public OutputStream outputStream() {
        return new SocketOutput(this);
    }

    @Override
    public SocketAddress localAddress() throws IOException {
        return this.channel.getLocalAddress();
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        var address = this.channel.getRemoteAddress();
        if (address == null) {
            throw new ClosedChannelException();
        }
        return address;
    }

    @Override
    public void configureBlocking(boolean block) throws IOException {
        this.channel.configureBlocking(block);
    }

    @Override
    public void setTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout cannot be negative: " + timeout);
        }
        this.timeout = timeout;
    }

    @Override
    public SocketChannel selectableChannel() {
        return this.channel;
    }

    // ---- what was negotiated

    @Override
    public TlsContext context() {
        return this.buffer.context();
    }

    @Override
    public Optional<CipherSuite> cipher() {
        return whileOpen(this.buffer.cipher());
    }

    @Override
    public Optional<NextProtocol> negotiatedProtocol() {
        return whileOpen(this.buffer.negotiatedProtocol());
    }

    @Override
    public Optional<TlsVersion> negotiatedTlsVersion() {
        return whileOpen(this.buffer.negotiatedTlsVersion());
    }

    @Override
    public Optional<byte[]> peerCertificate() {
        return whileOpen(this.buffer.peerCertificate());
    }

    @Override
    public List<byte[]> peerCertificateChain() {
        return isOpen() ? this.buffer.peerCertificateChain() : List.of();
    }

    @Override
    public List<byte[]> verifiedChain() {
        return isOpen() ? this.buffer.verifiedChain() : List.of();
    }

    @Override
    public Optional<byte[]> channelBinding(ChannelBinding type) {
        return whileOpen(this.buffer.channelBinding(type));
    }

    private <T> Optional<T> whileOpen(Optional<T> negotiated) {
        return isOpen() ? negotiated : Optional.empty();
    }
}
