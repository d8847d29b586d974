package io.unifiedtls.test.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Each test client reaches each web server, with the certificate that the server requires. */
class TlsTestServersTests {

    private static final String REQUIRED = "tls.servers.web.client-authentication=required";

    @TlsTest(clientCertificate = true)
    @AutoConfigureRestTestClient
    @AutoConfigureWebTestClient
    @AutoConfigureTestRestTemplate
    abstract static class EachClient {

        @Test
        void restTestClient(@Autowired RestTestClient client) {
            client.get().uri("/").exchange().expectBody(String.class).isEqualTo("CN=test-client");
        }

        @Test
        void webTestClient(@Autowired WebTestClient client) {
            client.get().uri("/").exchange().expectBody(String.class).isEqualTo("CN=test-client");
        }

        @Test
        void testRestTemplate(@Autowired TestRestTemplate client) {
            assertThat(client.getForObject("/", String.class)).isEqualTo("CN=test-client");
        }

        @Test
        void aDerivedTestRestTemplate(@Autowired TestRestTemplate client) {
            assertThat(client.withBasicAuth("user", "password").getForObject("/", String.class))
                    .isEqualTo("CN=test-client");
        }
    }

    @Nested
    @SpringBootTest(
            classes = ServerApplications.OnTomcat.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = REQUIRED)
    class Tomcat extends EachClient {}

    @Nested
    @SpringBootTest(
            classes = ServerApplications.OnJetty.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = REQUIRED)
    class Jetty extends EachClient {}

    @Nested
    @SpringBootTest(
            classes = ServerApplications.OnNetty.class,
            webEnvironment = WebEnvironment.RANDOM_PORT,
            properties = {REQUIRED, "spring.main.web-application-type=reactive"})
    class ReactorNetty extends EachClient {}
}
