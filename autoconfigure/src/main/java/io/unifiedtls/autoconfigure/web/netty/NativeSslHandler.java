package io.unifiedtls.autoconfigure.web.netty;

import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.boringssl.internal.NettyServerEngineFactory;
import io.unifiedtls.internal.engine.HandshakeReporter;
import io.unifiedtls.internal.engine.ServerHandshake;
import io.unifiedtls.internal.engine.SessionEngine;
import io.unifiedtls.internal.record.TlsRecord;

/**
 * Netty's own handler, over an engine of Netty's own, which it drives without a copy. Around it only the handshake is
 * looked at; after that nothing stands between the two.
 */
final class NativeSslHandler extends SslHandler implements TlsHandler {

    private final ReferenceCountedOpenSslEngine engine;

    private final SSLEngine shown;

    private final ServerHandshake handshake;

    private final LookUpWait lookUps = new LookUpWait(this);

    private boolean received;

    private boolean begun;

    private boolean over;

    private boolean closing;

    private final RecordHeaderCheck gate = new RecordHeaderCheck(this::decodeRecord);

    NativeSslHandler(ReferenceCountedOpenSslEngine engine, ServerHandshake handshake, boolean startTls) {
        // Key and trust managers find the handshake by the thread, so this one has to do all the work.
        super(engine, startTls);
        this.engine = engine;
        this.shown = new SessionEngine(engine, handshake);
        this.handshake = handshake;
    }

    /** Returns the engine as everybody else sees it: its session has the same rules as that of any other library. */
    @Override
    public SSLEngine engine() {
        return this.shown;
    }

    /** Asks the engine of Netty, which knows the protocol in the words that Netty expects. */
    @Override
    public @Nullable String applicationProtocol() {
        return this.engine.getNegotiatedApplicationProtocol();
    }

    @Override
    public boolean received() {
        return this.received;
    }

    @Override
    public HandshakeReporter reports() {
        return this.handshake.reports();
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

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        reports().remoteAddress(context.channel().remoteAddress());
        super.handlerAdded(context);
        handshakeFuture().addListener(done -> end(done, context));
    }

    private void end(Future<?> done, ChannelHandlerContext context) {
        this.over = true;
        if (!done.isSuccess()) {
            return;
        }
        try {
            this.handshake.succeeded(
                    this.engine,
                    NettyServerEngineFactory.isResumed(this.engine),
                    NettyServerEngineFactory.group(this.engine));
        } catch (CertificateVerificationException refusal) {
            // The client may have sent a request behind its last message.
            this.gate.shut();
            context.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf records, List<Object> decoded) throws SSLException {
        this.received = true;
        this.gate.decode(context, records, decoded, reports());
    }

    private void decodeRecord(ChannelHandlerContext context, ByteBuf records, List<Object> decoded)
            throws SSLException {
        if (this.over) {
            try {
                super.decode(context, records, decoded);
            } catch (SSLException fatal) {
                this.engine.getSession().invalidate();
                throw fatal;
            }
            if (NettyServerEngineFactory.hasFailed(this.engine)) {
                this.engine.getSession().invalidate(); // RFC 5246 7.2.2
                context.flush(); // the alert
                context.close();
            }
        } else {
            decodeHandshake(context, records, decoded);
        }
    }

    private void decodeHandshake(ChannelHandlerContext context, ByteBuf records, List<Object> decoded)
            throws SSLException {
        if (!this.begun && TlsRecord.isHandshake(RecordHeaderCheck.header(records))) {
            this.begun = true;
            reports().begun();
        }
        if (this.begun) {
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
        var start = records.readerIndex();
        this.handshake.enter();
        try {
            super.decode(context, records, decoded);
        } finally {
            this.handshake.leave();
        }
        this.handshake.consumed(records.readerIndex() - start);
        if (this.handshake.isRead()) {
            this.handshake.answered();
        }
    }
}
