package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.jetty.JettyTlsAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ExtendWith(OutputCaptureExtension.class)
class JettyTlsTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withConfiguration(AutoConfigurations.of(
                    TlsAutoConfiguration.class,
                    JettyTlsAutoConfiguration.class,
                    JettyServletWebServerAutoConfiguration.class))
            .withInitializer(new ServerPortInfoApplicationContextInitializer())
            .withPropertyValues("server.port=0");

    private WebApplicationContextRunner withTls() {
        return this.runner.withPropertyValues(
                "tls.servers.web.certificate-chains[0].certificate=" + Site.pem(Site.DEFAULT.combinedPem()));
    }

    private static List<ServerConnector> connectors(ApplicationContext context) {
        var server = (JettyWebServer) ((WebServerApplicationContext) context).getWebServer();
        return Arrays.stream(server.getServer().getConnectors())
                .map(ServerConnector.class::cast)
                .toList();
    }

    private static int status(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }

    @Test
    void leavesTheServerAloneWithoutAnEntryForIt() {
        this.runner.withPropertyValues("server.http2.enabled=true").run(context -> {
            assertThat(connectors(context.getSourceApplicationContext()).get(0).getProtocols())
                    .containsExactly("http/1.1", "h2c");
            var port = context.getEnvironment().getProperty("local.server.port");
            assertThat(status("http://localhost:%s/".formatted(port))).isEqualTo(404);
        });
    }

    @Test
    void logsNothingThatIsNotTrueAtStart(CapturedOutput output) {
        TlsServer.start(ServerKind.JETTY, Site.properties()).close();

        assertThat(output).contains("(ssl, alpn, http/1.1)").doesNotContainPattern("WARN(?!.*CertificateWarnings)");
    }

    @Test
    void tellsTheApplicationOfTheConnection() {
        try (var server = TlsServer.start(ServerKind.JETTY, Site.properties())) {
            assertThat(SClient.connect(server, "-tls1_3").output())
                    .contains("scheme=https secure=true cipher=TLS_AES_128_GCM_SHA256 session=true client=none");

            server.outcome(Kind.SUCCEEDED);
        }
    }

    @Test
    void servesAnyHostWhateverTheServerName(@TempDir Path directory) throws IOException {
        var authority = Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        try (var server = TlsServer.start(ServerKind.JETTY, Site.properties(), "server.http2.enabled=true")) {
            for (var version : List.of("--http1.1", "--http2")) {
                var client =
                        Curl.get(server, "www.example.com", authority, version, "--header", "Host: other.example.com");

                assertThat(client.output()).contains("secure=true");
                server.outcome(Kind.SUCCEEDED);
            }
        }
    }

    @Test
    void speaksTlsOnAReactiveJettyToo() {
        try (var server = TlsServer.start(ServerKind.NETTY, ReactiveJetty.class, Site.properties())) {
            assertThat(SClient.connect(server, "-servername", "www.example.com").output())
                    .contains("scheme=https");

            server.outcome(Kind.SUCCEEDED);
            assertThat(server.application().getBeansOfType(JettyReactiveWebServerFactory.class))
                    .hasSize(1);
        }
    }

    @Test
    void keepsTheConnectorWithItsSettings() {
        withTls()
                .withPropertyValues(
                        "server.address=127.0.0.1",
                        "server.http2.enabled=true",
                        "server.jetty.connection-idle-timeout=7s",
                        "server.jetty.max-connections=11",
                        "server.jetty.threads.acceptors=2",
                        "server.jetty.threads.selectors=3",
                        "server.max-http-request-header-size=9KB")
                .run(context -> {
                    var connector =
                            connectors(context.getSourceApplicationContext()).get(0);

                    assertThat(connector.getProtocols()).containsExactly("ssl", "alpn", "h2", "http/1.1");
                    assertThat(connector.getHost()).isEqualTo("127.0.0.1");
                    assertThat(connector.getIdleTimeout()).isEqualTo(7000);
                    assertThat(connector.getAcceptors()).isEqualTo(2);
                    assertThat(connector.getSelectorManager().getSelectorCount())
                            .isEqualTo(3);
                    assertThat(connector.getBean(NetworkConnectionLimit.class).getMaxNetworkConnectionCount())
                            .isEqualTo(11);
                    assertThat(connector
                                    .getConnectionFactory(HttpConnectionFactory.class)
                                    .getHttpConfiguration()
                                    .getRequestHeaderSize())
                            .isEqualTo(9 << 10);
                });
    }

    @Test
    void showsTheConnectorWithTlsToTheApplication() {
        var succeeded = new AtomicInteger();
        try (var server = TlsServer.startWith(ServerKind.JETTY, OtherConnector.class, Site.properties())) {
            var connectors = connectors(server.application());
            connectors.get(0).addBean(new SslHandshakeListener() {
                @Override
                public void handshakeSucceeded(Event event) {
                    succeeded.incrementAndGet();
                }
            });

            assertThat(SClient.connect(server, "-tls1_3").output()).contains("secure=true");

            server.outcome(Kind.SUCCEEDED);
            assertThat(succeeded).hasValue(1);
            assertThat(connectors.get(1).getProtocols()).containsExactly("http/1.1");
        }
    }

    @Test
    void countsAConnectionThatIsIdleInItsHandshakeAsTimedOut() throws IOException {
        try (var server = TlsServer.start(
                        ServerKind.JETTY, Site.properties(), "server.jetty.connection-idle-timeout=300ms");
                var client = new RawClient(server)) {
            client.send(RawClient.firstHalf(RawClient.clientHello()));
            client.readToEnd();

            assertThat(server.outcome(Kind.FAILED).failure()).contains(HandshakeFailure.TIMEOUT);
        }
    }

    @Test
    void enforcesTheTimeoutWhileALookUpBlocksAnotherHandshake() throws IOException {
        try (var server = TlsServer.startWith(
                        ServerKind.JETTY, SlowSource.class, Map.of("source", "slow", "handshake-timeout", "300ms"));
                var blocked = new RawClient(server)) {
            blocked.send(RawClient.clientHello());
            try {
                // longer than a connection that has timed out is kept for its client
                for (int i = 0; i < 6; i++) {
                    var begin = System.nanoTime();
                    try (var client = new RawClient(server)) {
                        client.send(RawClient.firstHalf(RawClient.clientHello()));
                        client.readToEnd();
                    }
                    assertThat(RawClient.since(begin)).isLessThan(Duration.ofSeconds(4));
                }
            } finally {
                SlowSource.ANSWER.countDown();
            }
            blocked.readToEnd();
            server.awaitOutcomes(7);
        }
    }

    @Test
    void failsWithAConnectorThatUsesTls() {
        withTls()
                .withUserConfiguration(TlsConnector.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("the Jetty connector oejs.ServerConnector@")
                        .hasMessageEndingWith(" already uses TLS; remove its SslConnectionFactory"));
    }

    @Test
    void failsWithAConnectorThatIsNotOfTheNetwork() {
        withTls()
                .withUserConfiguration(InMemoryConnector.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("TLS is not supported with the Jetty connector oejs.LocalConnector@")
                        .hasMessageEndingWith("; use a ServerConnector with an HttpConnectionFactory"));
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
    void failsIfTheLibraryForHttp2IsMissing() {
        withTls()
                .withClassLoader(new FilteredClassLoader("org.eclipse.jetty.http2"))
                .withPropertyValues("server.http2.enabled=true")
                .run(
                        context -> assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessage(
                                        "HTTP/2 on Jetty requires org.eclipse.jetty.http2:jetty-http2-server, which is not on the class path; add it, or set server.http2.enabled=false"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        JettyTlsAutoConfiguration.class,
        JettyReactiveWebServerAutoConfiguration.class
    })
    static class ReactiveJetty {

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
    static class SlowSource {

        static final CountDownLatch ANSWER = new CountDownLatch(1);

        @Bean
        SigningChainSource slow() {
            return new SigningChainSource() {
                @Override
                public Answer find(String serverName) throws InterruptedException {
                    ANSWER.await();
                    return Answer.unknown();
                }

                @Override
                public Duration timeout() {
                    return Duration.ofSeconds(20);
                }
            };
        }
    }

    /** Adds a connector, as an application does that serves plain HTTP, too. */
    @Configuration(proxyBeanMethods = false)
    static class OtherConnector {

        @Bean
        JettyServerCustomizer otherConnector() {
            return server -> {
                assertThat(((ServerConnector) server.getConnectors()[0])
                                .getConnectionFactory(SslConnectionFactory.class))
                        .isNotNull();
                server.addConnector(new ServerConnector(server));
            };
        }
    }

    /** Has TLS before this library adds it, as a factory of an application may. */
    @Configuration(proxyBeanMethods = false)
    static class TlsConnector {

        @Bean
        WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> tlsConnector() {
            return first(server -> ((ServerConnector) server.getConnectors()[0])
                    .addConnectionFactory(new SslConnectionFactory("http/1.1")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InMemoryConnector {

        @Bean
        WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> localConnector() {
            return first(server -> server.addConnector(new LocalConnector(server)));
        }
    }

    private static WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> first(
            JettyServerCustomizer customizer) {
        return factory -> {
            var jetty = (JettyWebServerFactory) factory;
            var customizers = new ArrayList<>(jetty.getServerCustomizers());
            customizers.add(0, customizer);
            jetty.setServerCustomizers(customizers);
        };
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
