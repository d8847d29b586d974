package io.unifiedtls.benchmarks.servers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

/**
 * Calls servers: for each line {@code connections|requests http|https PORT COUNT} it answers with the nanoseconds that
 * it took.
 *
 * <p>A process of its own, whose processor time does not count. It resumes no session, and verifies no server, which
 * leaves more of the machine to the server.
 */
public final class LoadGenerator {

    private static final int SECONDS = 240;

    private LoadGenerator() {}

    public static void main(String... arguments) throws Exception {
        var tls = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols("TLSv1.3")
                .option(OpenSslContextOption.GROUPS, new String[] {"x25519"})
                .endpointIdentificationAlgorithm(null)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        var threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ");
            var calls = new Calls(
                    threads,
                    words[1].equals("https") ? tls : null,
                    Integer.parseInt(words[2]),
                    words[0].equals("requests"),
                    Integer.parseInt(words[3]));
            var before = System.nanoTime();
            calls.start();
            var ended = calls.await(SECONDS, TimeUnit.SECONDS);
            var nanos = System.nanoTime() - before;
            System.out.println(ended ? Long.toString(nanos) : "failed: " + calls.failure());
        }
        threads.shutdownGracefully();
    }
}
