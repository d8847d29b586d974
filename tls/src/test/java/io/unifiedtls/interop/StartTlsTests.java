package io.unifiedtls.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.DetachedChannel;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** STARTTLS, and back, with {@code wrap_socket} and {@code unwrap} of Python's {@code ssl} module at the other end. */
@Timeout(60)
public class StartTlsTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    private static final TestCertificate SERVER = AUTHORITY.server("localhost");

    @TempDir
    private static Path directory;

    private static Path authority;

    /** Which end closes TLS first. */
    private enum First {
        PYTHON,
        WE
    }

    @FunctionalInterface
    private interface Case {

        void run(TlsImplementation implementation, TlsVersion version, First first) throws Exception;
    }

    @BeforeAll
    static void writeFiles() throws IOException {
        authority = Files.write(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    /** Returns what is at our end. */
    protected List<TlsImplementation> implementations() throws ConfigurationException {
        return List.of(TlsImplementation.named("jsse"));
    }

    @TestFactory
    Stream<DynamicTest> aClientStartsTlsAndGoesBack() throws ConfigurationException {
        return each(this::clientStartsTlsAndGoesBack, First.PYTHON, First.WE);
    }

    @TestFactory
    Stream<DynamicTest> aServerStartsTlsAndGoesBack() throws ConfigurationException {
        return each(this::serverStartsTlsAndGoesBack, First.WE, First.PYTHON);
    }

    /** Each side closes first once, if the implementation can. */
    private Stream<DynamicTest> each(Case test, First withTls12, First withTls13) throws ConfigurationException {
        var tests = new ArrayList<DynamicTest>();
        for (var implementation : implementations()) {
            for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                var wanted = (version == TlsVersion.TLSv1_2) ? withTls12 : withTls13;
                var first = implementation.capabilities().has(TlsFeature.CLOSE_CONFIRMATION) ? wanted : First.PYTHON;
                Executable run = () -> test.run(implementation, version, first);
                tests.add(DynamicTest.dynamicTest("%s %s %s".formatted(implementation.name(), version, first), run));
            }
        }
        return tests.stream();
    }

    private void clientStartsTlsAndGoesBack(TlsImplementation implementation, TlsVersion version, First first)
            throws Exception {
        var context = implementation.clientContext(TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                .build());
        try (var peer = python(
                        "server",
                        version,
                        first,
                        "--chain",
                        SERVER.writeCertificate(directory).toString(),
                        "--key",
                        SERVER.writePrivateKey(directory).toString());
                var channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), peer.port()))) {
            send(channel, "STARTTLS\n");
            assertThat(receive(channel, 3)).isEqualTo("OK\n");
            var socket = context.secure(channel, "localhost");
            socket.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");

            assertThatPlainTextIsBack(socket, first, peer, version);
        }
    }

    private void serverStartsTlsAndGoesBack(TlsImplementation implementation, TlsVersion version, First first)
            throws Exception {
        var context = implementation.serverContext(TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.of(
                        TlsCertificate.fromBuffer(SERVER.chainPem()),
                        TlsPrivateKey.fromBuffer(SERVER.privateKeyPem()))))
                .build());
        try (var listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
            var port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            try (var peer = python("client", version, first, "--port", "" + port, "--ca", authority.toString());
                    var channel = listener.accept()) {
                assertThat(receive(channel, 9)).isEqualTo("STARTTLS\n");
                send(channel, "OK\n");
                var socket = context.secure(channel);
                assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");
                socket.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));

                assertThatPlainTextIsBack(socket, first, peer, version);
            }
        }
    }

    private static PythonPeer python(String role, TlsVersion version, First first, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("--version", version.name()));
        if (first == First.PYTHON) {
            arguments.add("--first");
        }
        arguments.addAll(List.of(more));
        return PythonPeer.run(directory, "starttls.py", role, arguments.toArray(String[]::new));
    }

    private static void assertThatPlainTextIsBack(TlsSocket socket, First first, PythonPeer peer, TlsVersion version)
            throws IOException {
        if (first == First.WE) {
            socket.closeOutput();
        }
        assertThat(socket.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        var detached = socket.detach();
        assertThat(receive(detached)).isEqualTo("plain");
        send(detached.channel(), "again");
        assertThat(peer.said())
                .contains(
                        "\"version\": \"" + version.protocol() + "\"",
                        "\"secured\": \"hello\"",
                        "\"plain\": \"again\"");
    }

    private static String receive(DetachedChannel detached) throws IOException {
        var unread = StandardCharsets.US_ASCII.decode(detached.unread()).toString();
        return unread + receive(detached.channel(), 5 - unread.length());
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String receive(SocketChannel channel, int length) throws IOException {
        return new String(channel.socket().getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }
}
