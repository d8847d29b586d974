package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;

class WebServerTlsTests {

    @TempDir
    private static Path directory;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

    @Test
    void aWebServerOffersWhatItSpeaks() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .run(context -> assertThat(context.getBean(ServerContext.class)
                                .configuration()
                                .innerProtocols())
                        .containsExactly(NextProtocol.HTTP1));
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues("server.http2.enabled=true")
                .run(context -> assertThat(context.getBean(ServerContext.class)
                                .configuration()
                                .innerProtocols())
                        .containsExactly(NextProtocol.H2, NextProtocol.HTTP1));
    }

    @Test
    void anotherServerOffersNothingOfItsOwnAccord() {
        this.runner.withPropertyValues(Entries.server("mqtt", directory)).run(context -> {
            assertThat(context.getBean(ServerContext.class).configuration().innerProtocols())
                    .isEmpty();
            assertThat(context).doesNotHaveBean(WebServerTls.class);
        });
    }

    @Test
    void aManagementServerUsesTheOneOfTheWebServer() {
        this.runner.withPropertyValues(Entries.server("web", directory)).run(context -> {
            assertThat(context.getBean(WebServerTls.class)).isSameAs(context.getBean("webServerTls"));
            assertThat(context.getBean("managementServerTls")).isEqualTo(context.getBean("webServerTls"));
        });
    }

    @Test
    void aManagementServerMayHaveItsOwn() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.server("management", directory))
                .run(context -> assertThat(context.getBean("managementServerTls", WebServerTls.class)
                                .context())
                        .isSameAs(context.getBean("managementServerContext")));
    }

    @Test
    void theWebServerDoesNotUseTheOneOfTheManagementServer() {
        this.runner
                .withPropertyValues(Entries.server("management", directory))
                .withUserConfiguration(WebServers.class)
                .withConfiguration(AutoConfigurations.of(OnWebServerTls.class))
                .run(context -> {
                    var webServers = context.getBean(WebServers.class);

                    assertThat(context).hasBean("managementServerTls").doesNotHaveBean("webServerTls");
                    assertThat(webServers.web().getIfAvailable()).isNull();
                    assertThat(webServers.management().getIfAvailable())
                            .isSameAs(context.getBean("managementServerTls"));
                    assertThat(context).doesNotHaveBean(OnWebServerTls.class);
                });
    }

    @Test
    void aManagementServerThatSpringBootIsToldOfIsLeftAlone() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues("management.server.ssl.enabled=false")
                .run(context -> assertThat(context).hasBean("webServerTls").doesNotHaveBean("managementServerTls"));
    }

    @Test
    void serverSslThatIsSwitchedOffDoesNoHarm() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues("server.ssl.enabled=false", "server.ssl.bundle=legacy")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    record WebServers(
            ObjectProvider<WebServerTls> web,
            @Qualifier("managementServerTls") ObjectProvider<WebServerTls> management) {}

    @AutoConfiguration(after = TlsAutoConfiguration.class)
    @ConditionalOnBean(WebServerTls.class)
    static class OnWebServerTls {}
}
