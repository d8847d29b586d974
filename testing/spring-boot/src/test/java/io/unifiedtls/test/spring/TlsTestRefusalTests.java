package io.unifiedtls.test.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import io.unifiedtls.test.TestAuthority;

/** Clients without the right certificate are refused, and so are servers. */
@TlsTest
@AutoConfigureRestTestClient
@AutoConfigureWebTestClient
@AutoConfigureTestRestTemplate
@SpringBootTest(
        classes = ServerApplications.OnTomcat.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "tls.servers.web.client-authentication=required")
class TlsTestRefusalTests {

    @LocalServerPort
    int port;

    @Autowired
    TlsTestAuthority authority;

    @Test
    void refusesTheRestTestClientWithoutACertificate(@Autowired RestTestClient client) {
        assertThatException().isThrownBy(() -> client.get().uri("/").exchange());
    }

    @Test
    void refusesTheWebTestClientWithoutACertificate(@Autowired WebTestClient client) {
        assertThatException().isThrownBy(() -> client.get().uri("/").exchange());
    }

    @Test
    void refusesTheTestRestTemplateWithoutACertificate(@Autowired TestRestTemplate client) {
        assertThatException().isThrownBy(() -> client.getForObject("/", String.class));
    }

    @Test
    void servesAClientWithACertificateOfTheAuthority() throws Exception {
        var worker = this.authority.clientCertificate("worker");

        assertThat(get("localhost", this.authority.sslContext(worker))).isEqualTo("CN=worker");
    }

    @Test
    void refusesAClientWithACertificateOfAnotherAuthority() {
        var stranger = TestAuthority.create("Another CA")
                .leaf()
                .commonName("stranger")
                .client()
                .issue();

        assertThatException().isThrownBy(() -> get("localhost", this.authority.sslContext(stranger)));
    }

    @Test
    void isNotTrustedByAClientThatTrustsThePublicAuthorities() {
        assertThatException()
                .isThrownBy(() -> get("localhost", SSLContext.getDefault()))
                .withStackTraceContaining("PKIX path building failed");
    }

    private String get(String host, SSLContext tls) throws IOException, InterruptedException {
        var uri = URI.create("https://%s:%d/".formatted(host, this.port));
        var http = HttpClient.newBuilder().sslContext(tls).build();
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
