package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.test.Handshakes;

class TlsAutoConfigurationTests {

    @TempDir
    private static Path directory;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

    @Test
    void hasNoContextWhereNothingIsConfigured() {
        this.runner.run(context -> {
            assertThat(context).hasSingleBean(TlsContexts.class);
            assertThat(context).doesNotHaveBean(ServerContext.class).doesNotHaveBean(ClientContext.class);
            assertThat(context).doesNotHaveBean(WebServerTls.class);
        });
    }

    @Test
    void makesABeanOfEachEntry() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.client("payments"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("webServerContext")).isInstanceOf(ServerContext.class);
                    assertThat(context.getBean("paymentsClientContext")).isInstanceOf(ClientContext.class);
                });
    }

    @Test
    void theContextsOfBothSidesUnderstandEachOther() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.client("payments"))
                .run(context -> {
                    var client = context.getBean(ClientContext.class).createEngine("localhost", 443);
                    var server = context.getBean(ServerContext.class).createEngine();

                    Handshakes.complete(client, server);

                    assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
                });
    }

    @Test
    void aSoleEntryIsInjectedByType() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.client("payments"))
                .withUserConfiguration(ByType.class)
                .run(context -> {
                    var byType = context.getBean(ByType.class);

                    assertThat(byType.server()).isSameAs(context.getBean("webServerContext"));
                    assertThat(byType.client()).isSameAs(context.getBean("paymentsClientContext"));
                });
    }

    @Test
    void anEntryIsInjectedByItsName() {
        this.runner
                .withPropertyValues(Entries.client("payments"))
                .withPropertyValues(Entries.client("orders"))
                .withUserConfiguration(ByName.class)
                .run(context -> {
                    var byName = context.getBean(ByName.class);

                    assertThat(byName.byEntry()).isSameAs(context.getBean("paymentsClientContext"));
                    assertThat(byName.byBean()).isSameAs(context.getBean("paymentsClientContext"));
                    assertThat(byName.byParameter()).isSameAs(context.getBean("ordersClientContext"));
                });
    }

    @Test
    void aServerAndAClientMayHaveTheSameName() {
        this.runner
                .withPropertyValues(Entries.server("payments", directory))
                .withPropertyValues(Entries.client("payments"))
                .run(context -> {
                    var contexts = context.getBean(TlsContexts.class);

                    assertThat(contexts.server("payments")).isSameAs(context.getBean("paymentsServerContext"));
                    assertThat(contexts.client("payments")).isSameAs(context.getBean("paymentsClientContext"));
                });
    }

    @Test
    void looksContextsUpByName() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.client("payments"))
                .run(context -> {
                    var contexts = context.getBean(TlsContexts.class);

                    assertThat(contexts.serverNames()).containsExactly("web");
                    assertThat(contexts.clientNames()).containsExactly("payments");
                    assertThat(contexts.server("web")).isSameAs(context.getBean("webServerContext"));
                    assertThat(contexts.client("payments")).isSameAs(context.getBean("paymentsClientContext"));
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> contexts.client("orders"))
                            .withMessage("no entry 'orders' in tls.clients; present: [payments]");
                });
    }

    @Test
    void backsOffFromABeanOfTheSameName() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.client("payments"))
                .withUserConfiguration(OwnContext.class)
                .run(context -> {
                    var own = context.getBean(OwnContext.class);

                    assertThat(context.getBean("paymentsClientContext")).isSameAs(own.context);
                    assertThat(context.getBean(TlsContexts.class).client("payments"))
                            .isSameAs(own.context);
                });
    }

    @Test
    void backsOffFromOwnTlsContexts() {
        this.runner
                .withUserConfiguration(OwnTlsContexts.class)
                .run(context -> assertThat(context.getBean(TlsContexts.class)).isSameAs(context.getBean("own")));
    }

    @Test
    void aMistakeEndsTheStartEvenWhereBeansAreLazy() {
        this.runner
                .withPropertyValues("tls.clients.payments.trust-store.certificates=file:/no/such/file")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(NoSuchFileException.class));
    }

    @Test
    void everyListenerIsToldOfHandshakesInOrder() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(Entries.client("payments"))
                .withUserConfiguration(Listeners.class)
                .run(context -> {
                    var client = context.getBean(ClientContext.class).createEngine("localhost", 443);
                    var server = context.getBean(ServerContext.class).createEngine();

                    Handshakes.complete(client, server);

                    assertThat(context.getBean(Listeners.class).told)
                            .containsSubsequence("first web", "second web")
                            .containsSubsequence("first payments", "second payments");
                });
    }

    @Test
    void twoEntriesAreAmbiguousByTypeAlone() {
        this.runner
                .withPropertyValues(Entries.client("payments"))
                .withPropertyValues(Entries.client("orders"))
                .run(context -> assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
                        .isThrownBy(() -> context.getBean(ClientContext.class)));
    }

    @Configuration(proxyBeanMethods = false)
    record ByType(ServerContext server, ObjectProvider<ClientContext> clients) {

        ClientContext client() {
            return this.clients.getObject();
        }
    }

    @Configuration(proxyBeanMethods = false)
    record ByName(
            @Qualifier("payments") ClientContext byEntry,
            @Qualifier("paymentsClientContext") ClientContext byBean,
            ClientContext ordersClientContext) {

        ClientContext byParameter() {
            return this.ordersClientContext;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnContext {

        private final ClientContext context = create();

        @Bean
        ClientContext paymentsClientContext() {
            return this.context;
        }

        private static ClientContext create() {
            try {
                return TlsImplementation.named("jsse")
                        .clientContext(TlsClientConfiguration.builder().build());
            } catch (ConfigurationException exception) {
                throw new IllegalStateException(exception);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnTlsContexts {

        @Bean
        TlsContexts own(BeanFactory beans) {
            return new TlsContexts(Set.of(), Set.of(), beans);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        private final List<String> told = new ArrayList<>();

        @Bean
        @Order(2)
        HandshakeListener second() {
            return listener("second");
        }

        @Bean
        @Order(1)
        HandshakeListener first() {
            return listener("first");
        }

        private HandshakeListener listener(String name) {
            return new HandshakeListener() {
                @Override
                public void succeeded(HandshakeEvent event) {
                    Listeners.this.told.add(name + " " + event.contextName());
                }
            };
        }
    }
}
