package io.unifiedtls.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.X509TrustManager;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Requests to nginx, each over a new connection. */
final class HttpCalls {

    private HttpCalls() {}

    static void rest(ApplicationContext application, int port) {
        var subject = application
                .getBean(RestClient.Builder.class)
                .build()
                .get()
                .uri(uri(port))
                .retrieve()
                .body(String.class);
        assertThat(subject).isEqualTo("CN=guest");
    }

    static void web(ApplicationContext application, int port) {
        var subject = application
                .getBean(WebClient.Builder.class)
                .build()
                .get()
                .uri(uri(port))
                .retrieve()
                .bodyToMono(String.class)
                .block();
        assertThat(subject).isEqualTo("CN=guest");
    }

    /** Spring Boot has Jetty's client for HTTP/1.1 alone. */
    static void jettyHttp2(ApplicationContext application, int port) throws Exception {
        var tls = new SslContextFactory.Client();
        tls.setSslContext(
                application.getBean(SslBundles.class).getBundle("backend").createSslContext());
        var connector = new ClientConnector();
        connector.setSslContextFactory(tls);
        var http2 = new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector));
        var client =
                new HttpClient(new HttpClientTransportDynamic(connector, http2, HttpClientConnectionFactory.HTTP11));
        client.start();
        try {
            var response = client.GET(uri(port));
            assertThat(response.getVersion()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.getContentAsString()).isEqualTo("CN=guest");
        } finally {
            client.stop();
        }
    }

    /** Spring Boot does not configure it. */
    static void okHttp(ApplicationContext application, int port) throws Exception {
        var bundle = application.getBean(SslBundles.class).getBundle("backend");
        var client = new OkHttpClient.Builder()
                .sslSocketFactory(bundle.createSslContext().getSocketFactory(), (X509TrustManager)
                        bundle.getManagers().getTrustManagers()[0])
                .hostnameVerifier((any, session) -> true) // the context verifies the host name nevertheless
                .build();
        try (var response =
                client.newCall(new Request.Builder().url(uri(port)).build()).execute()) {
            assertThat(response.body().string()).isEqualTo("CN=guest");
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    private static String uri(int port) {
        return "https://localhost:%d/".formatted(port);
    }
}
