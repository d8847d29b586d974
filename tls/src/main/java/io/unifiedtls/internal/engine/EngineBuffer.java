package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/** A buffer over any engine. */
public final class EngineBuffer implements TlsBuffer {

    /** Incoming data is refused beyond this, eight of the largest records: reading has to keep up. */
    private static final int LARGEST_INCOMING = 1 << 17;

    /** Nothing more is encrypted beyond this, four of the largest records: sending has to keep up. */
    private static final int LARGEST_OUTGOING = 1 << 16;

    /**
     * Nothing more is read, which may have to be answered, beyond this: a peer could make the answers grow without
     * bound, by asking for key updates (RFC 8446, section 4.6.3). Twice what writing leaves, so that it never keeps
     * from reading.
     */
    private static final int LARGEST_UNSENT = 2 * LARGEST_OUTGOING;

    /** More than any handshake message, of 2^24 bytes at most (RFC 8446, section 4), takes as records. */
    private static final int LARGEST_FLIGHT = 1 << 25;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TlsContext context;

    private final SSLEngine engine;

    private final ByteQueue incoming = new ByteQueue(1 << 12);

    private final ByteQueue outgoing = new ByteQueue(1 << 12);

    private final ByteQueue plaintext = new ByteQueue(0);

    private @Nullable TlsException failure;

    private boolean begun;

    private boolean handshaken;

    private boolean incomingEnded;

    private boolean closeReceived;

    private boolean closed;

    /** Creates a buffer over an engine that nothing else uses. */
    public EngineBuffer(TlsContext context, SSLEngine engine) {
        this.context = context;
        this.engine = engine;
    }

    // ---- handshake

