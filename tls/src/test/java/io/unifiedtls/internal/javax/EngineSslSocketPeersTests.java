package io.unifiedtls.internal.javax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.socket.SocketPeers;

/** Sockets of ours and whatever else uses sockets. */
@Timeout(60)
class EngineSslSocketPeersTests {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private final SocketPeers peers = new SocketPeers();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    // ---- the JDK's sockets

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void talksToAServerSocketOfTheJdk(TlsVersion version) throws Exception {
        try (var server = SocketPeers.listen(SocketPeers.jdk())) {
            server.setNeedClientAuth(false);
            var served = this.peers.<SSLSocket>serve(
                    server,
                    socket -> socket.getOutputStream()
                            .write(socket.getInputStream().readAllBytes()));

            try (var socket = SocketPeers.connect(client(version).sslContext(), "localhost", server)) {
                socket.getOutputStream().write(HELLO);
                socket.shutdownOutput();
                // Below TLS 1.3 the answer to close_notify is close_notify (RFC 5246 7.2.1).
                assertThat(socket.getInputStream().readAllBytes())
                        .isEqualTo((version == TlsVersion.TLSv1_3) ? HELLO : new byte[0]);
            }

            if (version == TlsVersion.TLSv1_3) {
                served.get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void talksToASocketOfTheJdk(TlsVersion version) throws Exception {
        try (var server = SocketPeers.listen(this.peers
                .server(settings -> settings.highestSupportedVersion(version))
                .sslContext())) {
            var served = this.peers.<SSLSocket>serve(server, socket -> {
                assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
                socket.getOutputStream().write(HELLO);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            });

            try (var socket = SocketPeers.connect(SocketPeers.jdk(), "localhost", server)) {
                socket.getOutputStream().write(HELLO);
                assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
                assertThat(socket.getSession().getProtocol()).isEqualTo(version.protocol());
            }

            served.get(10, TimeUnit.SECONDS);
        }
        assertThat(this.peers.serverSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    @Test
    void asksForTheCertificateThatTheServerSocketWants() throws Exception {
        var context = this.peers
                .server(settings -> settings.trustStore(TrustStore.fromBuffer(SocketPeers.AUTHORITY.certificatePem()))
                        .clientAuthentication(ClientAuthentication.NONE))
                .sslContext();
        try (var server = SocketPeers.listen(context)) {
            server.setNeedClientAuth(true);
            server.setEnabledProtocols(new String[] {"TLSv1.2"});
            var served = this.peers.<SSLSocket>serve(server, socket -> {
                assertThat(socket.getNeedClientAuth()).isTrue();
                assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.2");
                socket.startHandshake();
            });

            try (var socket = SocketPeers.connect(client(TlsVersion.TLSv1_3).sslContext(), "localhost", server)) {
                assertThatExceptionOfType(TlsAlertException.class).isThrownBy(socket::startHandshake);
            }

            assertThat(served).failsWithin(10, TimeUnit.SECONDS);
        }
    }

    // ---- HTTP clients

    @Test
    void carriesHttpsUrlConnections() throws Exception {
        try (var server = new WebServer()) {
            var connection = server.connection("localhost");

            assertThat(connection.getInputStream().readAllBytes()).isEqualTo(HELLO);
            assertThat(connection.getServerCertificates()[0]).isEqualTo(SocketPeers.LOCALHOST.certificate());

            connection.disconnect();
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    @Test
    void refusesAnotherHostWhateverTheHostnameVerifierSays() throws Exception {
        try (var server = new WebServer()) {
            var connection = server.connection("127.0.0.1");
            connection.setHostnameVerifier((host, session) -> true);

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(connection::getInputStream)
                    .withMessage("the certificate is not for 127.0.0.1 but for [localhost]");
        }
        assertThat(this.peers.clientSide.outcomes())
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.event().failure()).contains(HandshakeFailure.CERTIFICATE_HOSTNAME));
    }

    @Test
    void carriesTheHttpClientOfApache() throws Exception {
        try (var server = new WebServer();
                var client = apache()) {
            for (int i = 0; i < 3; i++) {
                var body = client.execute(
                        new HttpGet(server.uri("localhost")),
                        response -> EntityUtils.toByteArray(response.getEntity()));
                assertThat(body).isEqualTo(HELLO);
            }
            assertThat(this.peers.clientSide.told())
                    .extracting(told -> told.kind())
                    .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> client.execute(new HttpGet(server.uri("127.0.0.1")), response -> null))
                    .withMessage("the certificate is not for 127.0.0.1 but for [localhost]");
            assertThat(this.peers.clientSide.outcomes()).hasSize(2);
        }
    }

    private CloseableHttpClient apache() throws Exception {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(client(TlsVersion.TLSv1_3).sslContext()))
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .build();
    }

    private final class WebServer implements AutoCloseable {

        private final HttpsServer server;

        WebServer() throws Exception {
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            this.server.setHttpsConfigurator(new HttpsConfigurator(EngineSslSocketPeersTests.this
                    .peers
                    .server(settings -> settings)
                    .sslContext()));
            this.server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, HELLO.length);
                exchange.getResponseBody().write(HELLO);
                exchange.close();
            });
            this.server.start();
        }

        URI uri(String host) {
            return URI.create(
                    "https://%s:%d/".formatted(host, this.server.getAddress().getPort()));
        }

        HttpsURLConnection connection(String host) throws Exception {
            var connection = (HttpsURLConnection) uri(host).toURL().openConnection();
            connection.setSSLSocketFactory(
                    client(TlsVersion.TLSv1_3).sslContext().getSocketFactory());
            return connection;
        }

        @Override
        public void close() {
            this.server.stop(0);
        }
    }

