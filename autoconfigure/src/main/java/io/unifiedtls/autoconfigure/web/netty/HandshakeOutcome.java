package io.unifiedtls.autoconfigure.web.netty;

import java.io.IOException;

import javax.net.ssl.SSLException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.internal.engine.HandshakeReports;

/**
 * Reports how a handshake ends where its engine cannot see it, and keeps the errors of bad clients to itself: Netty and
 * Reactor Netty would log each with a stack trace, and what the client sent. Gone after the handshake.
 */
final class HandshakeOutcome extends ChannelInboundHandlerAdapter {

    private static final Log LOG = LogFactory.getLog(HandshakeOutcome.class);

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            if (completion.isSuccess()) {
                context.pipeline().remove(this);
            } else {
                report(context, completion.cause());
            }
        }
        context.fireUserEventTriggered(event);
    }

    private static void report(ChannelHandlerContext context, Throwable cause) {
        var handler = context.pipeline().get(NettySslHandler.class);
        // A connection on which nothing was ever sent has had no handshake.
        if (handler == null || !handler.received()) {
            return;
        }
        var engine = handler.engine();
        HandshakeReports.begun(engine);
        if (cause instanceof SslHandshakeTimeoutException) {
            HandshakeReports.timedOut(engine);
        } else if (cause instanceof NotSslRecordException) {
            // Netty's message repeats what the client sent, which may be a password.
            HandshakeReports.failed(engine, new SSLException("not an SSL/TLS record"));
        } else if (cause instanceof SSLException) {
            HandshakeReports.failed(engine, cause);
        } else {
            HandshakeReports.closed(engine);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
        if (isOfClient(error)) {
            LOG.debug("the TLS handshake with %s failed"
                    .formatted(context.channel().remoteAddress()));
            context.close();
        } else {
            context.fireExceptionCaught(error);
        }
    }

    private static boolean isOfClient(Throwable error) {
        return error instanceof IOException
                || error instanceof DecoderException && error.getCause() instanceof SSLException;
    }
}
