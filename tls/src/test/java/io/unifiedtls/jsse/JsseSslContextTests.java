package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.Test;

import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.test.TestAuthority;

/** Our contexts as the JDK's own clients and servers use them. */
class JsseSslContextTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private final JsseImplementation implementation = new JsseImplementation();

    private final RecordedHandshakes serverSide = new RecordedHandshakes();

    private final RecordedHandshakes clientSide = new RecordedHandshakes();

    @Test
    void hasTheSettingsOfTheConfiguration() throws Exception {
        var server = server("localhost").sslContext();
        var client = client().sslContext();

        assertThat(server.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.3");
        assertThat(server.getDefaultSSLParameters().getNeedClientAuth()).isTrue();
        assertThat(server.getSupportedSSLParameters().getCipherSuites())
                .containsExactly(server.getDefaultSSLParameters().getCipherSuites());
        assertThat(client.getDefaultSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(client.getDefaultSSLParameters().getApplicationProtocols()).containsExactly("http/1.1");
        assertThat(client.createSSLEngine("localhost", 1).getUseClientMode()).isTrue();
        assertThat(client.createSSLEngine().getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(server.createSSLEngine().getUseClientMode()).isFalse();
        assertThat(server.createSSLEngine("peer", 1).getNeedClientAuth()).isTrue();
        assertThat(server.createSSLEngine().getEnabledProtocols()).containsExactly("TLSv1.3");
        assertThat(server.getProtocol()).isEqualTo("TLS");
    }

    @Test
    void cannotBeChanged() {
        assertThatExceptionOfType(KeyManagementException.class)
                .isThrownBy(() -> client().sslContext().init(null, null, null))
                .withMessage("this context is immutable; create another one from another configuration");
    }

    @Test
    void createsSocketsWithTheSettingsOfTheConfiguration() throws Exception {
        try (var server = (SSLServerSocket) server("localhost")
                        .sslContext()
                        .getServerSocketFactory()
                        .createServerSocket();
                var client =
                        (SSLSocket) client().sslContext().getSocketFactory().createSocket()) {
            assertThat(server.getNeedClientAuth()).isTrue();
            assertThat(server.getEnabledProtocols()).containsExactly("TLSv1.3");
            assertThat(client.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isEqualTo("HTTPS");
            assertThat(client.getSSLParameters().getApplicationProtocols()).containsExactly("http/1.1");
        }
    }

    @Test
    void servesTheHttpClientOfTheJdk() throws Exception {
        try (var server = httpServer("localhost")) {
            var client =
                    HttpClient.newBuilder().sslContext(client().sslContext()).build();
            var request = HttpRequest.newBuilder(server.uri("localhost")).build();

            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("hello");
        }
        for (var side : List.of(this.serverSide, this.clientSide)) {
            assertThat(side.events()).singleElement().satisfies(event -> {
                assertThat(event.version()).contains(TlsVersion.TLSv1_3);
                assertThat(event.requestedServerName()).contains("localhost");
            });
        }
    }

    @Test
    void refusesTheWrongHostToTheHttpClientOfTheJdk() throws Exception {
        try (var server = httpServer("www.example.com")) {
            var client =
                    HttpClient.newBuilder().sslContext(client().sslContext()).build();
            var request = HttpRequest.newBuilder(server.uri("localhost")).build();

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .withMessage("the certificate is not for localhost but for [www.example.com]");
        }
    }

    @Test
    void servesAUrlConnection() throws Exception {
        try (var server = httpServer("localhost")) {
            var connection =
                    (HttpsURLConnection) server.uri("localhost").toURL().openConnection();
            connection.setSSLSocketFactory(client().sslContext().getSocketFactory());

            try (var body = connection.getInputStream()) {
                assertThat(body.readAllBytes()).asString().isEqualTo("hello");
            }
        }
    }

    @Test
    void refusesTheWrongHostToAUrlConnection() throws Exception {
        try (var server = httpServer("www.example.com")) {
            var connection =
                    (HttpsURLConnection) server.uri("localhost").toURL().openConnection();
            connection.setSSLSocketFactory(client().sslContext().getSocketFactory());
            connection.setHostnameVerifier((any, session) -> true);

            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(connection::getInputStream)
                    .withMessageContaining("the certificate is not for localhost but for [www.example.com]");
        }
    }

    @Test
    void joinsSocketsOfBothSides() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var listener = (SSLServerSocket)
                server("localhost").sslContext().getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            var accepted = CompletableFuture.supplyAsync(() -> {
                try (var socket = (SSLSocket) listener.accept()) {
                    socket.getOutputStream().write(socket.getInputStream().read());
                    return socket.getApplicationProtocol();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var socket =
                    client().sslContext().getSocketFactory().createSocket("localhost", listener.getLocalPort())) {
                socket.getOutputStream().write(42);

                assertThat(socket.getInputStream().read()).isEqualTo(42);
            }
            assertThat(accepted.get()).isEqualTo("http/1.1");
        }
    }

    private ServerContext server(String... names) throws Exception {
        return this.implementation
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestMaterial.chain(AUTHORITY.server(names))))
                        .trustStore(TestMaterial.trust(AUTHORITY))
                        .lowestSupportedVersion(TlsVersion.TLSv1_3)
                        .innerProtocols(List.of(NextProtocol.HTTP1))
                        .build())
                .observed("web", this.serverSide);
    }

    private ClientContext client() throws Exception {
        var identity = AUTHORITY.leaf().commonName("client").client().issue();
        return this.implementation
                .clientContext(TlsClientConfiguration.builder()
                        .certificateChain(TestMaterial.chain(identity))
                        .trustStore(TestMaterial.trust(AUTHORITY))
                        .innerProtocols(List.of(NextProtocol.HTTP1))
                        .build())
                .observed("api", this.clientSide);
    }

    private record Running(HttpsServer server) implements AutoCloseable {

        private URI uri(String host) {
            return URI.create(
                    "https://%s:%d/".formatted(host, this.server.getAddress().getPort()));
        }

        @Override
        public void close() {
            this.server.stop(0);
        }
    }

    private Running httpServer(String... names) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(server(names).sslContext()));
        server.createContext("/", exchange -> {
            var body = "hello".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new Running(server);
    }
}
