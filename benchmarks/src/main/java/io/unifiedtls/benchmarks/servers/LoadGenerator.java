package io.unifiedtls.benchmarks.servers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls servers, a line for each command, and answers each with a line:
 *
 * <ul>
 *   <li>{@code connections|requests http|https PORT COUNT}: calls; the nanoseconds that they took
 *   <li>{@code idle https PORT COUNT}: opens connections that stay open until the next {@code idle}; the nanoseconds
 *   <li>{@code latency https PORT SECONDS}: the 99th percentile of the nanoseconds of a request, while 500 new
 *       connections a second arrive
 * </ul>
 *
 * <p>A process of its own, whose processor time does not count. It resumes no session, and verifies no server, which
 * leaves more of the machine to the server.
 */
public final class LoadGenerator {

    private static final int SECONDS = 240;

    private static final int NEW_CONNECTIONS_PER_SECOND = 500;

    private final SslContext tls;

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    private @Nullable IdleConnections idle;

    private LoadGenerator(SslContext tls) {
        this.tls = tls;
    }

    public static void main(String... arguments) throws Exception {
        var generator = new LoadGenerator(SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols("TLSv1.3")
                .option(OpenSslContextOption.GROUPS, new String[] {"x25519"})
                .endpointIdentificationAlgorithm(null)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build());
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(generator.answer(line.split(" ")));
        }
        generator.threads.shutdownGracefully();
    }

    private String answer(String[] words) throws InterruptedException {
        var port = Integer.parseInt(words[2]);
        var count = Integer.parseInt(words[3]);
        return switch (words[0]) {
            case "idle" -> idle(port, count);
            case "latency" -> latency(port, count);
            default -> calls(words[0].equals("requests"), words[1].equals("https") ? this.tls : null, port, count);
        };
    }

    private String calls(boolean stay, @Nullable SslContext context, int port, int count) throws InterruptedException {
        var calls = new Calls(this.threads, context, port, stay, count);
        var before = System.nanoTime();
        calls.start();
        var ended = calls.await(SECONDS, TimeUnit.SECONDS);
        var nanos = System.nanoTime() - before;
        return ended ? Long.toString(nanos) : "failed: " + calls.failure();
    }

    private String idle(int port, int count) throws InterruptedException {
        if (this.idle != null) {
            this.idle.close();
        }
        this.idle = new IdleConnections(this.threads, this.tls, port, count);
        var before = System.nanoTime();
        return this.idle.open(SECONDS, TimeUnit.SECONDS)
                ? Long.toString(System.nanoTime() - before)
                : "failed: not every connection was answered, and is still open";
    }

    private String latency(int port, int seconds) throws InterruptedException {
        var arrivals = new Calls(this.threads, this.tls, port, false, Integer.MAX_VALUE);
        arrivals.start(NEW_CONNECTIONS_PER_SECOND);
        try {
            var nanos = Latency.measure(this.threads, this.tls, port, seconds).get(SECONDS, TimeUnit.SECONDS);
            return Long.toString(nanos.stream().sorted().toList().get(nanos.size() * 99 / 100));
        } catch (ExecutionException | TimeoutException e) {
            return "failed: " + e;
        } finally {
            arrivals.stop();
        }
    }
}
