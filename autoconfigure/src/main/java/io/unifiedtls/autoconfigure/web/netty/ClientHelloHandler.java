package io.unifiedtls.autoconfigure.web.netty;

import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;

import io.unifiedtls.TlsAlertException;
import io.unifiedtls.boringssl.internal.NettyServerEngineFactory;
import io.unifiedtls.internal.engine.HandshakeReporter;
import io.unifiedtls.internal.engine.ServerHandshake;
import io.unifiedtls.internal.record.TlsRecord;

/**
 * Waits for the first record of a connection, and then hands over to a {@link NativeSslHandler}: the ClientHello
 * decides which sessions the engine may resume (RFC 6066, section 3).
 *
 * <p>It is an {@link SslHandler}, since Reactor Netty looks for one when the connection is accepted. Its futures are
 * completed with those of its successor, and the time for the handshake counts from the start.
 */
final class ClientHelloHandler extends SslHandler implements TlsHandler {

    private final NettyServerEngineFactory engines;

    private final ServerHandshake handshake;

    private final boolean startTls;

    private final RecordHeaderCheck gate = new RecordHeaderCheck(this::decodeFirst);

    private final LookUpWait lookUps = new LookUpWait(this);

    private boolean received;

    private boolean begun;

    private boolean replaced;

    ClientHelloHandler(NettyServerEngineFactory engines, ServerHandshake handshake, boolean startTls) {
        // Only for a connection that ends before the ClientHello is complete.
        super(engines.create(), startTls);
        this.engines = engines;
        this.handshake = handshake;
        this.startTls = startTls;
    }

    @Override
    public boolean received() {
        return this.received;
    }

    /** No handshake is completed here. */
    @Override
    public boolean closing() {
        return false;
    }

    @Override
    public HandshakeReporter reports() {
        return this.handshake.reports();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        reports().remoteAddress(context.channel().remoteAddress());
        super.handlerAdded(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf records, List<Object> decoded) throws SSLException {
        this.received = true;
        this.gate.decode(context, records, decoded, reports());
    }

    private void decodeFirst(ChannelHandlerContext context, ByteBuf records, List<Object> decoded) {
        this.begun |= TlsRecord.isHandshake(RecordHeaderCheck.header(records));
        if (this.begun) {
            reports().begun();
            try {
                this.handshake.read(records.nioBuffer());
            } catch (TlsAlertException rejection) {
                this.gate.reject(context, records, rejection.description());
                return;
            }
            if (this.lookUps.isNeeded(context, this.handshake.lookUp())) {
                return;
            }
        }
        if (TlsRecord.isComplete(records.nioBuffer())) {
            handOver(context);
        }
    }

    /** Replaces this handler, and leaves what was received to the new one. */
    private void handOver(ChannelHandlerContext context) {
        this.handshake.enter();
        NativeSslHandler successor;
        try {
            successor = new NativeSslHandler(this.engines.newEngine(context.alloc()), this.handshake, this.startTls);
        } finally {
            this.handshake.leave();
        }
        successor.setHandshakeTimeoutMillis(0); // this handler's is counting
        successor.setCloseNotifyFlushTimeoutMillis(getCloseNotifyFlushTimeoutMillis());
        successor.setCloseNotifyReadTimeoutMillis(getCloseNotifyReadTimeoutMillis());
        unite(handshakeFuture(), successor.handshakeFuture());
        unite(sslCloseFuture(), successor.sslCloseFuture());
        this.replaced = true;
        context.pipeline().replace(this, context.name(), successor);
    }

    /** Makes two futures of handlers, which are promises, one: whichever is completed completes the other one. */
    private static <T> void unite(Future<T> own, Future<T> other) {
        PromiseNotifier.cascade(false, other, (Promise<T>) own);
        PromiseNotifier.cascade(false, own, (Promise<T>) other);
    }

    @Override
    public void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        // Otherwise it would fail the handshake that its successor goes through.
        if (!this.replaced) {
            super.handlerRemoved0(context);
        }
    }
}
