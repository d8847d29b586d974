package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsVersion;

/** Sessions that {@code openssl} keeps, and those that it makes (Debian's package openssl). */
@Timeout(60)
class OpenSslResumptionTests {

    @TempDir
    private Path directory;

    private final List<Boolean> resumed = new CopyOnWriteArrayList<>();

    private final HandshakeListener listener = new HandshakeListener() {
        @Override
        public void succeeded(HandshakeEvent event) {
            OpenSslResumptionTests.this.resumed.add(event.resumed().orElseThrow());
        }
    };

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        this.processes.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void areTakenBackByAServer(TlsVersion version) throws Exception {
        var key = SessionTicketKey.generate();
        var session = this.directory.resolve("session").toString();

        assertThat(connect(server(key), version, "-sess_out", session)).contains("New, TLS");
        // Another server, after a rotation: what counts is the key.
        assertThat(connect(server(SessionTicketKey.generate(), key), version, "-sess_in", session))
                .contains("Reused, TLS");

        assertThat(this.resumed).containsExactly(false, true);
    }

    private ServerContext server(SessionTicketKey... keys) throws Exception {
        return Fixture.server(settings -> settings.sessionTicketKeys(List.of(keys)))
                .observed("test", this.listener);
    }

    /** Accepts a client of openssl, and returns what it says. */
    private String connect(ServerContext server, TlsVersion version, String... arguments) throws Exception {
        try (var listener = server.listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1)) {
            var port = ((InetSocketAddress) listener.localAddress()).getPort();
            var command = new ArrayList<>(List.of("s_client", "-ign_eof", "-connect", "localhost:" + port));
            command.addAll(List.of(option(version), "-CAfile", authority(), "-verify_return_error"));
            command.addAll(List.of(arguments));
            var client = openssl(command);
            try (var socket = listener.accept()) {
                socket.write(ByteBuffer.wrap(new byte[] {'!'}));
            }
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void areTakenBackByAClient(TlsVersion version) throws Exception {
        var port = freePort();
        openssl(List.of(
                "s_server",
                "-www",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                Fixture.LOCALHOST.writeCertificate(this.directory).toString(),
                "-key",
                Fixture.LOCALHOST.writePrivateKey(this.directory).toString(),
                option(version)));
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> isListening(port));
        var client = Fixture.client().observed("test", this.listener);

        for (int i = 0; i < 3; i++) {
            try (var socket = client.connect("localhost", port)) {
                socket.outputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.inputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.0 200")
                        .contains((i == 0) ? "New, TLS" : "Reused, TLS");
            }
        }

        assertThat(this.resumed).containsExactly(false, true, true);
    }

    private static boolean isListening(int port) throws Exception {
        return Files.readString(Path.of("/proc/net/tcp")).contains(":%04X 00000000:0000 0A".formatted(port));
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private Process openssl(List<String> arguments) throws Exception {
        var command = new ArrayList<>(List.of("timeout", "60", "openssl"));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.processes.add(process);
        return process;
    }

    private String authority() throws Exception {
        return Files.write(this.directory.resolve("ca.pem"), Fixture.AUTHORITY.certificatePem())
                .toString();
    }

    private static String option(TlsVersion version) {
        return (version == TlsVersion.TLSv1_2) ? "-tls1_2" : "-tls1_3";
    }
}
