package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.spring.TlsTest;
import io.unifiedtls.test.spring.TlsTestAuthority;

// tag::test[]
@TlsTest(clientCertificate = true, clients = "shop")
@AutoConfigureRestTestClient
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ShopTests {

    @Test
    void identifiesTheClient(@Autowired RestTestClient client) {
        client.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("CN=test-client"));
    }
    // end::test[]

    @Test
    void callsItself(@Autowired RestTestClient client) {
        client.get()
                .uri("/call")
                .exchange()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("CN=test-client"));
    }

    // tag::refusals[]
    @Nested
    @TestPropertySource(properties = "tls.servers.web.client-authentication=required")
    class RequiringCertificates {

        @LocalServerPort
        int port;

        @Autowired
        TlsTestAuthority authority;

        @Test
        void servesAClientWithACertificate() throws Exception {
            var worker = HttpClient.newBuilder()
                    .sslContext(this.authority.sslContext(this.authority.clientCertificate("worker")))
                    .build();

            assertThat(worker.send(request(), BodyHandlers.ofString()).body()).contains("CN=worker");
        }

        @Test
        void refusesAClientWithoutACertificate() {
            var nobody = HttpClient.newBuilder()
                    .sslContext(this.authority.sslContext())
                    .build();

            assertThatIOException().isThrownBy(() -> nobody.send(request(), BodyHandlers.ofString()));
        }

        @Test
        void refusesACertificateOfAnotherAuthority() {
            var another = TestAuthority.create("Another CA").leaf().client().commonName("worker");
            var stranger = HttpClient.newBuilder()
                    .sslContext(this.authority.sslContext(another.issue()))
                    .build();

            assertThatIOException().isThrownBy(() -> stranger.send(request(), BodyHandlers.ofString()));
        }

        private HttpRequest request() {
            return HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(this.port)))
                    .build();
        }
    }
    // end::refusals[]
}
