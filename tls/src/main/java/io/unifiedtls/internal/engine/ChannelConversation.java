package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/**
 * What is said by TLS over a channel. One thread may read while another one writes, and any thread may close.
 *
 * <p>A lock for each direction keeps its bytes in order; one for the handshake lets a writer go on as soon as a reader
 * has done it, and waits for data. No lock is waited for longer than the operation may take.
 */
final class ChannelConversation {

    /** How long closing waits for the peer if the socket has no timeout. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** How long a forced close, or an alert, waits for a peer that takes nothing. */
    private static final Duration LAST_WORDS_TIMEOUT = Duration.ofSeconds(2);

    private final SocketChannel channel;

    private final SSLEngine engine;

    private final EngineBuffer buffer;

    private final ReadAhead data;

    private final Network network;

    private final ReentrantLock handshakeLock = new ReentrantLock();

    private final ReentrantLock readLock = new ReentrantLock();

    private final ReentrantLock writeLock = new ReentrantLock();

    private final Turns turns;

    private final Duration handshakeTimeout;

    private volatile boolean handshaken;

    /** Creates a conversation; the timeout is that of the handshake on a socket that has none. */
    ChannelConversation(SocketChannel channel, SSLEngine engine, EngineBuffer buffer, Duration handshakeTimeout) {
        this.handshakeTimeout = handshakeTimeout;
        this.channel = channel;
        this.engine = engine;
        this.buffer = buffer;
        this.data = new ReadAhead(buffer);
        this.network = new Network(channel, buffer);
        this.turns = new Turns(channel, this::end);
    }

    void setTimeout(Duration timeout) {
        this.turns.setTimeout(timeout);
    }

    /** Returns how much can be read without waiting. */
    int available() {
        try {
            return this.network.locked(this.data::available);
        } catch (TlsException never) {
            throw new IllegalStateException(never);
        }
    }

    // ---- handshake

    void doHandshake() throws IOException {
        this.turns.run(this::handshake);
    }

    private int handshake(Deadline deadline) throws IOException {
        if (this.handshaken) {
            return 0;
        }
        var end = deadline.bounded() ? deadline : this.turns.deadline(this.handshakeTimeout);
        return this.turns.holding(this.handshakeLock, this::receiveHandshake, end);
    }

    private int receiveHandshake(Deadline deadline) throws IOException {
        // A reader that has done it and waits for data holds the lock that receiving takes.
        return this.handshaken ? 0 : this.turns.holding(this.readLock, this::completeHandshake, deadline);
    }

    private int completeHandshake(Deadline deadline) throws IOException {
        complete(
                () -> {
                    this.buffer.doHandshake();
                    return 0;
                },
                deadline);
        this.handshaken = true;
        return 0;
    }

    private int complete(Step step, Deadline deadline) throws IOException {
        try {
            return this.network.complete(step, deadline);
        } catch (WantReadException | WantWriteException notNow) {
            throw notNow;
        } catch (TlsException failed) {
            throw abort(failed, deadline);
        }
    }

    // ---- application data

    int read(ByteBuffer destination) throws IOException {
        return this.turns.run(deadline -> {
            handshake(deadline);
            return this.turns.holding(
                    this.readLock, until -> complete(() -> this.data.read(destination), until), deadline);
        });
    }

    /** Writes all that the source has if the channel is blocking, otherwise what can be written now. */
    int write(ByteBuffer source) throws IOException {
        try {
            return this.turns.run(deadline -> {
                handshake(deadline);
                return this.turns.holding(this.writeLock, until -> send(source, until), deadline);
            });
        } catch (SocketTimeoutException aPartMayBeSent) {
            end();
            throw aPartMayBeSent;
        }
    }

    private int send(ByteBuffer source, Deadline deadline) throws IOException {
        try {
            return this.network.send(source, deadline);
        } catch (SocketTimeoutException | ClosedChannelException | TlsException known) {
            throw known;
        } catch (IOException peerIsGone) {
            throw reason(peerIsGone);
        }
    }

