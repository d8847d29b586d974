package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.Test;

import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Changes to the Standard Library" and "Migration": what is there already goes on. */
abstract class MigrationRequirements extends Requirements {

    private static final char[] PASSWORD = "secret".toCharArray();

    @EachVersion
    void p140CarryTheHttpClientAndServerOfTheJdk(TlsVersion version) throws Exception {
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(peers().server().sslContext()));
        https.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            try (var body = exchange.getResponseBody()) {
                body.write("hello".getBytes(StandardCharsets.US_ASCII));
            }
        });
        https.start();
        try {
            var port = https.getAddress().getPort();

            assertThat(get(peers().client(version), port)).isEqualTo("hello");
            var stranger = peers().client(settings -> settings.trustStore(TestIdentities.trust(Peers.OTHER)));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(stranger, port));
        } finally {
            https.stop(0);
        }
    }

    private static String get(ClientContext context, int port) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().sslContext(context.sslContext()).build();
        var request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @EachVersion
    void p141SpeakWithEnginesOfTheOldApi(TlsVersion version) throws Exception {
        var old = oldContext();
        var oldServer = old.createSSLEngine();
        oldServer.setUseClientMode(false);
        var oldClient = old.createSSLEngine("localhost", 443);
        oldClient.setUseClientMode(true);
        oldClient.setEnabledProtocols(new String[] {version.protocol()});
        var client = peers().client(version).createEngine("localhost", 443);

        Handshakes.complete(client, oldServer);
        Handshakes.complete(oldClient, peers().server().createEngine());

        assertThat(oldServer.getSession().getProtocol()).isEqualTo(version.protocol());
        assertThat(oldClient.getSession().getProtocol()).isEqualTo(version.protocol());
    }

    private static SSLContext oldContext() throws Exception {
        var keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "localhost",
                Peers.LOCALHOST.privateKey(),
                PASSWORD,
                Peers.LOCALHOST.chain().toArray(Certificate[]::new));
        keyStore.setCertificateEntry("authority", Peers.AUTHORITY.certificate());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keyStore);
        var context = SSLContext.getInstance("TLS", "SunJSSE");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void p141LeaveTheOldApiAsItWas() throws Exception {
        var before = SSLContext.getDefault();
        var providers = Security.getProviders();

        peers().connected();

        assertThat(SSLContext.getDefault()).isSameAs(before);
        assertThat(Security.getProviders()).containsExactly(providers);
        var engine = before.createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        var server = peers().server().createEngine();
        assertThatExceptionOfType(SSLException.class)
                .as("an authority of the tests alone")
                .isThrownBy(() -> Handshakes.complete(engine, server));
    }
}
