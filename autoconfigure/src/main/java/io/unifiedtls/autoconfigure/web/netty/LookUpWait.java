package io.unifiedtls.autoconfigure.web.netty;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;

/**
 * Lets a handler wait for its certificate chain without blocking the event loop: what was received stays where it is,
 * and is decoded again afterwards. Used in the event loop.
 */
final class LookUpWait {

    private final SslHandler handler;

    private boolean waiting;

    LookUpWait(SslHandler handler) {
        this.handler = handler;
    }

    /** Returns whether there is something to wait for, so that nothing can be decoded now. */
    boolean isNeeded(ChannelHandlerContext context, Optional<CompletableFuture<?>> lookUp) {
        if (lookUp.isEmpty()) {
            return false;
        }
        if (!this.waiting) {
            this.waiting = true;
            lookUp.get().whenComplete((found, failure) -> context.executor().execute(() -> goOn(context)));
        }
        return true;
    }

    private void goOn(ChannelHandlerContext context) {
        this.waiting = false;
        if (context.isRemoved()) {
            return;
        }
        try {
            this.handler.channelRead(context, Unpooled.EMPTY_BUFFER);
            this.handler.channelReadComplete(context);
        } catch (Exception error) {
            context.fireExceptionCaught(error);
        }
    }
}
