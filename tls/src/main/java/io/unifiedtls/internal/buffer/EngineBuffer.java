package io.unifiedtls.internal.buffer;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientOffer;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.engine.JsseNames;
import io.unifiedtls.internal.engine.PeerCertificates;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.engine.VerifiedChain;

/** A buffer over any engine. */
public final class EngineBuffer implements TlsBuffer {

    /** Incoming data is refused beyond this, eight of the largest records: reading has to keep up. */
    private static final int LARGEST_INCOMING = 1 << 17;

    /** Nothing more is encrypted beyond this, four of the largest records: sending has to keep up. */
    private static final int LARGEST_OUTGOING = 1 << 16;

    private final TlsContext context;

    private final SSLEngine engine;

    private final EngineRecordLayer records;

    private boolean begun;

    private boolean closeReceived;

    private boolean closed;

    /** Whether this side has sent {@code close_notify} before the peer's had come. */
    private boolean closedHereFirst;

    /** Creates a buffer over an engine that nothing else uses. */
    public EngineBuffer(TlsContext context, SSLEngine engine) {
        this.context = context;
        this.engine = engine;
        this.records = new EngineRecordLayer(engine);
        handshake().ifPresent(Handshake::keepOffer);
    }

    // ---- handshake

    @Override
    public void doHandshake() throws TlsException {
        this.records.throwFailure();
        if (this.closed) {
            throw new TlsException("the connection is closed", null);
        }
        if (!this.begun) {
            this.records.begin();
            this.begun = true;
        }
        this.records.handshake();
    }

    /** Returns whether the handshake has succeeded, even if the connection has ended since. */
    boolean isHandshakeDone() {
        return this.records.isHandshakeDone();
    }

    // ---- application data

    @Override
    public int read(ByteBuffer destination) throws TlsException {
        if (destination.isReadOnly()) {
            throw new IllegalArgumentException("the destination is read-only");
        }
        if (!destination.hasRemaining() || isMorePlaintext()) {
            return plaintext().drainTo(destination);
        }
        if (isAtEnd()) {
            return -1;
        }
        doHandshake();
        while (true) {
            this.records.requireSent();
            var result = this.records.unwrapInto(destination);
            if (isMorePlaintext()) {
                return plaintext().drainTo(destination);
            }
            if (result.bytesProduced() > 0) {
                return result.bytesProduced();
            }
            if (isLast(result)) {
                return -1;
            }
        }
    }

    @Override
    public byte[] read(int amount) throws TlsException {
        if (amount < 0) {
            throw new IllegalArgumentException("the amount must not be negative: " + amount);
        }
        while (amount > 0 && !isMorePlaintext() && !isAtEnd()) {
            doHandshake();
            this.records.requireSent();
            var result = this.records.unwrap();
            if (!isMorePlaintext()) {
                isLast(result);
            }
        }
        return take(plaintext(), amount);
    }

    private boolean isMorePlaintext() {
        return !plaintext().isEmpty();
    }

    private ByteQueue plaintext() {
        return this.records.plaintext();
    }

    /** Returns whether nothing more will be decrypted. */
    private boolean isAtEnd() {
        return this.closeReceived || this.closed;
    }

    /**
     * Returns whether the peer has sent {@code close_notify}.
     *
     * @throws WantReadException if nothing can be done before more has come
     */
    private boolean isLast(SSLEngineResult result) throws TlsException {
        if (needsMore(result)) {
            throw this.records.wantRead();
        }
        return this.closeReceived;
    }

    /** Notes whether the peer has sent {@code close_notify}; if not, returns whether more has to come first. */
    private boolean needsMore(SSLEngineResult result) {
        if (result.getStatus() == Status.CLOSED) {
            // Conscrypt reports this for every record that it reads after its own close_notify.
            this.closeReceived = result.bytesConsumed() == 0 || this.engine.isInboundDone();
            return false;
        }
        return result.getStatus() == Status.BUFFER_UNDERFLOW || result.bytesConsumed() == 0;
    }

