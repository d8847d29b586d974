package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ChannelBinding;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.internal.record.AlertRecord;
import io.unifiedtls.internal.record.ClientHello;

/**
 * The engine of a connection, over one of a library. Reports the handshake to the listeners of its context: that it has
 * begun, and exactly one outcome. Reads the ClientHello of a server's connection before the library does.
 *
 * <p>Once the handshake is over, it only refuses another handshake on the same connection: what was selected and
 * verified for the first one must hold for the whole connection.
 */
public final class TlsEngine extends DelegatingEngine {

    private static final SSLEngineResult LOOKING_UP = new SSLEngineResult(Status.OK, HandshakeStatus.NEED_TASK, 0, 0);

    private final RecordGuard guard;

    private final EngineLibrary library;

    private final Handshake handshake;

    /** Reads the ClientHello; null for a client. */
    private final @Nullable ServerHandshake server;

    /** Whether what is written from now on can only be the end of the connection, and begins no handshake. */
    private volatile boolean closing;

    private volatile @Nullable ConnectionSession session;

    /** What the next {@link #unwrap} throws. */
    private @Nullable TlsAlertException rejection;

    /** Waits for the certificate chain of a server; null unless it has to be loaded. */
    private volatile @Nullable LookUpTask lookUp;

    /** Ends when a look-up does. */
    private static final class LookUpTask implements Runnable {

        private final CompletableFuture<?> match;

        private volatile boolean taken;

        private volatile boolean done;

        LookUpTask(CompletableFuture<?> match) {
            this.match = match;
        }

        @Override
        public void run() {
            // A failure is for the thread that continues the handshake.
            this.match.handle((found, failure) -> found).join();
            this.done = true;
        }
    }

    /** What to send to the peer instead of the library's alert, while nothing is encrypted. */
    private volatile @Nullable AlertDescription betterAlert;

    private TlsEngine(
            SSLEngine engine, int port, Handshake handshake, @Nullable ServerHandshake server, EngineLibrary library) {
        super(engine.getPeerHost(), port);
        this.guard = new RecordGuard(engine, library::invalidRecord);
        this.library = library;
        this.handshake = handshake;
        this.server = server;
    }

    /**
     * Creates an engine over one of a library, in client mode.
     *
     * @param port the port of the server, as the caller set it
     */
    public static TlsEngine ofClient(SSLEngine engine, int port, Handshake handshake, EngineLibrary library) {
        return new TlsEngine(engine, port, handshake, null, library);
    }

    /** Creates an engine over one of a library, in server mode. */
    public static TlsEngine ofServer(SSLEngine engine, ServerHandshake handshake, EngineLibrary library) {
        return new TlsEngine(engine, engine.getPeerPort(), handshake.handshake(), handshake, library);
    }

    @Override
    protected SSLEngine delegate() {
        return this.guard.library();
    }

    /** Returns the handshake of this connection. */
    public Handshake handshake() {
        return this.handshake;
    }

    /**
     * Exports keying material, after the handshake.
     *
     * @return empty if the library cannot
     */
    public Optional<byte[]> exportKeyingMaterial(String label, Optional<byte[]> context, int length)
            throws SSLException {
        return this.library.exportKeyingMaterial(ofLibrary(), label, context, length);
    }

    /** Returns a channel binding that depends on the keys, after the handshake; empty if the library has none. */
    public Optional<byte[]> channelBinding(ChannelBinding type) throws SSLException {
        return this.library.channelBinding(ofLibrary(), type);
    }

    private SSLEngine ofLibrary() {
        var engine = delegate();
        while (engine instanceof DelegatingEngine wrapper) {
            engine = wrapper.delegate();
        }
        return engine;
    }

    /** Sets what is notified of the ClientHello once it is complete; it must not keep it. No effect on a client. */
    public void onClientHello(Consumer<ClientHello> listener) {
        if (this.server != null) {
            this.server.onClientHello(listener);
        }
    }

