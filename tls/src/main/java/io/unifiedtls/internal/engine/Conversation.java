package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsException;
import io.unifiedtls.internal.engine.StreamNetwork.Reading;

/**
 * What is said by TLS over a connected plain socket. One thread may read while another one writes.
 *
 * <p>A lock for each direction keeps its bytes in order; one for the handshake lets a writer go on as soon as a reader
 * has done it, and waits for data.
 */
final class Conversation implements ByteChannel {

    /** How long a close waits for a peer that does not take, or does not say, goodbye. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Socket transport;

    private final Closing closing;

    private final SSLEngine engine;

    private final EngineBuffer buffer;

    private final ReadAhead data;

    private final StreamNetwork network;

    private final Runnable onHandshake;

    private final ReentrantLock handshakeLock = new ReentrantLock();

    private final ReentrantLock readLock = new ReentrantLock();

    private final ReentrantLock writeLock = new ReentrantLock();

    private final AtomicBoolean open = new AtomicBoolean(true);

    private volatile boolean handshaken;

    private volatile boolean timedOut;

    private volatile boolean inputShutdown;

    private volatile boolean outputShutdown;

    /** What becomes of the plain socket when the conversation is over. */
    enum Closing {
        CLOSES_TRANSPORT,
        LEAVES_TRANSPORT
    }

    Conversation(
            TlsContext context,
            SSLEngine engine,
            Socket transport,
            InputStream input,
            Closing closing,
            Runnable onHandshake) {
        this.transport = transport;
        this.closing = closing;
        this.engine = engine;
        this.buffer = new EngineBuffer(context, engine);
        this.data = new ReadAhead(this.buffer);
        this.network = new StreamNetwork(
                transport,
                input,
                this.buffer,
                (closing == Closing.CLOSES_TRANSPORT) ? Reading.EVERYTHING : Reading.RECORDS,
                new ReentrantLock());
        this.onHandshake = onHandshake;
    }

    boolean isHandshakeDone() {
        return this.handshaken;
    }

    void handshake() throws IOException {
        if (!this.handshaken && doHandshake()) {
            this.onHandshake.run();
        }
    }

    /** Returns whether it was this thread that has done it. */
    private boolean doHandshake() throws IOException {
        this.handshakeLock.lock();
        try {
            if (this.handshaken) {
                return false;
            }
            requireOpen();
            complete(() -> {
                this.buffer.doHandshake();
                return 0;
            });
            this.handshaken = true;
            return true;
        } catch (SocketTimeoutException canGoOn) {
            this.timedOut = true;
            throw canGoOn;
        } finally {
            this.handshakeLock.unlock();
        }
    }

    // ---- application data

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (this.inputShutdown) {
            return -1;
        }
        handshake();
        this.readLock.lock();
        try {
            requireOpen();
            return complete(() -> this.data.read(destination));
        } catch (IOException e) {
            if (this.inputShutdown) {
                return -1;
            }
            throw e;
        } finally {
            this.readLock.unlock();
        }
    }

    /** Returns how much can be read without waiting. */
    int available() {
        try {
            return this.network.locked(this.data::available);
        } catch (TlsException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Writes all that the source has. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        handshake();
        this.writeLock.lock();
        try {
            requireOpen();
            if (this.outputShutdown) {
                throw new SocketException("the output of the socket is shut down");
            }
            return send(source);
        } finally {
            this.writeLock.unlock();
        }
    }

    private int send(ByteBuffer source) throws IOException {
        var amount = source.remaining();
        try {
            this.network.send(source);
            return amount;
        } catch (TlsException known) {
            throw known;
        } catch (IOException peerIsGone) {
            throw this.transport.isClosed() ? peerIsGone : reason(peerIsGone);
        }
    }

    /** A server that refuses the client's certificate says so when a client of TLS 1.3 may be writing already. */
    private IOException reason(IOException peerIsGone) {
        try {
            Deadline.after(CLOSE_TIMEOUT).lock(this.readLock);
            try {
                requireOpen();
                this.network.drain(this.data::decrypt);
            } finally {
                this.readLock.unlock();
            }
        } catch (TlsAlertException alert) {
            alert.addSuppressed(peerIsGone);
            abort(alert);
            return alert;
        } catch (IOException noAlert) {
            peerIsGone.addSuppressed(noAlert);
        }
        return peerIsGone;
    }

    private int complete(Step step) throws IOException {
        try {
            return this.network.complete(step);
        } catch (TlsException failure) {
            abort(failure);
            throw failure;
        } catch (SocketTimeoutException canGoOn) {
            throw canGoOn;
        } catch (IOException broken) {
            if (!this.inputShutdown) {
                abort(broken);
            }
            throw broken;
        }
    }

    private void requireOpen() throws SocketException {
        if (!isOpen()) {
            throw new SocketException("the socket is closed");
        }
    }

    // ---- close

    /** Ends the conversation after a failure: with the alert, if there is one and it can be sent. */
    private void abort(IOException failure) {
        try {
            this.network.locked(() -> {
                this.engine.closeOutbound();
                return 0;
            });
            if (!this.transport.isClosed()) {
                finish();
            }
        } catch (IOException sending) {
            failure.addSuppressed(sending);
        }
    }

    /** Sends what is left to say, without waiting long, and closes the plain socket if that is to be. */
    private void finish() throws IOException {
        try {
            this.network.flush(Deadline.after(CLOSE_TIMEOUT));
            if (this.closing == Closing.CLOSES_TRANSPORT) {
                this.network.finish();
            }
        } finally {
            if (this.closing == Closing.CLOSES_TRANSPORT) {
                this.transport.close();
            }
        }
    }

    void shutdownOutput() throws IOException {
        this.outputShutdown = true;
        this.writeLock.lock();
        try {
            closeOutput();
            this.network.flush();
        } finally {
            this.writeLock.unlock();
        }
    }

    boolean isOutputShutdown() {
        return this.outputShutdown;
    }

    /** Nothing more is read; a thread that waits for data is told that this is the end. */
    void shutdownInput() throws IOException {
        this.inputShutdown = true;
        if (this.closing == Closing.CLOSES_TRANSPORT) {
            this.network.shutdownInput();
        }
    }

    boolean isInputShutdown() {
        return this.inputShutdown;
    }

    @Override
    public boolean isOpen() {
        return this.open.get();
    }

    @Override
    public void close() throws IOException {
        if (!this.open.compareAndSet(true, false)) {
            return;
        }
        if (this.timedOut && !this.handshaken) {
            HandshakeReports.of(this.engine).timedOut();
        }
        try {
            closeOutput();
        } catch (TlsException hasFailedBefore) {
            // The alert was sent then.
        }
        try {
            finish();
            awaitGoodbye();
        } catch (IOException peerIsGone) {
            // There is nobody left to say goodbye to.
        }
    }

    private void closeOutput() throws TlsException {
        this.network.locked(() -> {
            this.buffer.closeOutput();
            return 0;
        });
    }

    /** Reads up to the peer's {@code close_notify}, so that what follows is not encrypted, and for somebody else. */
    private void awaitGoodbye() throws IOException {
        if (this.closing == Closing.CLOSES_TRANSPORT || !this.handshaken || !this.readLock.tryLock()) {
            return;
        }
        try {
            var timeout = this.transport.getSoTimeout();
            this.transport.setSoTimeout((int) CLOSE_TIMEOUT.toMillis());
            try {
                this.network.complete(() -> {
                    this.buffer.shutdown();
                    return 0;
                });
            } finally {
                this.transport.setSoTimeout(timeout);
            }
        } finally {
            this.readLock.unlock();
        }
    }
}
