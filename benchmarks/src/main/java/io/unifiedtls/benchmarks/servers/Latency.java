package io.unifiedtls.benchmarks.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;

/** Requests on one connection at a fixed rate, and how long each took from when it was due. */
final class Latency extends ChannelInitializer<SocketChannel> {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

    private final SslContext tls;

    private final ByteBuf request = Page.request(true);

    private final int count;

    private final List<Long> nanos = new ArrayList<>();

    private final CompletableFuture<List<Long>> end = new CompletableFuture<>();

    private Latency(SslContext tls, int count) {
        this.tls = tls;
        this.count = count;
    }

    /**
     * Begins, with 100 requests a second for so many seconds, or for twice as long if the server is too slow for that.
     */
    static CompletableFuture<List<Long>> measure(EventLoopGroup threads, SslContext tls, int port, int seconds) {
        var latency = new Latency(tls, (int) (TimeUnit.SECONDS.toNanos(seconds) / INTERVAL));
        threads.schedule(() -> latency.end.complete(latency.nanos), 2L * seconds, TimeUnit.SECONDS);
        new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(latency)
                .connect("localhost", port);
        return latency.end;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline().addLast(this.tls.newHandler(channel.alloc())).addLast(new Requests());
    }

    private final class Requests extends SimpleChannelInboundHandler<ByteBuf> {

        private long due;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            this.due = System.nanoTime();
            context.writeAndFlush(Latency.this.request.duplicate());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf response) {
            if (!Page.isLast(response)) {
                return;
            }
            var now = System.nanoTime();
            if (!Latency.this.end.isDone()) {
                Latency.this.nanos.add(now - this.due);
            }
            if (Latency.this.nanos.size() == Latency.this.count || Latency.this.end.isDone()) {
                Latency.this.end.complete(Latency.this.nanos);
                context.close();
                return;
            }
            // A late response does not put off when the next request is due.
            this.due += INTERVAL;
            context.executor()
                    .schedule(
                            () -> context.writeAndFlush(Latency.this.request.duplicate()),
                            Math.max(0, this.due - now),
                            TimeUnit.NANOSECONDS);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Latency.this.end.completeExceptionally(new IllegalStateException("the server closed the connection early"));
        }
    }
}
