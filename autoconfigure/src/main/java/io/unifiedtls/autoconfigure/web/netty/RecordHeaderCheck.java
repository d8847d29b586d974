package io.unifiedtls.autoconfigure.web.netty;

import java.nio.ByteBuffer;
import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.internal.engine.HandshakeReporter;
import io.unifiedtls.internal.record.AlertRecord;
import io.unifiedtls.internal.record.InvalidRecords;
import io.unifiedtls.internal.record.RecordFault;
import io.unifiedtls.internal.record.TlsRecord;

/**
 * Looks at the header of each record before Netty does, which ends a connection without an alert where no record
 * begins, or waits for ever for the rest of one that is too large. Netty takes one record after the other, so that one
 * begins wherever it reads on. Not thread-safe.
 */
final class RecordHeaderCheck {

    /** Decodes the records of a connection. */
    @FunctionalInterface
    interface Decoder {

        void decode(ChannelHandlerContext context, ByteBuf records, List<Object> decoded) throws SSLException;
    }

    private final Decoder library;

    /** Whether the first record was looked at. */
    private boolean passed;

    /** Whether the connection is at its end, and nothing more is read. */
    private boolean shut;

    RecordHeaderCheck(Decoder library) {
        this.library = library;
    }

    void decode(ChannelHandlerContext context, ByteBuf records, List<Object> decoded, HandshakeReporter reports)
            throws SSLException {
        if (this.shut) {
            records.skipBytes(records.readableBytes());
            return;
        }
        var header = header(records);
        var fault = this.passed ? RecordFault.of(header) : RecordFault.ofFirst(header);
        if (fault.isEmpty()) {
            this.passed |= header.remaining() >= TlsRecord.HEADER_LENGTH;
            this.library.decode(context, records, decoded);
        } else if (this.passed) {
            this.shut = true;
            records.skipBytes(records.readableBytes());
            // Only the library has the keys for an alert.
            this.library.decode(context, Unpooled.wrappedBuffer(InvalidRecords.with(fault.get())), decoded);
        } else {
            reports.begun();
            reports.failed(new SSLException(fault.get().message()));
            reject(context, records, fault.get().alert());
        }
    }

    /** Reads nothing more. */
    void shut() {
        this.shut = true;
    }

    /** Returns the header of the record that comes next, as far as it is there; that of an alert with its level. */
    static ByteBuffer header(ByteBuf records) {
        return records.nioBuffer(records.readerIndex(), Math.min(records.readableBytes(), TlsRecord.ALERT_LENGTH));
    }

    /** Ends the connection. The library has no part in it, so the alert is not encrypted (RFC 8446, section 6). */
    void reject(ChannelHandlerContext context, ByteBuf records, AlertDescription alert) {
        this.shut = true;
        records.skipBytes(records.readableBytes());
        context.writeAndFlush(context.alloc().buffer(AlertRecord.LENGTH).writeBytes(AlertRecord.of(alert)));
        context.close();
    }
}