    @Override
    public int write(ByteBuffer source) throws TlsException {
        this.records.throwFailure();
        if (this.closed || this.engine.isOutboundDone()) {
            throw new TlsException("the connection is closed for writing", null);
        }
        doHandshake();
        var before = source.remaining();
        while (source.hasRemaining() && outgoingBytesBuffered() < LARGEST_OUTGOING) {
            if (this.records.wrap(source).getStatus() == Status.CLOSED) {
                throw new TlsException("the connection is closed for writing", null);
            }
        }
        if (before > 0 && source.remaining() == before) {
            throw WantWriteException.instance();
        }
        return before - source.remaining();
    }

    /**
     * Decrypts one more record, to be read later.
     *
     * @param most how many bytes may wait to be read
     * @return whether there may be more; not at the end, and not if enough is waiting
     */
    public boolean decryptAhead(int most) throws TlsException {
        if (isAtEnd() || plaintext().size() >= most) {
            return false;
        }
        doHandshake();
        this.records.requireSent();
        var before = plaintext().size();
        var result = this.records.unwrap();
        return plaintext().size() > before || !isLast(result);
    }

    @Override
    public int plaintextBytesBuffered() {
        return plaintext().size();
    }

    // ---- close

    /** Sends {@code close_notify} to the peer, once. Does not touch what is incoming. */
    public void closeOutput() throws TlsException {
        if (!this.engine.isOutboundDone()) {
            this.closedHereFirst = !this.closeReceived;
        }
        this.records.closeOutput();
    }

    /** Some engines do not decrypt what they read after their own {@code close_notify}. */
    private void decryptArrived() throws TlsException {
        while (isHandshakeDone()
                && !isAtEnd()
                && !this.records.hasFailed()
                && !this.records.incoming().isEmpty()) {
            if (needsMore(this.records.unwrap())) {
                return;
            }
        }
    }

    @Override
    public void shutdown() throws TlsException {
        if (this.closed) {
            return;
        }
        if (!this.engine.isOutboundDone()) {
            decryptArrived();
        }
        closeOutput();
        requireAllRead();
        while (isHandshakeDone() && !this.closeReceived) {
            var result = this.records.unwrap();
            requireAllRead();
            isLast(result);
        }
        this.closed = true;
    }

    private void requireAllRead() throws WantReadException {
        if (isMorePlaintext()) {
            throw WantReadException.instance();
        }
    }

    /** Closes the connection as {@link #shutdown()} does, but drops application data. */
    public void shutdownAndDrop() throws TlsException {
        while (!this.closed) {
            plaintext().clear();
            try {
                shutdown();
            } catch (WantReadException notYet) {
                if (!isMorePlaintext()) {
                    throw notYet;
                }
            }
        }
    }

    /** Returns whether the peer has sent {@code close_notify}, as far as it has arrived, and not as an answer. */
    public boolean isClosedByPeerFirst() throws TlsException {
        if (!this.closedHereFirst) {
            decryptArrived();
        }
        return this.closeReceived && !this.closedHereFirst;
    }

    /** Takes out what the peer has sent after its {@code close_notify}. */
    public ByteBuffer takeUnread() {
        return ByteBuffer.wrap(take(this.records.incoming(), Integer.MAX_VALUE));
    }

    // ---- the network

    @Override
    public void processIncoming(ByteBuffer source) throws TlsException {
        var incoming = this.records.incoming();
        if (this.records.hasIncomingEnded() && source.hasRemaining()) {
            throw new IllegalStateException(
                    "processIncomingEof() was called, so that no more data from the network can be processed");
        }
        if (!incoming.isEmpty() && incoming.size() + source.remaining() > LARGEST_INCOMING) {
            throw WantReadException.instance();
        }
        incoming.add(source);
    }

    /**
     * Returns room for bytes from the network, to be followed by {@link #received()}. Only operations that receive
     * touch what is incoming, so that a socket can wait for the network without a lock that a writer needs.
     */
    public ByteBuffer receiving(int amount) {
        var room = this.records.incoming().writing(amount);
        return room.limit(room.position() + amount);
    }

