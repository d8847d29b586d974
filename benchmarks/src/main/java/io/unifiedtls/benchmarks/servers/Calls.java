package io.unifiedtls.benchmarks.servers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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
import org.jspecify.annotations.Nullable;

/** A number of requests to one server, on new connections or on ones that stay. */
final class Calls extends ChannelInitializer<SocketChannel> {

    private static final int CONNECTIONS = 16;

    private final Bootstrap bootstrap;

    private final @Nullable SslContext tls;

    private final int port;

    private final boolean stay;

    private final ByteBuf request;

    private final AtomicInteger toStart;

    private final AtomicInteger toEnd;

    private final CountDownLatch end = new CountDownLatch(1);

    private volatile String failure = "it took too long";

    private volatile boolean failed;

    /** Opens connections at a rate; null if the end of each begins the next. */
    private volatile @Nullable Future<?> arrivals;

    Calls(EventLoopGroup threads, @Nullable SslContext tls, int port, boolean stay, int count) {
        this.tls = tls;
        this.port = port;
        this.stay = stay;
        this.toStart = new AtomicInteger(count);
        this.toEnd = new AtomicInteger(count);
        this.request = Page.request(stay);
        this.bootstrap = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(this);
    }

    void start() {
        for (int i = 0; i < CONNECTIONS; i++) {
            connect();
        }
    }

    /** Opens new connections at a fixed rate, whether earlier ones have ended or not. */
    void start(int perSecond) {
        this.arrivals = this.bootstrap
                .config()
                .group()
                .scheduleAtFixedRate(this::connect, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    /** Opens no more connections. */
    void stop() {
        var current = this.arrivals;
        if (current != null) {
            current.cancel(false);
        }
    }

    private void connect() {
        if (this.toStart.getAndDecrement() > 0) {
            this.bootstrap.connect("localhost", this.port).addListener(connected -> {
                if (!connected.isSuccess()) {
                    fail(String.valueOf(connected.cause()));
                }
            });
        }
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (this.tls != null) {
            // Without a host there is no session to resume.
            channel.pipeline().addLast(this.tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast(new Call());
    }

    boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return this.end.await(timeout, unit) && !this.failed;
    }

    String failure() {
        return this.failure;
    }

    private void fail(String reason) {
        this.failure = reason;
        this.failed = true;
        this.end.countDown();
    }

    /** One connection. */
    private final class Call extends SimpleChannelInboundHandler<ByteBuf> {

        private boolean answered;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Calls.this.request.duplicate());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
            if (!Page.isLast(answer)) {
                return;
            }
            if (Calls.this.stay) {
                ended();
                if (Calls.this.toStart.getAndDecrement() > 0) {
                    context.writeAndFlush(Calls.this.request.duplicate());
                } else {
                    this.answered = true;
                    context.close();
                }
            } else {
                this.answered = true;
            }
        }

        private void ended() {
            if (Calls.this.toEnd.decrementAndGet() == 0) {
                Calls.this.end.countDown();
            }
        }

        /** The server closes a connection that does not stay. */
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!this.answered) {
                fail("the server closed the connection early");
            } else if (!Calls.this.stay) {
                ended();
                if (Calls.this.arrivals == null) {
                    connect();
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!this.answered) {
                fail(String.valueOf(cause));
            }
            context.close();
        }
    }
}
