package io.unifiedtls.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;

/** Two nodes in virtual machines of their own, behind HAProxy. */
@Tag("any-jdk")
class ClusterTests {

    private static final int CONNECTIONS = Integer.getInteger("cluster.connections", 300);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final List<String> ROTATING_OFTEN =
            List.of("--tls.sessions.rotation=4s", "--tls.sessions.lifetime=1m", "--tls.sessions.poll=1s");

    @TempDir
    private Path directory;

    private int port;

    @Test
    void nodesResumeEachOthersSessionsThroughRotationsAndFailures() throws Exception {
        var ports = freePorts(3);
        this.port = ports.get(0);
        try (var cluster = new Cluster(this.directory, ROTATING_OFTEN)) {
            var first = cluster.startNode("one", ports.get(1));
            cluster.startNode("two", ports.get(2));
            cluster.startBalancer(this.port, List.of(ports.get(1), ports.get(2)));
            awaitNodes();

            for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                var returning = new Client(version);
                returning.connect(CONNECTIONS);
                assertThat(returning.byNode).containsOnlyKeys("one", "two");
                assertThat(returning.resumed).isGreaterThanOrEqualTo(CONNECTIONS * 99 / 100);
            }

            cluster.stopDatabase();
            var client = new Client(TlsVersion.TLSv1_3);
            client.connect(50);
            assertThat(client.byNode).containsOnlyKeys("one", "two");
            assertThat(client.resumed).isGreaterThanOrEqualTo(48);

            first.destroyForcibly().waitFor();
            client.byNode.clear();
            client.resumed = 0;
            client.connect(50);
            assertThat(client.byNode).containsOnlyKeys("two");
            assertThat(client.resumed).isEqualTo(50);
        }
        try (var logs = Files.newDirectoryStream(this.directory, "*.log")) {
            for (var log : logs) {
                assertThat(Files.readString(log)).doesNotContain("encryption-key", "TICKET_KEY", "BEGIN");
            }
        }
    }

    /** HAProxy finds out within half a second that a node is there. */
    private void awaitNodes() {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            var client = new Client(TlsVersion.TLSv1_3);
            client.connect(4);
            assertThat(client.byNode).containsOnlyKeys("one", "two");
        });
    }

    private static List<Integer> freePorts(int count) throws IOException {
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var third = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(first.getLocalPort(), second.getLocalPort(), third.getLocalPort())
                    .subList(0, count);
        }
    }

    /** A client that comes back again and again. */
    private final class Client implements HandshakeListener {

        private final ClientContext context;

        private final Map<String, Integer> byNode = new HashMap<>();

        private int resumed;

        Client(TlsVersion version) throws Exception {
            this.context = TlsImplementation.named("jsse")
                    .clientContext(TlsClientConfiguration.builder()
                            .trustStore(TrustStore.fromFile(Path.of("certs", "ca.pem")))
                            .highestSupportedVersion(version)
                            .build())
                    .observed("client", this);
        }

        @Override
        public void succeeded(HandshakeEvent event) {
            this.resumed += event.resumed().orElse(false) ? 1 : 0;
        }

        void connect(int times) throws IOException {
            for (var i = 0; i < times; i++) {
                this.byNode.merge(node(), 1, Integer::sum);
            }
        }

        private String node() throws IOException {
            try (var socket = this.context.connect("localhost", ClusterTests.this.port)) {
                socket.setTimeout(Duration.ofSeconds(10));
                socket.outputStream()
                        .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                var answer = new String(socket.inputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return answer.contains("one") ? "one" : answer.contains("two") ? "two" : answer;
            }
        }
    }
}