    /**
     * Continues with another engine of the library, with the same settings or others. For a listener of the
     * ClientHello: what the library does may depend on what the client asks for.
     *
     * @throws IllegalStateException if the library has read a record already, as it has if the ClientHello is in
     *     several
     */
    public void replace(SSLEngine library) {
        this.guard.replace(library);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        if (isLookingUp()) {
            return LOOKING_UP;
        }
        if (this.handshake.isOver() && this.handshake.refusal().isEmpty()) {
            return this.guard.wrap(sources, offset, length, destination);
        }
        this.handshake.enter();
        try {
            var result = this.guard.wrap(sources, offset, length, destination);
            written(result, destination);
            return result;
        } catch (SSLException | RuntimeException error) {
            throw failure(error);
        } finally {
            this.handshake.leave();
        }
    }

    private void written(SSLEngineResult result, ByteBuffer destination) throws SSLException {
        if (result.bytesProduced() > 0) {
            if (!this.closing) {
                this.handshake.begun();
            }
            this.handshake.sent(destination, result.bytesProduced());
            this.handshake
                    .refusal()
                    .map(CertificateVerificationException::alert)
                    .or(() -> Optional.ofNullable(this.betterAlert))
                    .ifPresent(alert -> AlertRecord.replace(destination, result.bytesProduced(), alert));
        }
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            this.handshake.succeeded(delegate());
        }
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.server == null || (this.server.isRead() && this.rejection == null)) {
            return unwrapRecord(source, destinations, offset, length);
        }
        var waiting = readAhead(source);
        var rejected = this.rejection;
        if (rejected != null) {
            this.rejection = null;
            this.guard.end(rejected.description());
            throw rejected;
        }
        if (waiting.isPresent()) {
            if (this.lookUp == null) {
                this.lookUp = new LookUpTask(waiting.get());
            }
            return LOOKING_UP;
        }
        this.lookUp = null;
        var result = unwrapRecord(source, destinations, offset, length);
        this.server.consumed(result.bytesConsumed());
        return result;
    }

    /**
     * Looks at what {@link #unwrap} will read, for callers that cannot wait in a task.
     *
     * @return what completes when the certificate chain is loaded, so that unwrap does not have to wait for it; empty
     *     if it does not have to in any case
     */
    public Optional<CompletableFuture<?>> readAhead(ByteBuffer source) {
        if (this.server == null || this.server.isRead() || this.rejection != null) {
            return Optional.empty();
        }
        try {
            this.server.read(source);
        } catch (TlsAlertException rejected) {
            this.rejection = rejected;
        }
        return this.server.lookUp();
    }

    private boolean isLookingUp() {
        var task = this.lookUp;
        return task != null && !task.done && !this.closing;
    }

    private SSLEngineResult unwrapRecord(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.handshake.isOver()) {
            return unwrapAfterwards(source, destinations, offset, length);
        }
        this.handshake.enter();
        var record = source.position();
        this.handshake.received(source);
        try {
            var result = this.guard.unwrap(source, destinations, offset, length);
            if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                this.handshake.succeeded(delegate());
            }
            return result;
        } catch (SSLException | RuntimeException error) {
            var alert = AlertRecord.read(source, record);
            // A client of TLS 1.3 that refuses the server has no keys yet for its alert; JSSE fails to decrypt it.
            throw failure(alert.isPresent() ? EngineErrors.received(alert.get(), error) : error);
        } finally {
            this.handshake.leave();
        }
    }

    private SSLEngineResult unwrapAfterwards(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        SSLEngineResult result;
        try {
            result = this.guard.unwrap(source, destinations, offset, length);
        } catch (SSLException error) {
            forgetSession();
            // In TLS 1.3 a server refuses the certificate of a client when the handshake is over for the client.
            var alert = HandshakeFailures.receivedAlert(error);
            if (alert.isPresent()) {
                throw EngineErrors.received(alert.get(), error);
            }
            throw error;
        }
        if (isAnotherHandshake(result)) {
            closeOutbound();
            throw new TlsAlertException(
                    AlertDescription.NO_RENEGOTIATION,
                    TlsAlertException.Sender.LOCAL,
                    "the peer requested renegotiation, which is not allowed",
                    null);
        }
        return result;
    }

    private boolean isAnotherHandshake(SSLEngineResult result) {
        return result.getStatus() == Status.OK
                && result.bytesConsumed() > 0
                && result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && result.getHandshakeStatus() != HandshakeStatus.FINISHED
                && !this.closing
                && canRenegotiate();
    }

    /** TLS 1.3 has no renegotiation: what looks like one is a key update. */
    private boolean canRenegotiate() {
        return getSession().getProtocol().equals("TLSv1.2");
    }

    @Override
    public void beginHandshake() throws SSLException {
        if (this.handshake.isOver() && getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && canRenegotiate()) {
            throw new SSLException("renegotiation is not allowed");
        }
        delegate().beginHandshake();
    }

    /** Reports the failure to the listeners, and returns the error to throw: a cause that people understand, if any. */
    private SSLException failure(Exception error) {
        var requiresCertificate = delegate().getNeedClientAuth();
        this.handshake.failed(error, requiresCertificate);
        if (HandshakeFailures.isChainTooLong(error)) {
            this.betterAlert = AlertDescription.HANDSHAKE_FAILURE;
        }
        this.guard.alertOfFailure();
        forgetSession();
        var refusal = this.handshake.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var alert = HandshakeFailures.receivedAlert(error);
        var failure = alert.isPresent() ? EngineErrors.received(alert.get(), error) : error;
        if (failure instanceof TlsAlertException told) {
            return this.handshake
                    .unverifiedKey(told)
                    .map(text -> new TlsAlertException(
                            told.description(), told.sender(), told.getMessage() + text, told.getCause()))
                    .orElse(told);
        }
        var reason = this.handshake.failure(failure, requiresCertificate);
        if (reason != HandshakeFailures.of(failure)) {
            return EngineErrors.of(reason, failure);
        }
        return (failure instanceof SSLException exception) ? exception : new SSLException(error.getMessage(), error);
    }

    /** A session whose connection ends with a fatal alert, or that a handshake fails with, is not resumed again. */
    private void forgetSession() {
        delegate().getSession().invalidate(); // RFC 5246 7.2.2
    }

    @Override
    public SSLSession getSession() {
        var ofLibrary = delegate().getSession();
        var current = this.session;
        if (current == null || !current.isOf(ofLibrary)) {
            current = new ConnectionSession(this, ofLibrary, this.handshake::presentedChain);
            this.session = current;
        }
        return current;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        var waiting = this.lookUp;
        if (waiting != null) {
            var isTaken = waiting.taken;
            waiting.taken = true;
            return isTaken ? null : waiting;
        }
        var task = delegate().getDelegatedTask();
        if (task == null || this.handshake.isOver()) {
            return task;
        }
        return () -> {
            this.handshake.enter();
            try {
                task.run();
            } finally {
                this.handshake.leave();
            }
        };
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (isLookingUp()) {
            return HandshakeStatus.NEED_TASK;
        }
        if (this.lookUp != null && !this.closing) {
            // The library has not seen the ClientHello yet.
            return HandshakeStatus.NEED_UNWRAP;
        }
        return this.guard.getHandshakeStatus();
    }

    @Override
    public boolean isInboundDone() {
        return this.guard.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return this.guard.isOutboundDone();
    }

    @Override
    public void closeInbound() throws SSLException {
        var early = this.handshake.hasBegun() && !isInboundDone();
        this.handshake.aborted();
        this.guard.closeInbound();
        if (early) {
            // As the JDK's provider does; Conscrypt throws nothing.
            throw new SSLException("closing inbound before receiving peer's close_notify");
        }
    }

    @Override
    public void closeOutbound() {
        this.closing = true;
        this.handshake.aborted();
        delegate().closeOutbound();
    }
}
