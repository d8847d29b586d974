package io.unifiedtls.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * Keying material as {@code openssl s_client} exports it, and {@code tls-unique} as Python's {@code ssl} module has it.
 */
@Timeout(60)
public class KeyingMaterialTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    private static final TestCertificate SERVER = AUTHORITY.server("localhost");

    private static final String LABEL = "EXPERIMENTAL-test";

    private static final Pattern OF_OPENSSL = Pattern.compile("\\s*Keying material: ([0-9A-F]+)");

    private static final Pattern OF_PYTHON = Pattern.compile("\"tls_unique\": \"([0-9a-f]*)\"");

    @TempDir
    private static Path directory;

    private static Path authority;

    @FunctionalInterface
    private interface Case {

        void run(TlsImplementation implementation, TlsVersion version) throws Exception;
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
    Stream<DynamicTest> isThatOfOpenSsl() throws ConfigurationException {
        return each(KeyingMaterialTests::compareWithOpenSsl);
    }

    @TestFactory
    Stream<DynamicTest> hasTheFinishedMessageThatPythonHas() throws ConfigurationException {
        return each(KeyingMaterialTests::compareWithPython);
    }

    private Stream<DynamicTest> each(Case test) throws ConfigurationException {
        var tests = new ArrayList<DynamicTest>();
        for (var implementation : implementations()) {
            for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                Executable run = () -> test.run(implementation, version);
                tests.add(DynamicTest.dynamicTest("%s %s".formatted(implementation.name(), version), run));
            }
        }
        return tests.stream();
    }

    private static void compareWithOpenSsl(TlsImplementation implementation, TlsVersion version) throws Exception {
        try (var listener = listen(implementation)) {
            var client = new ProcessBuilder(
                            "timeout",
                            "30",
                            "openssl",
                            "s_client",
                            "-connect",
                            "localhost:" + port(listener),
                            "-CAfile",
                            authority.toString(),
                            (version == TlsVersion.TLSv1_2) ? "-tls1_2" : "-tls1_3",
                            "-keymatexport",
                            LABEL,
                            "-keymatexportlen",
                            "40")
                    .redirectErrorStream(true)
                    .start();
            try (var socket = listener.accept();
                    var output = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                socket.doHandshake();

                var expected = find(OF_OPENSSL, output);

                if (implementation.capabilities().has(TlsFeature.KEYING_MATERIAL_EXPORT)) {
                    assertThat(socket.exportKeyingMaterial(LABEL, Optional.empty(), 40))
                            .contains(expected);
                }
            } finally {
                client.destroyForcibly();
            }
        }
    }

    private static void compareWithPython(TlsImplementation implementation, TlsVersion version) throws Exception {
        try (var listener = listen(implementation);
                var peer = PythonPeer.start(
                        directory,
                        "client",
                        "--port",
                        Integer.toString(port(listener)),
                        "--ca",
                        authority.toString(),
                        "--version",
                        version.name())) {
            var binding = finishedMessage(listener);

            var said = OF_PYTHON.matcher(peer.said());
            assertThat(said.find()).isTrue();
            if (version == TlsVersion.TLSv1_2 && binding.isPresent()) {
                assertThat(binding).contains(HexFormat.of().parseHex(said.group(1)));
            } else {
                assertThat(binding).isEmpty();
            }
        }
    }

    private static Optional<byte[]> finishedMessage(TlsServerSocket listener) throws IOException {
        try (var socket = listener.accept()) {
            socket.doHandshake();
            return socket.channelBinding(ChannelBinding.TLS_UNIQUE);
        }
    }

    private static byte[] find(Pattern pattern, BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var found = pattern.matcher(line);
            if (found.matches()) {
                return HexFormat.of().withUpperCase().parseHex(found.group(1));
            }
        }
        throw new IOException("the client has not exported keying material");
    }

    private static TlsServerSocket listen(TlsImplementation implementation) throws IOException {
        return implementation
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(SERVER.chainPem()),
                                TlsPrivateKey.fromBuffer(SERVER.privateKeyPem()))))
                        .build())
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    private static int port(TlsServerSocket listener) throws IOException {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }
}
