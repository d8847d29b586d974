package io.unifiedtls.test.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.HttpsURLConnection;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.ClientContext;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.junit.TestIdentities;

/** The clients and the server of the JDK, which set what they like on engines and sockets. */
@Timeout(60)
public abstract class HttpRules {

    private static final byte[] LARGE = new byte[300_000];

    /** Returns clients and servers of the implementation to test. */
    protected abstract TrustingPeers peers();

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        this.server.setHttpsConfigurator(new HttpsConfigurator(peers().server().sslContext()));
        this.server.setExecutor(this.threads);
        this.server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, LARGE.length);
            exchange.getResponseBody().write(LARGE);
            exchange.close();
        });
        this.server.start();
    }

    @AfterEach
    void stop() {
        this.server.stop(0);
        this.threads.shutdownNow();
    }

    private URI address() {
        return URI.create("https://localhost:" + this.server.getAddress().getPort() + "/");
    }

    private byte[] get(ClientContext client) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(client.sslContext())
                .build()
                .send(HttpRequest.newBuilder(address()).build(), BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void areReachedByTheHttpClientOfTheJdk() throws Exception {
        var client = peers().client();

        for (int i = 0; i < 3; i++) {
            assertThat(get(client)).isEqualTo(LARGE);
        }
    }

    @Test
    void areReachedByTheOlderClientOfTheJdk() throws Exception {
        var connection = (HttpsURLConnection) address().toURL().openConnection();
        connection.setSSLSocketFactory(peers().client().sslContext().getSocketFactory());

        try (var body = connection.getInputStream()) {
            assertThat(body.readAllBytes()).isEqualTo(LARGE);
        }
    }

    @Test
    void areRefusedByAClientThatDoesNotTrustThem() throws Exception {
        var stranger =
                peers().client(settings -> settings.trustStore(TestIdentities.trust(TestAuthority.create("Another"))));

        assertThatIOException().isThrownBy(() -> get(stranger)).withStackTraceContaining("is not in the trust store");
    }
}
