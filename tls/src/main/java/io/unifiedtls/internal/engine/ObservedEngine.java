package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.TlsAlertException;

/**
 * An engine that tells the listeners of its context of the handshake: that it has begun, and exactly one outcome.
 *
 * <p>Once the handshake is over it stands aside, but for another handshake on the same connection, which it refuses:
 * what was chosen and verified for the first one has to hold for all of the connection.
 */
public class ObservedEngine extends GuardedEngine {

    private final Handshake handshake;

    /** Whether what is written from now on can only be the end of the connection, and begins no handshake. */
    private volatile boolean closing;

    private volatile @Nullable ConnectionSession session;

    /** What to tell the peer instead of what the library says, while nothing is encrypted. */
    private volatile @Nullable AlertDescription betterAlert;

    ObservedEngine(SSLEngine delegate, Handshake handshake, Function<RecordHeader.Fault, ByteBuffer> refused) {
        super(delegate, refused);
        this.handshake = handshake;
    }

    /** Returns the handshake of this connection. */
    public final Handshake handshake() {
        return this.handshake;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        if (this.handshake.isOver() && this.handshake.refusal().isEmpty()) {
            return super.wrap(sources, offset, length, destination);
        }
        this.handshake.enter();
        try {
            var result = super.wrap(sources, offset, length, destination);
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
        if (this.handshake.isOver()) {
            return unwrapAfterwards(source, destinations, offset, length);
        }
        this.handshake.enter();
        var record = source.position();
        this.handshake.received(source);
        try {
            var result = super.unwrap(source, destinations, offset, length);
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
            result = super.unwrap(source, destinations, offset, length);
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

    /** TLS 1.3 has none: what looks like it is a new key. */
    private boolean canRenegotiate() {
        return getSession().getProtocol().equals("TLSv1.2");
    }

    @Override
    public void beginHandshake() throws SSLException {
        if (this.handshake.isOver() && getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && canRenegotiate()) {
            throw new SSLException("renegotiation is not allowed");
        }
        super.beginHandshake();
    }

    /**
     * Returns the error to throw, after telling the listeners: the cause that a person understands, where there is one.
     */
    private SSLException failure(Exception error) {
        this.handshake.failed(error);
        if (HandshakeFailures.isChainTooLong(error)) {
            this.betterAlert = AlertDescription.HANDSHAKE_FAILURE;
        }
        alertOfFailure();
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
        return (failure instanceof SSLException exception) ? exception : new SSLException(error.getMessage(), error);
    }

    /** A session whose connection ends with a fatal alert, or that a handshake fails with, is not resumed again. */
    private void forgetSession() {
        delegate().getSession().invalidate(); // RFC 5246 7.2.2
    }

    @Override
    public final SSLSession getSession() {
        var ofLibrary = super.getSession();
        var current = this.session;
        if (current == null || !current.isOf(ofLibrary)) {
            current = new ConnectionSession(this, ofLibrary);
            this.session = current;
        }
        return current;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        var task = super.getDelegatedTask();
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
    public void closeInbound() throws SSLException {
        var early = this.handshake.hasBegun() && !isInboundDone();
        this.handshake.aborted();
        super.closeInbound();
        if (early) {
            // Conscrypt does not say so; this is how the JDK's provider does.
            throw new SSLException("closing inbound before receiving peer's close_notify");
        }
    }

    @Override
    public void closeOutbound() {
        this.closing = true;
        this.handshake.aborted();
        super.closeOutbound();
    }
}
