package io.unifiedtls.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
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

/** The same cases with Python's {@code ssl} module at the other end, as client and as server. */
@Timeout(120)
public class PythonTests {

    private static final int MANY_BYTES = 100_000_000;

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    private static final TestCertificate SERVER = AUTHORITY.server("localhost");

    private static final TestCertificate CLIENT =
            AUTHORITY.leaf().commonName("client").client().issue();

    @TempDir
    private static Path directory;

    private static Path authority;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeAll
    static void writeFiles() throws IOException {
        authority = Files.write(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    @AfterEach
    void stop() {
        this.threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2, false", "TLSv1_3, false", "TLSv1_2, true", "TLSv1_3, true"})
    void aPythonClientMovesMuchDataBothWays(TlsVersion version, boolean nonBlocking) throws Exception {
        try (var listener = listen(TlsServerConfiguration.builder());
                var peer = PythonPeer.start(
                        directory, "client", arguments(version, listener, nonBlocking, "--bytes", "" + MANY_BYTES))) {
            var socket = listener.accept();
            var digest = transfer(socket);

            assertThat(digest).isEqualTo(expectedDigest());
            assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            socket.close();
            assertThat(peer.said())
                    .contains("\"version\": \"" + version.protocol() + "\"")
                    .contains("\"digest\": \"" + expectedDigest() + "\"");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void aPythonServerMovesMuchDataBothWays(TlsVersion version) throws Exception {
        try (var peer = PythonPeer.start(
                directory,
                "server",
                "--version",
                version.name(),
                "--chain",
                SERVER.writeCertificate(directory).toString(),
                "--key",
                SERVER.writePrivateKey(directory).toString(),
                "--bytes",
                "" + MANY_BYTES)) {
            var socket = connect(TlsClientConfiguration.builder(), peer.port());
            assertThat(socket.negotiatedTlsVersion()).contains(version);

            assertThat(transfer(socket)).isEqualTo(expectedDigest());
            socket.close();

            assertThat(peer.said()).contains("\"digest\": \"" + expectedDigest() + "\"", "\"end\": 0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void agreesOnAnApplicationProtocolAndOnBothIdentities(TlsVersion version) throws Exception {
        var configuration = TlsServerConfiguration.builder()
                .innerProtocols(List.of(NextProtocol.H2, NextProtocol.HTTP1))
                .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()));
        var identity = Files.createDirectories(directory.resolve("client"));
        try (var listener = listen(configuration);
                var peer = PythonPeer.start(
                        directory,
                        "client",
                        arguments(
                                version,
                                listener,
                                false,
                                "--alpn",
                                "http/1.1",
                                "--chain",
                                CLIENT.writeCertificate(identity).toString(),
                                "--key",
                                CLIENT.writePrivateKey(identity).toString()))) {
            var socket = listener.accept();
            socket.doHandshake();

            assertThat(socket.negotiatedProtocol()).contains(NextProtocol.HTTP1);
            assertThat(socket.peerCertificate().get())
                    .isEqualTo(CLIENT.certificate().getEncoded());
            socket.close(true);
            assertThat(peer.said()).contains("\"alpn\": \"http/1.1\"");
        }
    }

    @Test
    void goesOnWithoutAProtocolWhereNoneIsShared() throws Exception {
        try (var listener = listen(TlsServerConfiguration.builder().innerProtocols(List.of(NextProtocol.H2)));
                var peer = PythonPeer.start(
                        directory, "client", arguments(TlsVersion.TLSv1_3, listener, false, "--alpn", "http/1.1"))) {
            var socket = listener.accept();
            socket.doHandshake();

            assertThat(socket.negotiatedProtocol()).isEmpty();
            socket.close(true);
            assertThat(peer.said()).contains("\"alpn\": null");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void saysThatThePeerEndedWithoutCloseNotify(TlsVersion version) throws Exception {
        try (var listener = listen(TlsServerConfiguration.builder());
                var peer = PythonPeer.start(directory, "client", arguments(version, listener, false, "--ragged"));
                var socket = listener.accept()) {
            socket.doHandshake();

            assertThat(peer.said()).contains(version.protocol());
            assertThatExceptionOfType(RaggedEofException.class).isThrownBy(() -> socket.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void tellsAPythonServerWhyItsCertificateIsRefused() throws Exception {
        var other = TestAuthority.create("Other").server("localhost");
        var files = Files.createDirectories(directory.resolve("other"));
        try (var peer = PythonPeer.start(
                directory,
                "server",
                "--version",
                "TLSv1_2",
                "--chain",
                other.writeCertificate(files).toString(),
                "--key",
                other.writePrivateKey(files).toString())) {
            var port = peer.port();

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> connect(TlsClientConfiguration.builder(), port))
                    .withMessageContaining("its issuer CN=Other is not in the trust store");
            assertThat(peer.said()).contains("TLSV1_ALERT_UNKNOWN_CA");
        }
    }

    @Test
    void saysWhyAPythonClientRefusesTheCertificate() throws Exception {
        var strangers = Files.write(
                directory.resolve("strangers.pem"),
                TestAuthority.create("Stranger").certificatePem());
        try (var listener = listen(TlsServerConfiguration.builder());
                var peer = PythonPeer.start(
                        directory, "client", "--port", "" + port(listener), "--ca", strangers.toString());
                var socket = listener.accept()) {

            assertThatExceptionOfType(TlsAlertException.class)
                    .isThrownBy(socket::doHandshake)
                    .satisfies(alert -> assertThat(alert.description()).isEqualTo(AlertDescription.UNKNOWN_CA));
            assertThat(peer.said()).contains("\"error\": \"verification\"");
        }
    }

    // ---- our end

    /** Returns what is at our end. */
    protected TlsImplementation implementation() {
        return new JsseImplementation();
    }

    private TlsServerSocket listen(TlsServerConfiguration.Builder configuration) throws Exception {
        return implementation()
                .serverContext(
                        configuration.certificateChains(List.of(chain(SERVER))).build())
                .listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
    }

    private TlsSocket connect(TlsClientConfiguration.Builder configuration, int port) throws Exception {
        return implementation()
                .clientContext(configuration
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .build())
                .connect("localhost", port);
    }

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    private static String[] arguments(TlsVersion version, TlsServerSocket listener, boolean nonBlocking, String... more)
            throws IOException {
        var arguments = new ArrayList<>(
                List.of("--port", "" + port(listener), "--ca", authority.toString(), "--version", version.name()));
        if (nonBlocking) {
            arguments.add("--non-blocking");
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static int port(TlsServerSocket listener) throws IOException {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    // ---- the data: eight bytes a number, as the other end makes it

    /** Sends and receives at once, and returns the digest of what was received. */
    private String transfer(TlsSocket socket) throws Exception {
        Future<?> sending = this.threads.submit(() -> {
            send(socket);
            return null;
        });
        var digest = receive(socket);
        sending.get();
        return digest;
    }

    private static void send(TlsSocket socket) throws IOException {
        var chunk = ByteBuffer.allocate(1 << 16);
        for (long sent = 0; sent < MANY_BYTES; sent += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), MANY_BYTES - sent));
            fill(chunk, sent);
            socket.write(chunk.flip());
        }
    }

    private static void fill(ByteBuffer chunk, long position) {
        for (long number = position / 8; chunk.remaining() >= 8; number++) {
            chunk.putLong(number);
        }
    }

    private static String receive(TlsSocket socket) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var chunk = ByteBuffer.allocate(1 << 16);
        for (long left = MANY_BYTES; left > 0; left -= chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), left));
            assertThat(socket.read(chunk)).isPositive();
            digest.update(chunk.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String expectedDigest() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var number = ByteBuffer.allocate(MANY_BYTES);
        fill(number, 0);
        return HexFormat.of().formatHex(digest.digest(number.array()));
    }
}
