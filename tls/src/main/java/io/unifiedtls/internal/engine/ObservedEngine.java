package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;

/**
 * An engine that tells the listeners of its context of the handshake: that it has begun, and exactly one outcome.
 *
 * <p>Once the handshake is over it stands aside.
 */
public class ObservedEngine extends DelegatingEngine {

    private final Handshake handshake;

    ObservedEngine(SSLEngine delegate, Handshake handshake) {
        super(delegate);
        this.handshake = handshake;
    }

    /** Returns the handshake of this connection. */
    public final Handshake handshake() {
        return this.handshake;
    }

    /** Says that the connection is being closed because the handshake took too long. */
    public final void timedOut() {
        this.handshake.failed(HandshakeFailure.TIMEOUT, "the handshake took too long");
    }

    /** Says that the connection has ended. */
    public final void closed() {
        this.handshake.aborted();
    }

    /** Says that something went wrong outside the engine that ends the connection. */
    public final void failed(Throwable error) {
        this.handshake.failed(HandshakeFailures.of(error), error.getMessage());
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

    private void written(SSLEngineResult result, ByteBuffer destination) {
        if (result.bytesProduced() > 0) {
            this.handshake.begun();
            this.handshake
                    .refusal()
                    .map(CertificateVerificationException::alert)
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
            return super.unwrap(source, destinations, offset, length);
        }
        this.handshake.enter();
        try {
            var result = super.unwrap(source, destinations, offset, length);
            if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                this.handshake.succeeded(delegate());
            }
            return result;
        } catch (SSLException | RuntimeException error) {
            throw failure(error);
        } finally {
            this.handshake.leave();
        }
    }

    /**
     * Returns the error to throw, after telling the listeners: the cause that a person understands, where there is one.
     */
    private SSLException failure(Exception error) {
        var refusal = this.handshake.refusal();
        if (refusal.isPresent()) {
            this.handshake.failed(refusal.get().failure(), refusal.get().getMessage());
            return refusal.get();
        }
        this.handshake.failed(HandshakeFailures.of(error), error.getMessage());
        var alert = HandshakeFailures.receivedAlert(error);
        if (alert.isPresent()) {
            return EngineErrors.received(alert.get(), error);
        }
        return (error instanceof SSLException exception) ? exception : new SSLException(error.getMessage(), error);
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
        this.handshake.aborted();
        var early = this.handshake.hasBegun() && !isInboundDone();
        super.closeInbound();
        if (early) {
            // Conscrypt does not say so; this is how the JDK's provider does.
            throw new SSLException("closing inbound before receiving peer's close_notify");
        }
    }

    @Override
    public void closeOutbound() {
        this.handshake.aborted();
        super.closeOutbound();
    }
}
