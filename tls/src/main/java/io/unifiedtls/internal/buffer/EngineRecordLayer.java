package io.unifiedtls.internal.buffer;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.internal.engine.EngineErrors;

/**
 * An engine between three queues: records that came, records that are to go, and what was decrypted. Remembers the
 * first failure, which is for good. Not thread-safe.
 */
final class EngineRecordLayer {

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** More than any engine makes of one record, even of those that are larger than the standard allows. */
    private static final int LARGEST_PLAINTEXT = 1 << 17;

    /** More than any handshake message, of 2^24 bytes at most (RFC 8446, section 4), takes as records. */
    private static final int LARGEST_FLIGHT = 1 << 25;

    /**
     * Nothing more is read, which may have to be answered, beyond this: a peer could make the answers grow without
     * bound, by asking for key updates (RFC 8446, section 4.6.3).
     */
    private static final int LARGEST_UNSENT = 1 << 17;

    private final SSLEngine engine;

    private final ByteQueue incoming = new ByteQueue(0);

    /** Engines ask for the room of the largest record behind each small one: most flights fit into what is to spare. */
    private final ByteQueue outgoing = new ByteQueue(1 << 12);

    private final ByteQueue plaintext = new ByteQueue(0);

    /** For one buffer at a time, so that no record takes an array of its own. */
    private final ByteBuffer[] one = new ByteBuffer[1];

    private @Nullable TlsException failure;

    private boolean handshaken;

    private boolean incomingEnded;

    EngineRecordLayer(SSLEngine engine) {
        this.engine = engine;
    }

    ByteQueue incoming() {
        return this.incoming;
    }

    ByteQueue outgoing() {
        return this.outgoing;
    }

    ByteQueue plaintext() {
        return this.plaintext;
    }

    // ---- the handshake

    /** Returns whether the handshake has succeeded, even if the connection has ended since. */
    boolean isHandshakeDone() {
        return this.handshaken;
    }

    void begin() throws TlsException {
        try {
            this.engine.beginHandshake();
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** Goes on until the handshake is complete. */
    void handshake() throws TlsException {
        while (!this.handshaken) {
            switch (this.engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasksOfHandshake();
                case NEED_WRAP -> {
                    requireSent();
                    wrap(NOTHING);
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
                default -> finishHandshake();
            }
        }
        sendPending();
    }

    private void finishHandshake() throws TlsException {
        if (this.engine.isInboundDone() || this.engine.isOutboundDone()) {
            throw failed(
                    new TlsException(HandshakeFailure.CLOSED, "the connection was closed during the handshake", null));
        }
        this.handshaken = true;
    }

    /** Waits until enough of what is outgoing has been sent. */
    void requireSent() throws WantWriteException {
        if (this.outgoing.size() >= LARGEST_UNSENT) {
            throw WantWriteException.instance();
        }
    }

    private void unwrapHandshake() throws TlsException {
        requireSent();
        var result = unwrap();
        if (result.getStatus() == Status.CLOSED) {
            throw failed(new TlsException(
                    HandshakeFailure.CLOSED, "the peer closed the connection during the handshake", null));
        }
        if (result.getStatus() == Status.BUFFER_UNDERFLOW || !hasProgressed(result)) {
            throw wantRead();
        }
    }

    private static boolean hasProgressed(SSLEngineResult result) {
        return result.bytesConsumed() > 0
                || result.bytesProduced() > 0
                || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP;
    }

    // ---- records

    /** Encrypts what fits into a record, which is outgoing then. */
    SSLEngineResult wrap(ByteBuffer source) throws TlsException {
        // Some engines ask for room for all of their output, such as a large certificate.
        for (int room = packetBufferSize(); room <= LARGEST_FLIGHT; room *= 2) {
            var result = wrap(source, room);
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return result;
            }
        }
        throw failed(new TlsException("the handshake messages are larger than TLS allows", null));
    }

    private SSLEngineResult wrap(ByteBuffer source, int room) throws TlsException {
        try {
            this.one[0] = source;
            var result = this.engine.wrap(this.one, 0, 1, this.outgoing.writing(room));
            this.outgoing.added();
            noteFinished(result);
            return result;
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** Decrypts a record, straight into the destination if the largest one fits. */
    SSLEngineResult unwrapInto(ByteBuffer destination) throws TlsException {
        return (destination.remaining() >= applicationBufferSize()) ? unwrap(destination) : unwrap();
    }

    /** Decrypts a record. */
    SSLEngineResult unwrap() throws TlsException {
        for (int room = applicationBufferSize(); room <= LARGEST_PLAINTEXT; room *= 2) {
            var result = unwrap(this.plaintext.writing(room));
            this.plaintext.added();
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return result;
            }
        }
        throw failed(new TlsException(
                HandshakeFailure.MALFORMED, "the peer sent a record that is larger than allowed", null));
    }

    private SSLEngineResult unwrap(ByteBuffer destination) throws TlsException {
        try {
            this.one[0] = destination;
            var result = this.engine.unwrap(this.incoming.reading(), this.one, 0, 1);
            this.incoming.taken();
            noteFinished(result);
            runTasks();
            if (this.handshaken) {
                // Some engines report only here that they have an answer to close_notify.
                if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    wrap(NOTHING);
                }
                sendPending();
            }
            return result;
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
    }

    private void noteFinished(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            this.handshaken = true;
        }
    }

    private void runTasksOfHandshake() throws TlsException {
        try {
            runTasks();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private void runTasks() {
        for (var task = this.engine.getDelegatedTask(); task != null; task = this.engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Session tickets, key updates, and the answer to {@code close_notify}. */
    private void sendPending() throws TlsException {
        while (this.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            if (wrap(NOTHING).bytesProduced() == 0) {
                return;
            }
        }
    }

    private int packetBufferSize() {
        return this.engine.getSession().getPacketBufferSize();
    }

    private int applicationBufferSize() {
        return this.engine.getSession().getApplicationBufferSize();
    }

    // ---- the end

    /** Sends {@code close_notify} to the peer, once. */
    void closeOutput() throws TlsException {
        throwFailure();
        this.engine.closeOutbound();
        while (!this.engine.isOutboundDone()) {
            if (wrap(NOTHING).bytesProduced() == 0) {
                return;
            }
        }
    }

    boolean hasIncomingEnded() {
        return this.incomingEnded;
    }

    void endIncoming() {
        this.incomingEnded = true;
    }

    /** Returns what to throw where nothing can be done before more has come. */
    TlsException wantRead() {
        if (!this.incomingEnded) {
            return WantReadException.instance();
        }
        var message = this.handshaken
                ? "the connection ended without the peer's close_notify; data may be missing"
                : "the connection ended during the handshake";
        return failed(new RaggedEofException(message));
    }

    boolean hasFailed() {
        return this.failure != null;
    }

    void throwFailure() throws TlsException {
        if (this.failure != null) {
            throw this.failure;
        }
    }

    /** Ends the connection, with an alert for the peer if the engine has one. */
    private TlsException failed(Exception error) {
        var translated = EngineErrors.of(error);
        if (this.failure == null) {
            this.failure = translated;
            wrapAlert();
        }
        return translated;
    }

    private void wrapAlert() {
        this.engine.closeOutbound();
        for (int i = 0; i < 4 && !this.engine.isOutboundDone(); i++) {
            try {
                var result = this.engine.wrap(NOTHING, this.outgoing.writing(packetBufferSize()));
                this.outgoing.added();
                if (result.getStatus() == Status.CLOSED) {
                    return;
                }
            } catch (SSLException | RuntimeException sameError) {
                // Engines throw what went wrong once more before they give the alert.
            }
        }
    }
}
