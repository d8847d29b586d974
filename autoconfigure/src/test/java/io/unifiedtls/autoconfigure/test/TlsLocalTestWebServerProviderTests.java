package io.unifiedtls.autoconfigure.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.boot.test.http.server.LocalTestWebServer.Scheme;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;

@Tag("any-jdk")
class TlsLocalTestWebServerProviderTests {

    private static final String[] WEB = {
        "server.port=0", "tls.servers.web.certificate-chains[0].self-signed.server-names=localhost"
    };

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withConfiguration(
                    AutoConfigurations.of(TlsAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class))
            .withInitializer(new ServerPortInfoApplicationContextInitializer());

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner(
                    AnnotationConfigReactiveWebServerApplicationContext::new)
            .withConfiguration(
                    AutoConfigurations.of(TlsAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class))
            .withUserConfiguration(Handler.class)
            .withInitializer(new ServerPortInfoApplicationContextInitializer());

    @Test
    void testsOfAServletApplicationUseHttps() {
        this.servlet
                .withPropertyValues(WEB)
                .withPropertyValues("server.servlet.context-path=/shop")
                .run(context -> {
                    var server = LocalTestWebServer.obtain(context.getSourceApplicationContext());

                    assertThat(server.scheme()).isEqualTo(Scheme.HTTPS);
                    assertThat(server.uri())
                            .isEqualTo("https://localhost:%s/shop"
                                    .formatted(context.getEnvironment().getProperty("local.server.port")));
                });
    }

    @Test
    void testsOfAReactiveApplicationUseHttps() {
        this.reactive
                .withPropertyValues(WEB)
                .withPropertyValues("spring.webflux.base-path=/shop")
                .run(context -> {
                    var server = LocalTestWebServer.obtain(context.getSourceApplicationContext());

                    assertThat(server.scheme()).isEqualTo(Scheme.HTTPS);
                    assertThat(server.uri())
                            .isEqualTo("https://localhost:%s/shop"
                                    .formatted(context.getEnvironment().getProperty("local.server.port")));
                });
    }

    @Test
    void leavesAnApplicationWithoutTlsAlone() {
        this.servlet
                .withPropertyValues("server.port=0")
                .run(context -> assertThat(LocalTestWebServer.obtain(context.getSourceApplicationContext())
                                .scheme())
                        .isEqualTo(Scheme.HTTP));
    }

    @Test
    void leavesAnApplicationWithoutAWebServerAlone() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class))
                .withPropertyValues(WEB)
                .run(context -> assertThat(LocalTestWebServer.get(context.getSourceApplicationContext()))
                        .isNull());
    }

    @Configuration(proxyBeanMethods = false)
    static class Handler {

        @Bean
        HttpHandler handler() {
            return (request, response) -> Mono.empty();
        }
    }
}
