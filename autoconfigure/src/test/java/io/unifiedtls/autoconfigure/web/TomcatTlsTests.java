package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.apache.coyote.http11.Http11Nio2Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;

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
            assertThat(context).doesNotHaveBean("tomcatTlsCustomizer");
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
                .doesNotContain("WARN");
    }

    @Test
    void failsWithAProtocolThatCannotHonourTheHandshakeTimeout() {
        withTls()
                .withUserConfiguration(Nio2.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "the TLS handshake timeout cannot be honoured with the Tomcat protocol %s; leave it at %s"
                                        .formatted(
                                                Http11Nio2Protocol.class.getName(),
                                                Http11NioProtocol.class.getName())));
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
                                        "h2 is offered by ALPN, but the web server speaks [http/1.1]; set server.http2.enabled=true"));
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