    @Override
    public void doHandshake() throws TlsException {
        throwFailure();
        if (this.closed) {
            throw new TlsException("the connection is closed", null);
        }
        try {
            if (!this.begun) {
                this.engine.beginHandshake();
                this.begun = true;
            }
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
        while (!this.handshaken) {
            switch (this.engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasksOfHandshake();
                case NEED_WRAP -> wrapHandshake();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
                default -> finishHandshake();
            }
        }
        sendPending();
    }

    /** Returns whether the handshake has succeeded, whatever has become of the connection since. */
    boolean isHandshakeDone() {
        return this.handshaken;
    }

    private void finishHandshake() throws TlsException {
        if (this.engine.isInboundDone() || this.engine.isOutboundDone()) {
            throw failed(new TlsException("the connection was closed during the handshake", null));
        }
        this.handshaken = true;
    }

    private void wrapHandshake() throws TlsException {
        requireSent();
        if (wrap(NOTHING).getStatus() == Status.BUFFER_OVERFLOW) {
            throw failed(new TlsException("the handshake messages are larger than TLS allows", null));
        }
    }

    private void requireSent() throws WantWriteException {
        if (this.outgoing.size() >= LARGEST_UNSENT) {
            throw WantWriteException.instance();
        }
    }

    private void unwrapHandshake() throws TlsException {
        requireSent();
        var result = unwrapToPlaintext();
        if (result.getStatus() == Status.CLOSED) {
            throw failed(new TlsException("the peer closed the connection during the handshake", null));
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

    // ---- application data

    @Override
    public int read(ByteBuffer destination) throws TlsException {
        if (destination.isReadOnly()) {
            throw new IllegalArgumentException("the destination is read-only");
        }
        if (!this.plaintext.isEmpty() || !destination.hasRemaining()) {
            return this.plaintext.drainTo(destination);
        }
        if (this.closeReceived || this.closed) {
            return -1;
        }
        doHandshake();
        while (true) {
            requireSent();
            var result = unwrapInto(destination);
            if (!this.plaintext.isEmpty()) {
                return this.plaintext.drainTo(destination);
            }
            if (result.bytesProduced() > 0) {
                return result.bytesProduced();
            }
            if (result.getStatus() == Status.CLOSED) {
                this.closeReceived = true;
                return -1;
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW || result.bytesConsumed() == 0) {
                throw wantRead();
            }
        }
    }

    /** Decrypts a record, straight into the destination if the largest one fits. */
    private SSLEngineResult unwrapInto(ByteBuffer destination) throws TlsException {
        return (destination.remaining() >= applicationBufferSize()) ? unwrap(destination) : unwrapToPlaintext();
    }

    private SSLEngineResult unwrapToPlaintext() throws TlsException {
        var room = applicationBufferSize();
        while (true) {
            var result = unwrap(this.plaintext.writing(room));
            this.plaintext.added();
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return result;
            }
            // Some peers send records that are larger than the standard allows, and some engines take them.
            room *= 2;
        }
    }

    @Override
    public byte[] read(int amount) throws TlsException {
        var destination = ByteBuffer.allocate(amount);
        read(destination);
        var bytes = new byte[destination.flip().remaining()];
        destination.get(bytes);
        return bytes;
    }

    @Override
    public int write(ByteBuffer source) throws TlsException {
        throwFailure();
        if (this.closed || this.engine.isOutboundDone()) {
            throw new TlsException("the connection is closed for writing", null);
        }
        doHandshake();
        var before = source.remaining();
        while (source.hasRemaining() && this.outgoing.size() < LARGEST_OUTGOING) {
            var result = wrap(source);
            if (result.getStatus() == Status.CLOSED) {
                throw new TlsException("the connection is closed for writing", null);
            }
        }
        if (before > 0 && source.remaining() == before) {
            throw WantWriteException.instance();
        }
        return before - source.remaining();
    }

    /** Returns how many bytes can be read without more data from the network. */
    int plaintextBytesBuffered() {
        return this.plaintext.size();
    }

    // ---- close

    /** Says {@code close_notify} to the peer, once. */
    void closeOutput() throws TlsException {
        throwFailure();
        this.engine.closeOutbound();
        while (!this.engine.isOutboundDone()) {
            if (wrap(NOTHING).bytesProduced() == 0) {
                return;
            }
        }
    }

    @Override
    public void shutdown() throws TlsException {
        if (this.closed) {
            return;
        }
        closeOutput();
        while (this.handshaken && !this.closeReceived) {
            var result = unwrapToPlaintext();
            this.plaintext.clear();
            if (result.getStatus() == Status.CLOSED) {
                this.closeReceived = true;
            } else if (result.getStatus() == Status.BUFFER_UNDERFLOW || result.bytesConsumed() == 0) {
                throw wantRead();
            }
        }
        this.plaintext.clear();
        this.closed = true;
    }

    // ---- the network

    @Override
    public void processIncoming(ByteBuffer source) throws TlsException {
        if (!this.incoming.isEmpty() && this.incoming.size() + source.remaining() > LARGEST_INCOMING) {
            throw WantReadException.instance();
        }
        this.incoming.add(source);
    }

    @Override
    public void processIncomingEof() {
        this.incomingEnded = true;
    }

    @Override
    public int incomingBytesBuffered() {
        return this.incoming.size();
    }

    @Override
    public byte[] processOutgoing(int amount) {
        var bytes = ByteBuffer.allocate(Math.min(amount, this.outgoing.size()));
        this.outgoing.drainTo(bytes);
        return bytes.array();
    }

    @Override
    public int processOutgoing(ByteBuffer destination) {
        return this.outgoing.drainTo(destination);
    }

    @Override
    public int outgoingBytesBuffered() {
        return this.outgoing.size();
    }

    /** Returns what is to go to the network; {@link #sent()} has to follow. */
    ByteBuffer outgoing() {
        return this.outgoing.reading();
    }

    void sent() {
        this.outgoing.taken();
    }

    /** Returns room for what comes from the network; {@link #received()} has to follow. */
    ByteBuffer incoming() {
        return this.incoming.writing(this.engine.getSession().getPacketBufferSize());
    }

    void received() {
        this.incoming.added();
    }

    // ---- the engine

    private SSLEngineResult wrap(ByteBuffer source) throws TlsException {
        try {
            var room = packetBufferSize();
            while (true) {
                var result = this.engine.wrap(source, this.outgoing.writing(room));
                this.outgoing.added();
                noteFinished(result);
                // Some engines ask for room for all that they have to say, a large certificate for example.
                if (result.getStatus() != Status.BUFFER_OVERFLOW || room > LARGEST_FLIGHT) {
                    return result;
                }
                room *= 2;
            }
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
    }

    private SSLEngineResult unwrap(ByteBuffer destination) throws TlsException {
        try {
            var result = this.engine.unwrap(this.incoming.reading(), destination);
            this.incoming.taken();
            noteFinished(result);
            runTasks();
            if (this.handshaken) {
                // Some engines say here alone that they have an answer to close_notify.
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

    // ---- errors

    private TlsException wantRead() {
        if (!this.incomingEnded) {
            return WantReadException.instance();
        }
        var message = this.handshaken
                ? "the connection ended without the peer's close_notify; data may be missing"
                : "the connection ended during the handshake";
        return failed(new RaggedEofException(message));
    }

    private void throwFailure() throws TlsException {
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

    // ---- what was negotiated

    private Optional<SSLSession> session() {
        return (this.handshaken && !this.closed && this.failure == null)
                ? Optional.of(this.engine.getSession())
                : Optional.empty();
    }

    @Override
    public TlsContext context() {
        return this.context;
    }

    @Override
    public Optional<CipherSuite> cipher() {
        return session().flatMap(session -> CipherSuite.named(session.getCipherSuite()));
    }

    @Override
    public Optional<NextProtocol> negotiatedProtocol() {
        return session().map(session -> this.engine.getApplicationProtocol()).flatMap(Negotiated::protocol);
    }

    @Override
    public Optional<TlsVersion> negotiatedTlsVersion() {
        return session().flatMap(session -> Negotiated.version(session.getProtocol()));
    }

    @Override
    public Optional<byte[]> peerCertificate() {
        return peerCertificateChain().stream().findFirst();
    }

    @Override
    public List<byte[]> peerCertificateChain() {
        return session().map(PeerCertificates::encoded).orElse(List.of());
    }

    @Override
    public List<byte[]> verifiedChain() {
        return session().map(any -> VerifiedChain.encoded(this.engine)).orElse(List.of());
    }

    @Override
    public Optional<byte[]> channelBinding(ChannelBinding type) {
        return switch (type) {
            case TLS_SERVER_END_POINT ->
                session()
                        .flatMap(session -> PeerCertificates.ofServer(this.engine, session))
                        .flatMap(ServerEndPoint::of);
        };
    }
}