    /** Keeps what was put into the room. */
    public void received() {
        this.records.incoming().added();
    }

    @Override
    public void processIncomingEof() {
        this.records.endIncoming();
    }

    @Override
    public int incomingBytesBuffered() {
        return this.records.incoming().size();
    }

    @Override
    public byte[] processOutgoing(int amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("the amount must not be negative: " + amount);
        }
        return take(this.records.outgoing(), amount);
    }

    private static byte[] take(ByteQueue queue, int atMost) {
        var bytes = ByteBuffer.allocate(Math.min(atMost, queue.size()));
        queue.drainTo(bytes);
        return bytes.array();
    }

    @Override
    public int processOutgoing(ByteBuffer destination) {
        return this.records.outgoing().drainTo(destination);
    }

    /** Takes out all that is outgoing without copying it, in exchange for an empty buffer. */
    public ByteBuffer takeOutgoing(ByteBuffer empty) {
        return this.records.outgoing().exchange(empty);
    }

    @Override
    public int outgoingBytesBuffered() {
        return this.records.outgoing().size();
    }

    // ---- what was negotiated

    private Optional<SSLSession> session() {
        return (isHandshakeDone() && !this.closed && !this.records.hasFailed())
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
        return session().map(session -> this.engine.getApplicationProtocol()).flatMap(JsseNames::protocol);
    }

    @Override
    public Optional<TlsVersion> negotiatedTlsVersion() {
        return session().flatMap(session -> JsseNames.version(session.getProtocol()));
    }

    private Optional<Handshake> handshake() {
        return (this.engine instanceof TlsEngine tls) ? Optional.of(tls.handshake()) : Optional.empty();
    }

    @Override
    public Optional<Boolean> resumed() {
        return session().flatMap(session -> handshake()).flatMap(Handshake::resumed);
    }

    @Override
    public Optional<String> group() {
        return session().flatMap(session -> handshake()).flatMap(Handshake::group);
    }

    @Override
    public Optional<ClientOffer> clientOffer() {
        return session().flatMap(session -> handshake()).flatMap(Handshake::offer);
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
    public List<X509Certificate> peerCertificates() {
        return session().map(PeerCertificates::sent).orElse(List.of());
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
                        .flatMap(TlsServerEndPointBinding::of);
            case TLS_EXPORTER -> bindingOfKeys(type);
            // RFC 8446, appendix C.5: not defined for TLS 1.3
            case TLS_UNIQUE -> isTls12() ? bindingOfKeys(type) : Optional.empty();
        };
    }

    private boolean isTls12() {
        return negotiatedTlsVersion().equals(Optional.of(TlsVersion.TLSv1_2));
    }

    private Optional<byte[]> bindingOfKeys(ChannelBinding type) {
        if (session().isEmpty()
                || !(this.engine instanceof TlsEngine tls)
                || !tls.handshake().hasUniqueKeys()) {
            return Optional.empty();
        }
        try {
            return tls.channelBinding(type);
        } catch (SSLException notForThisConnection) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> exportKeyingMaterial(String label, Optional<byte[]> context, int length)
            throws TlsException {
        KeyingMaterialRules.check(label, context, length);
        if (!this.context.implementation().capabilities().has(TlsFeature.KEYING_MATERIAL_EXPORT)
                || !(this.engine instanceof TlsEngine tls)) {
            throw new UnsupportedOperationException(
                    "TLS implementation %s does not support the export of keying material"
                            .formatted(this.context.implementation().name()));
        }
        if (session().isEmpty()) {
            return Optional.empty();
        }
        if (!tls.handshake().hasUniqueKeys()) {
            throw new TlsException(
                    "no keying material can be exported, since the peer does not support the extended master secret (RFC 7627)",
                    null);
        }
        try {
            return tls.exportKeyingMaterial(label, context, length);
        } catch (SSLException refused) {
            throw new TlsException("the TLS library cannot export keying material: " + refused.getMessage(), refused);
        }
    }
}
