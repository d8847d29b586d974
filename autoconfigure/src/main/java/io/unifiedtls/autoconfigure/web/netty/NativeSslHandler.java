package io.unifiedtls.autoconfigure.web.netty;

import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.boringssl.internal.NettyServerEngines;
import io.unifiedtls.internal.engine.HandshakeReports;
import io.unifiedtls.internal.engine.ServerHandshake;

/**
 * Netty's own handler, over an engine of Netty's own, which it drives without a copy. Around it only the handshake is
 * looked at; after that nothing stands between the two.
 */
final class NativeSslHandler extends SslHandler implements TlsHandler {

    private final ReferenceCountedOpenSslEngine engine;

    private final ServerHandshake handshake;

    private boolean received;

    private boolean begun;

    private boolean over;

    private boolean rejected;

    NativeSslHandler(ReferenceCountedOpenSslEngine engine, ServerHandshake handshake, boolean startTls) {
        // What is chosen and verified is found by the thread, so this one has to do all the work.
        super(engine, startTls);
        this.engine = engine;
        this.handshake = handshake;
    }

    @Override
    public boolean received() {
        return this.received;
    }

    @Override
    public HandshakeReports reports() {
        return this.handshake.reports();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        handshakeFuture().addListener(this::end);
    }

    private void end(Future<?> done) {
        this.over = true;
        if (done.isSuccess()) {
            this.handshake.succeeded(this.engine, NettyServerEngines.isResumed(this.engine));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf records, List<Object> decoded) throws SSLException {
        if (this.over) {
            super.decode(context, records, decoded);
        } else if (this.rejected) {
            records.skipBytes(records.readableBytes());
        } else {
            decodeHandshake(context, records, decoded);
        }
    }

    private void decodeHandshake(ChannelHandlerContext context, ByteBuf records, List<Object> decoded)
            throws SSLException {
        this.received = true;
        if (!this.begun && ClientHelloRecord.begins(records)) {
            this.begun = true;
            reports().begun();
        }
        if (this.begun) {
            try {
                this.handshake.read(records.nioBuffer());
            } catch (TlsAlertException rejection) {
                reject(context, records, rejection.description());
                return;
            }
        }
        var start = records.readerIndex();
        this.handshake.enter();
        try {
            super.decode(context, records, decoded);
        } finally {
            this.handshake.leave();
        }
        this.handshake.consumed(records.readerIndex() - start);
    }

    /** The library has no part in this connection, so the alert is not encrypted (RFC 8446, section 6). */
    private void reject(ChannelHandlerContext context, ByteBuf records, AlertDescription alert) {
        this.rejected = true;
        records.skipBytes(records.readableBytes());
        var record = context.alloc().buffer(7).writeBytes(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert.code()});
        context.writeAndFlush(record).addListener(ChannelFutureListener.CLOSE);
    }
}
