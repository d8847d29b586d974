package io.unifiedtls.autoconfigure.web.netty;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Lets the client read the alert that a connection ends with. If bytes of the client were still unread when the socket
 * is closed, the operating system would reset the connection, and the client might never see the alert (RFC 9112,
 * section 9.6).
 *
 * <p>Sits between the network and the TLS handler, which closes a connection that fails without asking anybody else.
 */
final class LingeringClose extends ChannelDuplexHandler {

    /** More than the socket buffers of both sides hold by default. */
    private static final int MOST_DROPPED = 1 << 20;

    private static final long LONGEST_SECONDS = 1;

    /** Closes a connection whose client does not; null until the connection lingers. */
    private @Nullable Future<?> deadline;

    private int dropped;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (this.deadline == null && !begin(context)) {
            context.close(promise);
            return;
        }
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
    }

    private boolean begin(ChannelHandlerContext context) {
        if (!(context.channel() instanceof DuplexChannel channel) || !channel.isActive() || !hasFailed(context)) {
            return false;
        }
        this.deadline = context.executor().schedule(() -> context.close(), LONGEST_SECONDS, TimeUnit.SECONDS);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(alertSent -> channel.shutdownOutput());
        channel.config().setAutoRead(true);
        return true;
    }

    private static boolean hasFailed(ChannelHandlerContext context) {
        return context.pipeline().get(SslHandler.class) instanceof TlsHandler handler && !handler.closing();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (this.deadline == null) {
            context.fireChannelRead(message);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            this.dropped += bytes.readableBytes();
        }
        ReferenceCountUtil.release(message);
        if (this.dropped > MOST_DROPPED) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
        if (this.deadline == null) {
            context.fireExceptionCaught(error);
        } else {
            // The client is gone.
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (this.deadline != null) {
            this.deadline.cancel(false);
        }
        context.fireChannelInactive();
    }
}