    /** A server that refuses the client's certificate says so when a client of TLS 1.3 may be writing already. */
    private IOException reason(IOException peerIsGone) {
        try {
            this.turns.holding(
                    this.readLock, until -> this.network.drain(this.data::decrypt), Deadline.after(LAST_WORDS_TIMEOUT));
        } catch (TlsAlertException alert) {
            if (this.channel.isOpen()) {
                alert.addSuppressed(peerIsGone);
            }
            return abort(alert, Deadline.NONE);
        } catch (ClosedChannelException byWhoeverKnowsWhy) {
            return byWhoeverKnowsWhy;
        } catch (IOException noAlert) {
            peerIsGone.addSuppressed(noAlert);
        }
        return peerIsGone;
    }

    // ---- failure

    /** Sends the alert if that is possible, and closes the channel. */
    private TlsException abort(TlsException failed, Deadline deadline) {
        if (!this.turns.fail(failed)) {
            return failed;
        }
        try (this.channel) {
            this.network.flushIfFree(deadline.within(LAST_WORDS_TIMEOUT));
            if (this.readLock.isHeldByCurrentThread()) {
                this.network.finish(deadline);
            }
        } catch (IOException sending) {
            failed.addSuppressed(sending);
        }
        return failed;
    }

    // ---- close

    void closeOutput() throws IOException {
        this.turns.run(deadline -> this.turns.holding(this.writeLock, this::sayGoodbye, deadline));
    }

    private int sayGoodbye(Deadline deadline) throws IOException {
        tellIfTimedOut();
        this.network.locked(() -> {
            this.buffer.closeOutput();
            return 0;
        });
        if (!this.network.flush(deadline)) {
            throw WantWriteException.instance();
        }
        return 0;
    }

    private int awaitGoodbye(Deadline deadline) throws IOException {
        tellIfTimedOut();
        return complete(
                () -> {
                    this.buffer.shutdown();
                    return 0;
                },
                deadline);
    }

    void close() throws IOException {
        if (!this.turns.close()) {
            return;
        }
        try {
            part(this.turns.deadline(CLOSE_TIMEOUT));
        } catch (IOException peerIsGone) {
            // There is nobody left to say goodbye to.
        } finally {
            end();
        }
    }

    /** Waits for the peer, unless another thread is at work, which would wait for ever: closing ends what it does. */
    private void part(Deadline deadline) throws IOException {
        if (Turns.ifFree(this.writeLock, this::sayGoodbye, deadline)) {
            Turns.ifFree(this.readLock, deadline.bounded() ? this::awaitGoodbye : this.network::finish, deadline);
        }
    }

    /** Closes once the peer has said goodbye too. */
    void closeAfterPeer() throws IOException {
        if (this.turns.isClosing() || !this.channel.isOpen()) {
            end();
            return;
        }
        try {
            this.turns.run(deadline -> this.turns.holding(this.readLock, this::awaitGoodbye, deadline));
        } catch (WantReadException | WantWriteException notYet) {
            throw notYet;
        } catch (IOException failed) {
            end();
            throw failed;
        }
        end();
    }

    /** Closes without waiting for the peer. */
    void closeNow() throws IOException {
        try {
            var deadline = this.turns.deadline().within(LAST_WORDS_TIMEOUT);
            if (this.channel.isOpen() && Turns.ifFree(this.writeLock, this::sayGoodbye, deadline)) {
                Turns.ifFree(this.readLock, this.network::finish, deadline);
            }
        } catch (WantWriteException notYet) {
            throw notYet;
        } catch (IOException peerIsGone) {
            // There is nobody left to say goodbye to.
        }
        end();
    }

    /** A handshake that took too long can go on, but for the one that is given up. */
    private void tellIfTimedOut() {
        if (this.turns.hasTimedOut() && !this.handshaken) {
            HandshakeReports.of(this.engine).timedOut();
        }
    }

    /** Closes whatever the state is; the listeners of a handshake under way are told. */
    void end() {
        this.turns.close();
        tellIfTimedOut();
        try (this.channel) {
            this.network.locked(() -> {
                this.engine.closeOutbound();
                return 0;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
