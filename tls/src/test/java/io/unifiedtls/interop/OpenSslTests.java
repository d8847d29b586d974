package io.unifiedtls.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Sockets with {@code openssl s_client} and {@code openssl s_server} at the other end (Debian's package openssl). */
@Timeout(120)
public class OpenSslTests {

    private static final int MANY_BYTES = 100_000_000;

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    private static final TestCertificate SERVER = AUTHORITY.server("localhost");

    private static final TestCertificate CLIENT =
            AUTHORITY.leaf().commonName("client").client().issue();

    @TempDir
    private static Path directory;

    private static Path authority;

    private static Path data;

    private static byte[] digest;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void writeFiles() throws Exception {
        authority = Files.write(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
        var bytes = new byte[MANY_BYTES];
        new Random(1).nextBytes(bytes);
        data = Files.write(directory.resolve("data"), bytes);
        digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @AfterEach
    void stop() {
        this.processes.forEach(Process::destroyForcibly);
        this.threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void anOpenSslClientMovesMuchDataBothWays(TlsVersion version) throws Exception {
        try (var listener = listen(TlsServerConfiguration.builder())) {
            var client = openssl("s_client", "-quiet", "-connect", "localhost:" + port(listener), option(version));
            var sending = copy(Files.newInputStream(data), client.getOutputStream());
            var receiving = digest(client.getInputStream());
            var socket = listener.accept();

            assertThat(transfer(socket)).isEqualTo(digest);
            assertThat(socket.negotiatedTlsVersion()).contains(version);
            sending.get();
            assertThat(receiving.get()).isEqualTo(digest);
            socket.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void anOpenSslServerMovesMuchDataBothWays(TlsVersion version) throws Exception {
        var port = freePort();
        var server = server(port, option(version));
        var sending = copy(Files.newInputStream(data), server.getOutputStream());
        var receiving = digest(server.getInputStream());
        var socket = connect(port);

        assertThat(transfer(socket)).isEqualTo(digest);
        assertThat(socket.negotiatedTlsVersion()).contains(version);
        sending.get();
        assertThat(receiving.get()).isEqualTo(digest);
        socket.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void agreesOnAnApplicationProtocolAndOnBothIdentities(TlsVersion version) throws Exception {
        var identity = Files.createDirectories(directory.resolve("client"));
        var configuration = TlsServerConfiguration.builder()
                .innerProtocols(List.of(NextProtocol.H2, NextProtocol.HTTP1))
                .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()));
        try (var listener = listen(configuration)) {
            openssl(
                    "s_client",
                    "-quiet",
                    "-connect",
                    "localhost:" + port(listener),
                    option(version),
                    "-alpn",
                    "http/1.1,h2",
                    "-cert",
                    CLIENT.writeCertificate(identity).toString(),
                    "-key",
                    CLIENT.writePrivateKey(identity).toString());
            var socket = listener.accept();
            socket.doHandshake();

            assertThat(socket.negotiatedProtocol()).contains(NextProtocol.H2);
            assertThat(socket.peerCertificate().get())
                    .isEqualTo(CLIENT.certificate().getEncoded());
            socket.close(true);
        }
    }

    @Test
    void saysThatThePeerEndedWithoutCloseNotify() throws Exception {
        try (var listener = listen(TlsServerConfiguration.builder())) {
            var client = openssl("s_client", "-quiet", "-connect", "localhost:" + port(listener));
            var socket = listener.accept();
            socket.doHandshake();

            client.descendants().forEach(ProcessHandle::destroyForcibly);

            assertThatExceptionOfType(RaggedEofException.class).isThrownBy(() -> socket.read(ByteBuffer.allocate(1)));
        }
    }

    // ---- the other end

    private Process server(int port, String version) throws Exception {
        var process = openssl(
                "s_server",
                "-quiet",
                "-naccept",
                "1",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                SERVER.writeCertificate(directory).toString(),
                "-key",
                SERVER.writePrivateKey(directory).toString(),
                version);
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> isListening(port));
        return process;
    }

    /** Looks at the kernel's table: a connection would be the only one that the server accepts. */
    private static boolean isListening(int port) throws IOException {
        var entry = ":%04X 00000000:0000 0A".formatted(port);
        return Files.readString(Path.of("/proc/net/tcp")).contains(entry);
    }

    private Process openssl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("timeout", "60", "openssl"));
        command.addAll(List.of(arguments));
        if (arguments[0].equals("s_client")) {
            command.addAll(List.of("-CAfile", authority.toString(), "-verify_return_error"));
        }
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.processes.add(process);
        return process;
    }

    private static String option(TlsVersion version) {
        return (version == TlsVersion.TLSv1_2) ? "-tls1_2" : "-tls1_3";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    // ---- our end

    /** Returns what is at our end. */
    protected TlsImplementation implementation() {
        return new JsseImplementation();
    }

    private TlsServerSocket listen(TlsServerConfiguration.Builder configuration) throws Exception {
        return implementation()
                .serverContext(configuration
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(SERVER.chainPem()),
                                TlsPrivateKey.fromBuffer(SERVER.privateKeyPem()))))
                        .build())
                .listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
    }

    private TlsSocket connect(int port) throws Exception {
        return implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .build())
                .connect("localhost", port);
    }

    private static int port(TlsServerSocket listener) throws IOException {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    // ---- the data

    /** Sends and receives at once, and returns the digest of what was received. */
    private byte[] transfer(TlsSocket socket) throws Exception {
        var sending = copy(Files.newInputStream(data), socket.outputStream());
        var received = digest(socket.inputStream()).get();
        sending.get();
        return received;
    }

    private Future<?> copy(InputStream from, OutputStream to) {
        return this.threads.submit(() -> {
            from.transferTo(to);
            to.flush();
            return null;
        });
    }

    private Future<byte[]> digest(InputStream stream) {
        return this.threads.submit(() -> {
            var received = MessageDigest.getInstance("SHA-256");
            var chunk = new byte[1 << 16];
            for (long left = MANY_BYTES; left > 0; ) {
                var amount = stream.read(chunk, 0, (int) Math.min(chunk.length, left));
                assertThat(amount).isPositive();
                received.update(chunk, 0, amount);
                left -= amount;
            }
            return received.digest();
        });
    }
}
