package io.unifiedtls.autoconfigure.web.netty;

import java.util.List;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.HandshakeReporter;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.record.TlsRecord;

/** Netty's own handler, over an engine that is not one of Netty's. */
final class NettySslHandler extends SslHandler implements TlsHandler {

    private final LookUpWait lookUps = new LookUpWait(this);

    private boolean received;

    private boolean begun;

    private boolean closing;

    private final RecordHeaderCheck gate = new RecordHeaderCheck(this::decodeRecord);

    NettySslHandler(SSLEngine engine, boolean startTls, Executor tasks) {
        super(engine, startTls, tasks);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        reports().remoteAddress(context.channel().remoteAddress());
        super.handlerAdded(context);
    }

    @Override
    public boolean received() {
        return this.received;
    }

    @Override
    public HandshakeReporter reports() {
        return HandshakeReporter.of(engine());
    }

    @Override
    public boolean closing() {
        return this.closing;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        // Before the end of the handshake it is asked because that has failed.
        this.closing |= handshakeFuture().isSuccess();
        super.close(context, promise);
    }

    /** Asks the engine: Netty asks only those of its own. */
    @Override
    public @Nullable String applicationProtocol() {
        var protocol = engine().getApplicationProtocol();
        return (protocol == null || protocol.isEmpty()) ? null : protocol;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf records, List<Object> decoded) throws SSLException {
        if (!this.begun) {
            begin(records);
        }
        this.gate.decode(context, records, decoded, reports());
    }

    private void decodeRecord(ChannelHandlerContext context, ByteBuf records, List<Object> decoded)
            throws SSLException {
        if (!(engine() instanceof TlsEngine tls)
                || !this.lookUps.isNeeded(context, tls.readAhead(records.nioBuffer()))) {
            super.decode(context, records, decoded);
        }
    }

    /** The engine sees nothing before a whole record has arrived, which may be never. */
    private void begin(ByteBuf records) {
        this.received = true;
        if (TlsRecord.isHandshake(RecordHeaderCheck.header(records))) {
            this.begun = true;
            reports().begun();
        }
    }
}
