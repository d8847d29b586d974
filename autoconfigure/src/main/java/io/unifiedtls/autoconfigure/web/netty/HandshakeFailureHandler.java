package io.unifiedtls.autoconfigure.web.netty;

import java.io.IOException;

import javax.net.ssl.SSLException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

/**
 * Reports how a handshake ends where its engine cannot see it. Gone after the handshake.
 *
 * <p>Errors go no further: the listeners know of them, and Netty and Reactor Netty would log each one of any client as
 * a warning, with a stack trace and with what the client sent.
 */
final class HandshakeFailureHandler extends ChannelInboundHandlerAdapter {

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
        // A connection on which nothing was ever sent has had no handshake.
        if (!(context.pipeline().get(SslHandler.class) instanceof TlsHandler handler) || !handler.received()) {
            return;
        }
        var reports = handler.reports();
        reports.begun();
        if (cause instanceof SslHandshakeTimeoutException) {
            reports.timedOut();
        } else if (cause instanceof NotSslRecordException) {
            // Netty's message repeats what the client sent, which may be a password.
            reports.failed(new SSLException("not an SSL/TLS record"));
        } else if (cause instanceof SSLException) {
            reports.failed(cause);
        } else {
            reports.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
        var cause = (error instanceof DecoderException && error.getCause() != null) ? error.getCause() : error;
        if (cause instanceof IOException) {
            // Reactor Netty turns the event into an error first: the reason has to be told before the connection ends.
            report(context, cause);
            context.close();
        } else {
            context.fireExceptionCaught(error);
        }
    }
}
