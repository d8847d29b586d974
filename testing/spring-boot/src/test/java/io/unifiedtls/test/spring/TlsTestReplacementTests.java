package io.unifiedtls.test.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsVersion;

/** The key material of an application's configuration is replaced, and nothing else of it. */
@TlsTest(serverNames = "www.shop.test", clients = "shopBackend")
@AutoConfigureRestTestClient
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.location=classpath:io/unifiedtls/test/spring/production.yml")
class TlsTestReplacementTests {

    @LocalServerPort
    int port;

    @Autowired
    TlsTestAuthority authority;

    @Test
    void servesATestClient(@Autowired RestTestClient client) {
        client.get().uri("/hello").exchange().expectBody(String.class).isEqualTo("hello");
    }

    @Test
    void keepsTheOtherSettings(@Autowired ServerContext webServerContext) {
        var configuration = webServerContext.configuration();

        assertThat(configuration.clientAuthentication()).isEqualTo(ClientAuthentication.OPTIONAL);
        assertThat(configuration.lowestSupportedVersion()).contains(TlsVersion.TLSv1_3);
        assertThat(configuration.innerProtocols()).hasSize(2);
    }

    @Test
    void redirectsOnARandomPort(@Value("${tls.servers.web.redirect-http-port}") int redirectPort) {
        assertThat(redirectPort).isZero();
    }

    @Test
    void hasTheNamesOfTheAnnotation() throws Exception {
        try (var socket =
                (SSLSocket) this.authority.sslContext().getSocketFactory().createSocket("localhost", this.port)) {
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];

            assertThat(certificate.getSubjectAlternativeNames())
                    .extracting(name -> (Object) name.get(1))
                    .containsExactly("localhost", "www.shop.test", "127.0.0.1", "0:0:0:0:0:0:0:1");
        }
    }

    @Test
    void aClientOfTheApplicationHasACertificateAndTrustsTheServer(@Autowired ClientContext client) throws Exception {
        assertThat(get("/client", client.sslContext(), this.port)).isEqualTo("CN=test-client");
    }

    @Test
    void requiresACertificateFromClientsOfTheManagementServer(@LocalManagementPort int port) throws Exception {
        var operator = this.authority.clientCertificate("operator");

        assertThat(get("/actuator/health", this.authority.sslContext(operator), port))
                .contains("UP");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> get("/actuator/health", this.authority.sslContext(), port));
    }

    private static String get(String path, SSLContext tls, int port) throws IOException, InterruptedException {
        var uri = URI.create("https://localhost:%d%s".formatted(port, path));
        var http = HttpClient.newBuilder().sslContext(tls).build();
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                JettyServletWebServerAutoConfiguration.class,
                JettyServletManagementContextAutoConfiguration.class
            })
    @RestController
    static class Application {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }

        @GetMapping("/client")
        String client(@RequestAttribute("jakarta.servlet.request.X509Certificate") X509Certificate[] certificates) {
            return certificates[0].getSubjectX500Principal().getName();
        }
    }
}
