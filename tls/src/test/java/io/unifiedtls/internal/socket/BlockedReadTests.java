package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.TlsVersion;

/** The path from a blocked read to the network stays short enough to be understood from a stack trace. */
@Timeout(30)
class BlockedReadTests {

    private static final int MOST_FRAMES = 8;

    private final SocketPeers peers = new SocketPeers();

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @Test
    void hasFewFramesOnATlsSocket() throws Exception {
        for (var timeout : List.of(Duration.ZERO, Duration.ofSeconds(20))) {
            try (var pair = this.peers.pair(TlsVersion.TLSv1_3)) {
                pair.client().setTimeout(timeout);
                assertThatFramesAreFew(() -> pair.client().read(ByteBuffer.allocate(1)));
                pair.server().setTimeout(timeout);
                assertThatFramesAreFew(() -> pair.server().inputStream().read());
            }
        }
    }

    @Test
    void hasFewFramesOnASocketOfTheJdk() throws Exception {
        var context = this.peers.client(settings -> settings).sslContext();
        try (var listener =
                SocketPeers.listen(this.peers.server(settings -> settings).sslContext())) {
            for (var timeout : List.of(0, 20_000)) {
                var checked = new CompletableFuture<Void>();
                var done = new CompletableFuture<Void>();
                var served = this.peers.<SSLSocket>serve(listener, server -> {
                    server.setSoTimeout(timeout);
                    server.startHandshake();
                    assertThatFramesAreFew(() -> server.getInputStream().read());
                    checked.complete(null);
                    done.join();
                });
                try (var client = SocketPeers.connect(context, "localhost", listener)) {
                    client.startHandshake();
                    client.setSoTimeout(timeout);
                    assertThatFramesAreFew(() -> client.getInputStream().read(new byte[10]));
                    checked.get(10, TimeUnit.SECONDS);
                }
                done.complete(null);
                served.get(10, TimeUnit.SECONDS);
            }
        }
    }

    private static void assertThatFramesAreFew(SocketPeers.Action read) {
        var ours = Stream.of(Waiting.forNetwork(read).stack())
                .map(StackTraceElement::toString)
                .filter(frame -> frame.contains("io.unifiedtls."))
                .filter(frame -> Set.of(Waiting.class, BlockedReadTests.class).stream()
                        .noneMatch(test -> frame.contains(test.getName())))
                .toList();
        assertThat(ours).hasSizeBetween(1, MOST_FRAMES);
    }
}
