package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;

/**
 * An engine that can end the connection before the library has a part in it, and does so where libraries differ: it
 * refuses at once what begins no record, and sees to it that it, or a first message that was refused, is answered with
 * an alert.
 */
class GuardedEngine extends DelegatingEngine {

    private enum Heard {
        NOTHING,
        /** Some libraries say only later that something is wrong with it. */
        FIRST_MESSAGE,
        /** Keys may be in use. */
        MORE
    }

    private volatile Heard heard = Heard.NOTHING;

    /** Whether anything has come, understood or not. */
    private volatile boolean reached;

    /** The alert that is still to be sent to the peer if the library has none. */
    private volatile @Nullable AlertDescription spareAlert;

    /** Whether the connection was ended here, and the library has no part in it any more. */
    private volatile boolean ended;

    /** Has a record that the library refuses with the right alert for a fault, or the best one that it knows. */
    private final Function<RecordHeader.Fault, ByteBuffer> refused;

    GuardedEngine(SSLEngine delegate, Function<RecordHeader.Fault, ByteBuffer> refused) {
        super(delegate);
        this.refused = refused;
    }

    /** Ends the connection before any key is in use, with an alert. */
    final void end(AlertDescription alert) {
        this.ended = true;
        this.spareAlert = alert;
        delegate().closeOutbound();
        try {
            delegate().closeInbound();
        } catch (SSLException noCloseNotify) {
            // There is none before a handshake.
        }
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.ended) {
            return closed();
        }
        if (!this.reached && source.hasRemaining()) {
            this.reached = true;
        }
        var fault = (this.heard == Heard.NOTHING) ? RecordHeader.firstFault(source) : RecordHeader.fault(source);
        if (fault.isPresent()) {
            return refuse(fault.get(), source, destinations, offset, length);
        }
        try {
            var result = super.unwrap(source, destinations, offset, length);
            if (result.bytesConsumed() > 0) {
                heard();
            }
            return result;
        } catch (SSLException | RuntimeException error) {
            oweAlertForFirstMessage(error);
            throw error;
        }
    }

    private void heard() {
        if (this.heard != Heard.MORE) {
            this.heard = (this.heard == Heard.NOTHING) ? Heard.FIRST_MESSAGE : Heard.MORE;
        }
    }

    /** Sends an alert; once there may be keys, only the library can, and some throw the error when they write it. */
    private SSLEngineResult refuse(
            RecordHeader.Fault fault, ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.heard == Heard.NOTHING) {
            end(fault.alert());
            throw new SSLException(fault.message());
        }
        SSLEngineResult result;
        try {
            result = super.unwrap(this.refused.apply(fault), destinations, offset, length);
            if (result.getStatus() == Status.BUFFER_OVERFLOW || result.getStatus() == Status.BUFFER_UNDERFLOW) {
                result = super.unwrap(RecordHeader.refused(), destinations, offset, length);
            }
        } catch (SSLException | RuntimeException error) {
            throw new SSLException(fault.message(), hasAlert() ? error : refuse(destinations, offset, length));
        }
        var consumed = source.remaining();
        source.position(source.limit());
        return new SSLEngineResult(result.getStatus(), result.getHandshakeStatus(), consumed, result.bytesProduced());
    }

    private boolean hasAlert() {
        return isOutboundDone() || getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /** Has the library alert the peer: Conscrypt throws for some records without an alert. */
    private @Nullable Exception refuse(ByteBuffer[] destinations, int offset, int length) {
        try {
            super.unwrap(RecordHeader.refused(), destinations, offset, length);
            return null;
        } catch (SSLException | RuntimeException refused) {
            return refused;
        }
    }

    private void oweAlertForFirstMessage(Exception error) {
        if (this.reached && this.heard != Heard.MORE) {
            HandshakeFailures.alertForFirstMessage(error).ifPresent(alert -> this.spareAlert = alert);
        }
    }

    /**
     * Sees to it that the peer of a handshake that has failed is told. The JDK's library is silent about what a
     * delegated task has thrown, and would go on with what the task has written before, but not about a record that it
     * cannot read.
     */
    final void alertOfFailure() {
        if (isInboundDone() || isOutboundDone()) {
            return;
        }
        var spare = this.spareAlert;
        if (spare != null) {
            end(spare);
            return;
        }
        try {
            dropUnsent();
            // Without room for data, a library does not look at it once it takes the handshake for done.
            var room = ByteBuffer.allocate(getSession().getApplicationBufferSize());
            super.unwrap(RecordHeader.tooShort(), new ByteBuffer[] {room}, 0, 1);
        } catch (SSLException | RuntimeException refused) {
            // The alert is there now.
        }
    }

    private void dropUnsent() throws SSLException {
        var nowhere = ByteBuffer.allocate(getSession().getPacketBufferSize());
        while (super.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                && super.wrap(new ByteBuffer[0], 0, 0, nowhere).bytesProduced() > 0) {
            nowhere.clear();
        }
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        var spare = this.spareAlert;
        if (spare != null) {
            return wrapAlert(spare, sources, offset, length, destination);
        }
        if (this.ended) {
            return closed();
        }
        try {
            var result = super.wrap(sources, offset, length, destination);
            if (this.heard == Heard.FIRST_MESSAGE && result.bytesProduced() > 0) {
                this.heard = Heard.MORE;
            }
            return result;
        } catch (SSLException | RuntimeException error) {
            oweAlertForFirstMessage(error);
            throw error;
        }
    }

    /** The library may have an alert of its own, which goes first. */
    private SSLEngineResult wrapAlert(
            AlertDescription spare, ByteBuffer[] sources, int offset, int length, ByteBuffer destination) {
        if (!this.ended) {
            try {
                var result = super.wrap(sources, offset, length, destination);
                if (result.bytesProduced() > 0) {
                    this.spareAlert = null;
                }
                if (result.bytesProduced() > 0 || result.getStatus() == Status.BUFFER_OVERFLOW) {
                    return result;
                }
            } catch (SSLException | RuntimeException sameError) {
                // It has said what is wrong already.
            }
        }
        if (destination.remaining() < AlertRecord.LENGTH) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        AlertRecord.write(spare, destination);
        this.spareAlert = null;
        this.ended = true;
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, AlertRecord.LENGTH);
    }

    private SSLEngineResult closed() {
        return new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), 0, 0);
    }

    @Override
    public final HandshakeStatus getHandshakeStatus() {
        if (this.spareAlert != null) {
            return HandshakeStatus.NEED_WRAP;
        }
        return this.ended ? HandshakeStatus.NOT_HANDSHAKING : super.getHandshakeStatus();
    }

    @Override
    public final boolean isInboundDone() {
        return this.ended || super.isInboundDone();
    }

    @Override
    public final boolean isOutboundDone() {
        return this.spareAlert == null && (this.ended || super.isOutboundDone());
    }

    @Override
    public void closeInbound() throws SSLException {
        if (!this.ended) {
            super.closeInbound();
        }
    }
}
