package io.unifiedtls.benchmarks.servers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;

/** Connections that stay open after one request each. */
final class IdleConnections extends ChannelInitializer<SocketChannel> implements AutoCloseable {

    private static final int AT_ONCE = 32;

    private final Bootstrap bootstrap;

    private final SslContext tls;

    private final int port;

    private final ByteBuf request = Page.request(true);

    private final AtomicInteger toOpen;

    private final CountDownLatch toAnswer;

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    IdleConnections(EventLoopGroup threads, SslContext tls, int port, int count) {
        this.tls = tls;
        this.port = port;
        this.toOpen = new AtomicInteger(count);
        this.toAnswer = new CountDownLatch(count);
        this.bootstrap =
                new Bootstrap().group(threads).channel(NioSocketChannel.class).handler(this);
    }

    /** Opens them; returns whether each was answered in time and is still open. */
    boolean open(long timeout, TimeUnit unit) throws InterruptedException {
        var count = this.toAnswer.getCount();
        for (int i = 0; i < AT_ONCE; i++) {
            openNext();
        }
        return this.toAnswer.await(timeout, unit) && this.open.size() == count;
    }

    private void openNext() {
        if (this.toOpen.getAndDecrement() > 0) {
            this.bootstrap.connect("localhost", this.port);
        }
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        this.open.add(channel);
        channel.pipeline()
                .addLast(this.tls.newHandler(channel.alloc()))
                .addLast(new SimpleChannelInboundHandler<ByteBuf>() {

                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        context.writeAndFlush(IdleConnections.this.request.duplicate());
                    }

                    @Override
                    protected void channelRead0(ChannelHandlerContext context, ByteBuf response) {
                        if (Page.isLast(response)) {
                            IdleConnections.this.toAnswer.countDown();
                            openNext();
                        }
                    }
                });
    }

    @Override
    public void close() {
        this.open.close().awaitUninterruptibly();
    }
}
