package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.coyote.http11.Http11Nio2Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ExtendWith(OutputCaptureExtension.class)
class TomcatTlsTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withConfiguration(AutoConfigurations.of(
                    TlsAutoConfiguration.class,
                    TomcatTlsAutoConfiguration.class,
                    TomcatServletWebServerAutoConfiguration.class))
            .withInitializer(new ServerPortInfoApplicationContextInitializer())
            .withPropertyValues("server.port=0");

    private WebApplicationContextRunner withTls() {
        return this.runner.withPropertyValues(
                "tls.servers.web.certificate-chains[0].certificate=" + Site.pem(Site.DEFAULT.combinedPem()));
    }

    @Test
    void leavesTheServerAloneWithoutAnEntryForIt() {
        this.runner.run(context -> {
            var port = context.getEnvironment().getProperty("local.server.port");
            var url = URI.create("http://localhost:%s/".formatted(port)).toURL();
            assertThat(((HttpURLConnection) url.openConnection()).getResponseCode())
                    .isEqualTo(404);
        });
    }

    @Test
    void logsNothingThatIsNotTrueAtStart(CapturedOutput output) {
        TlsServer.start(ServerKind.TOMCAT, Site.properties()).close();

        assertThat(output)
                .contains("configured from keystore [Set directly - location unknown] using alias [unified-tls]")
                .doesNotContain(".keystore")
                .doesNotContainPattern("WARN(?!.*CertificateWarnings)");
    }

    @Test
    void tellsTheApplicationOfTheConnection() {
        try (var server = TlsServer.start(ServerKind.TOMCAT, Site.properties())) {
            assertThat(SClient.connect(server, "-tls1_3").output())
                    .contains("scheme=https secure=true cipher=TLS_AES_128_GCM_SHA256 session=true client=none");

            server.outcome(Kind.SUCCEEDED);
        }
    }

    @Test
    void servesAnyHostWhateverTheServerName(@TempDir Path directory) throws IOException {
        var authority = Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        try (var server = TlsServer.start(ServerKind.TOMCAT, Site.properties(), "server.http2.enabled=true")) {
            for (var version : List.of("--http1.1", "--http2")) {
                var client = Curl.get(
                        server, "www.example.com", authority, version, "--header", "Host: default.example.com");

                assertThat(client.output()).contains("secure=true");
                server.outcome(Kind.SUCCEEDED);
            }
        }
    }

    @Test
    void speaksTlsOnAReactiveTomcatToo() {
        try (var server = TlsServer.start(ServerKind.NETTY, ReactiveTomcat.class, Site.properties())) {
            assertThat(SClient.connect(server, "-servername", "www.example.com").output())
                    .contains("scheme=https");

            server.outcome(Kind.SUCCEEDED);
            assertThat(server.application().getBeansOfType(TomcatReactiveWebServerFactory.class))
                    .hasSize(1);
        }
    }

    @Test
    void failsWithAProtocolThatCannotHonourTheHandshakeTimeout() {
        withTls()
                .withUserConfiguration(Nio2.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("the TLS handshake timeout is not supported with the Tomcat protocol %s; use %s"
                                .formatted(Http11Nio2Protocol.class.getName(), Http11NioProtocol.class.getName())));
    }

    @Test
    void failsIfAProtocolIsOfferedThatTheServerDoesNotSpeak() {
        this.runner
                .withUserConfiguration(Http2Context.class)
                .run(
                        context -> assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessage(
                                        "h2 is offered by ALPN, but the web server supports [http/1.1]; set server.http2.enabled=true"));
    }

    @Test
    void hasTheConnectionTimeoutMeanWhatItDid() {
        withTls()
                .withPropertyValues("server.tomcat.connection-timeout=7s", "tls.servers.web.handshake-timeout=1s")
                .run(context -> {
                    var tomcat = (TomcatWebServer)
                            ((AnnotationConfigServletWebServerApplicationContext) context.getSourceApplicationContext())
                                    .getWebServer();
                    var protocol = (Http11NioProtocol)
                            tomcat.getTomcat().getConnector().getProtocolHandler();
                    assertThat(protocol.getConnectionTimeout()).isEqualTo(7000);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TomcatTlsAutoConfiguration.class,
        TomcatReactiveWebServerAutoConfiguration.class
    })
    static class ReactiveTomcat {

        @Bean
        RecordedHandshakes handshakes() {
            return new RecordedHandshakes();
        }

        @Bean
        HttpHandler connectionHandler() {
            return new NettyApplication().connectionHandler();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nio2 {

        @Bean
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> nio2() {
            return factory -> ((TomcatWebServerFactory) factory).setProtocol(Http11Nio2Protocol.class.getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Http2Context {

        @Bean
        WebServerTls webServerTls() throws Exception {
            var configuration = TlsServerConfiguration.builder()
                    .certificateChains(List.of(SigningChain.of(
                            TlsCertificate.fromBuffer(Site.DEFAULT.certificatePem()),
                            TlsPrivateKey.fromBuffer(Site.DEFAULT.privateKeyPem()))))
                    .innerProtocols(List.of(NextProtocol.H2))
                    .build();
            return new WebServerTls(
                    TlsImplementation.best(configuration).serverContext(configuration), Duration.ofSeconds(10));
        }
    }
}
