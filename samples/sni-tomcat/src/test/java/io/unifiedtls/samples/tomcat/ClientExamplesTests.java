package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import io.unifiedtls.ClientContext;
import io.unifiedtls.autoconfigure.TlsContexts;

// tag::test[]
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
class ClientExamplesTests {

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("shop")
    ClientContext tls;

    @Test
    void servesAWorkerOverMutualTls() throws Exception {
        var http = HttpClient.newBuilder().sslContext(this.tls.sslContext()).build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(this.port)));

        var response = http.send(request.build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("CN=worker");
    }
    // end::test[]

    @Test
    void restClient() {
        // tag::rest-client[]
        var http = HttpClient.newBuilder().sslContext(this.tls.sslContext()).build();
        var shop = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(http))
                .build();
        // end::rest-client[]

        var uri = "https://localhost:%d/".formatted(this.port);

        assertThat(shop.get().uri(uri).retrieve().body(String.class)).contains("CN=worker");
    }

    @Test
    void byName(@Autowired TlsContexts contexts) {
        // tag::contexts[]
        var shop = contexts.client("shop");
        // end::contexts[]

        assertThat(shop).isSameAs(this.tls);
    }
}
