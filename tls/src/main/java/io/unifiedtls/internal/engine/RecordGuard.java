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
import io.unifiedtls.internal.record.AlertRecord;
import io.unifiedtls.internal.record.InvalidRecords;
import io.unifiedtls.internal.record.RecordFault;

/**
 * Stands between the records of a connection and the library, where libraries differ: it refuses at once what is not a
 * record, makes sure that the peer of a handshake that fails gets an alert, and can end the connection without the
 * library. Its methods are those of an engine.
 */
final class RecordGuard {

    private enum Heard {
        NOTHING,
        /** Some libraries only report later that it is invalid. */
        FIRST_MESSAGE,
        /** Keys may be in use. */
        MORE
    }

    private volatile Heard heard = Heard.NOTHING;

    /** Whether anything was received, valid or not. */
    private volatile boolean reached;

    /** The alert that is still to be sent to the peer unless the library has one. */
    private volatile @Nullable AlertDescription spareAlert;

    /** Whether the connection was ended here, without the library. */
    private volatile boolean ended;

    /** Returns a record that the library refuses with the right alert for a fault, or the best one that it knows. */
    private final Function<RecordFault, ByteBuffer> invalidRecords;

    private volatile SSLEngine library;

    RecordGuard(SSLEngine library, Function<RecordFault, ByteBuffer> invalidRecords) {
        this.library = library;
        this.invalidRecords = invalidRecords;
    }

    SSLEngine library() {
        return this.library;
    }

    /** Continues with another engine of the library; only before the first record was shown to it. */
    void replace(SSLEngine library) {
        if (this.heard != Heard.NOTHING) {
            throw new IllegalStateException("the TLS library has read the first record already");
        }
        this.library = library;
    }

    /** Ends the connection before any key is in use, with an alert. */
    void end(AlertDescription alert) {
        this.ended = true;
        this.spareAlert = alert;
        this.library.closeOutbound();
        try {
            this.library.closeInbound();
        } catch (SSLException noCloseNotify) {
            // There is none before a handshake.
        }
    }

    SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length) throws SSLException {
        if (this.ended) {
            return closed();
        }
        if (!this.reached && source.hasRemaining()) {
            this.reached = true;
        }
        var fault = (this.heard == Heard.NOTHING) ? RecordFault.ofFirst(source) : RecordFault.of(source);
        if (fault.isPresent()) {
            return refuse(fault.get(), source, destinations, offset, length);
        }
        try {
            var result = this.library.unwrap(source, destinations, offset, length);
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
            RecordFault fault, ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.heard == Heard.NOTHING) {
            end(fault.alert());
            throw new SSLException(fault.message());
        }
        SSLEngineResult result;
        try {
            result = this.library.unwrap(this.invalidRecords.apply(fault), destinations, offset, length);
            if (result.getStatus() == Status.BUFFER_OVERFLOW || result.getStatus() == Status.BUFFER_UNDERFLOW) {
                result = this.library.unwrap(InvalidRecords.undecryptable(), destinations, offset, length);
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
            this.library.unwrap(InvalidRecords.undecryptable(), destinations, offset, length);
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
     * Makes sure that the peer of a handshake that has failed gets an alert. The JDK's library sends none for what a
     * delegated task has thrown, and would continue with what the task has written before; it does send one for a
     * record that it cannot read.
     */
    void alertOfFailure() {
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
            var room = ByteBuffer.allocate(this.library.getSession().getApplicationBufferSize());
            this.library.unwrap(InvalidRecords.tooShort(), new ByteBuffer[] {room}, 0, 1);
        } catch (SSLException | RuntimeException refused) {
            // The alert is there now.
        }
    }

    private void dropUnsent() throws SSLException {
        var nowhere = ByteBuffer.allocate(this.library.getSession().getPacketBufferSize());
        while (this.library.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                && this.library.wrap(new ByteBuffer[0], 0, 0, nowhere).bytesProduced() > 0) {
            nowhere.clear();
        }
    }

    SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination) throws SSLException {
        var spare = this.spareAlert;
        if (spare != null) {
            return wrapAlert(spare, sources, offset, length, destination);
        }
        if (this.ended) {
            return closed();
        }
        try {
            var result = this.library.wrap(sources, offset, length, destination);
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
                var result = this.library.wrap(sources, offset, length, destination);
                if (result.bytesProduced() > 0) {
                    this.spareAlert = null;
                }
                if (result.bytesProduced() > 0 || result.getStatus() == Status.BUFFER_OVERFLOW) {
                    return result;
                }
            } catch (SSLException | RuntimeException sameError) {
                // It was thrown already.
            }
        }
        if (destination.remaining() < AlertRecord.LENGTH) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        destination.put(AlertRecord.of(spare));
        this.spareAlert = null;
        this.ended = true;
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, AlertRecord.LENGTH);
    }

    private SSLEngineResult closed() {
        return new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), 0, 0);
    }

    HandshakeStatus getHandshakeStatus() {
        if (this.spareAlert != null) {
            return HandshakeStatus.NEED_WRAP;
        }
        return this.ended ? HandshakeStatus.NOT_HANDSHAKING : this.library.getHandshakeStatus();
    }

    boolean isInboundDone() {
        return this.ended || this.library.isInboundDone();
    }

    boolean isOutboundDone() {
        return this.spareAlert == null && (this.ended || this.library.isOutboundDone());
    }

    void closeInbound() throws SSLException {
        if (!this.ended) {
            this.library.closeInbound();
        }
    }
}