    // ---- OpenSSL

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void talksToAServerOfOpenSsl(TlsVersion version) throws Exception {
        var certificate = SocketPeers.LOCALHOST.writeCombined(this.directory);
        var openssl = openssl("s_server", "-accept", "0", "-rev", "-cert", certificate.toString());
        try {
            var port = portOf(openssl);
            try (var socket =
                    (SSLSocket) client(version).sslContext().getSocketFactory().createSocket("localhost", port)) {
                socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(6), StandardCharsets.US_ASCII))
                        .isEqualTo("olleh\n");
                assertThat(socket.getSession().getProtocol()).isEqualTo(version.protocol());
            }
        } finally {
            end(openssl);
        }
        assertThat(this.peers.clientSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void talksToAClientOfOpenSsl(TlsVersion version) throws Exception {
        var authority = Files.write(this.directory.resolve("ca.pem"), SocketPeers.AUTHORITY.certificatePem());
        try (var server = SocketPeers.listen(this.peers
                .server(settings -> settings.highestSupportedVersion(version))
                .sslContext())) {
            var served = this.peers.<SSLSocket>serve(server, socket -> {
                socket.getOutputStream().write(socket.getInputStream().readNBytes(HELLO.length));
                assertThat(socket.getSession().getProtocol()).isEqualTo(version.protocol());
            });
            var openssl = openssl(
                    "s_client",
                    "-connect",
                    "localhost:" + server.getLocalPort(),
                    "-4",
                    "-CAfile",
                    authority.toString(),
                    "-verify_return_error",
                    "-quiet");
            try {
                openssl.getOutputStream().write(HELLO);
                openssl.getOutputStream().flush();
                assertThat(openssl.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            } finally {
                end(openssl);
            }
            served.get(10, TimeUnit.SECONDS);
        }
        assertThat(this.peers.serverSide.told())
                .extracting(told -> told.kind())
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    private Process openssl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(this.directory.resolve("stderr").toFile())
                .start();
    }

    /** Reads the line that says where the server listens. */
    private static int portOf(Process openssl) {
        return openssl.inputReader(StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> line.startsWith("ACCEPT"))
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClientContext client(TlsVersion version) throws Exception {
        return this.peers.client(settings -> settings.highestSupportedVersion(version));
    }
}
