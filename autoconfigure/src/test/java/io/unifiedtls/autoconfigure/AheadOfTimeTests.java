package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.AnnotationConfigRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.http.server.reactive.HttpHandler;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.autoconfigure.actuate.TlsActuatorAutoConfiguration;
import io.unifiedtls.autoconfigure.actuate.TlsEndpointAutoConfiguration;
import io.unifiedtls.autoconfigure.jfr.TlsFlightRecorderAutoConfiguration;
import io.unifiedtls.autoconfigure.metrics.TlsMetricsAutoConfiguration;
import io.unifiedtls.autoconfigure.reload.TlsReloadAutoConfiguration;
import io.unifiedtls.autoconfigure.web.EmbeddedServerAutoConfiguration;
import io.unifiedtls.autoconfigure.web.netty.NettyTlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;

/** Applications that are processed ahead of time with some properties, and run with others. */
@CompileWithForkedClassLoader
@ExtendWith(OutputCaptureExtension.class)
@Tag("any-jdk")
class AheadOfTimeTests {

    private static final String[] NONE = {};

    static {
        // The JVM accepts one factory of URL handlers, but each test has its own class loader, and so its own Tomcat.
        TomcatURLStreamHandlerFactory.disable();
    }

    private static final String PLAIN = "the embedded web server speaks plain HTTP";

    @TempDir
    private Path directory;

    @Test
    void tomcatSpeaksTlsIfItIsConfiguredAtRunTimeOnly() {
        processed(Servlet.class, NONE, () -> {
            try (var application = run(WebApplicationType.SERVLET, webAndClient())) {
                assertThat(get(application, "https")).isEqualTo(404);
            }
        });
    }

    @Test
    void nettySpeaksTlsIfItIsConfiguredAtRunTimeOnly() {
        processed(Reactive.class, NONE, () -> {
            try (var application = run(WebApplicationType.REACTIVE, webAndClient())) {
                assertThat(get(application, "https")).isEqualTo(200);
            }
        });
    }

    @Test
    void tomcatSpeaksPlainHttpWithAWarningIfItsEntryIsAbsentAtRunTime(CapturedOutput output) {
        processed(Servlet.class, webAndClient(), () -> {
            try (var application = run(WebApplicationType.SERVLET, Entries.server("mqtt", this.directory))) {
                assertThat(get(application, "http")).isEqualTo(404);
                assertThat(application.getBeansOfType(ServerContext.class)).containsOnlyKeys("mqttServerContext");
                assertThat(application.getBeansOfType(ClientContext.class)).isEmpty();
            }
        });

        assertThat(output).contains(PLAIN);
    }

    @Test
    void nettySpeaksPlainHttpIfItsEntryIsAbsentAtRunTime(CapturedOutput output) {
        processed(Reactive.class, webAndClient(), () -> {
            try (var application = run(WebApplicationType.REACTIVE, NONE)) {
                assertThat(get(application, "http")).isEqualTo(200);
            }
        });

        assertThat(output).doesNotContain(PLAIN);
    }

    @Test
    void aManagementServerSpeaksTlsIfItIsConfiguredAtRunTimeOnly() {
        processed(Managed.class, new String[] {"management.server.port=0"}, () -> {
            var entries = Stream.of(
                            new String[] {"management.server.port=0"},
                            Entries.server("management", this.directory),
                            Entries.client("payments"))
                    .flatMap(Arrays::stream)
                    .toArray(String[]::new);
            try (var application = run(WebApplicationType.SERVLET, entries)) {
                assertThat(get(application, "https", "local.management.port")).isEqualTo(404);
                assertThat(get(application, "http", "local.server.port")).isEqualTo(404);
            }
        });
    }

    @Test
    void entriesAreInjectedAsTheyAreAtRunTime() {
        processed(ByName.class, Entries.client("other"), () -> {
            var entries = Stream.of(Entries.client("payments"), Entries.client("orders"))
                    .flatMap(Arrays::stream)
                    .toArray(String[]::new);
            try (var application = run(WebApplicationType.NONE, entries)) {
                var byName = application.getBean(ByName.class);

                assertThat(byName.byEntry).isSameAs(application.getBean("paymentsClientContext"));
                assertThat(byName.byBean).isSameAs(application.getBean("ordersClientContext"));
                assertThat(byName.sole.getIfUnique()).isNull();
                assertThat(application.getBean(TlsContexts.class).clientNames())
                        .containsExactlyInAnyOrder("payments", "orders");
            }
        });
    }

    @Test
    void aSoleEntryIsInjectedByType() {
        processed(ByType.class, NONE, () -> {
            try (var application = run(WebApplicationType.NONE, Entries.client("payments"))) {
                assertThat(application.getBean(ByType.class).context)
                        .isSameAs(application.getBean("paymentsClientContext"));
            }
        });
    }

    @Test
    void anInjectedEntryThatIsAbsentAtRunTimeIsReported(CapturedOutput output) {
        processed(
                ByName.class,
                Entries.client("payments"),
                () -> assertThatException().isThrownBy(() -> run(WebApplicationType.NONE, Entries.client("orders"))));

        assertThat(output).contains("""
                Parameter 0 of constructor in %s required a ClientContext named 'payments' that could not be found. Available: orders

                Action:

                Use an available name, or add the entry to tls.clients:

                    @Qualifier("orders") ClientContext
                """.formatted(ByName.class.getName()));
    }

    @Test
    void aBeanOfTheApplicationReplacesAnEntry() {
        processed(OwnClient.class, NONE, () -> {
            try (var application = run(WebApplicationType.NONE, Entries.client("payments"))) {
                assertThat(application.getBeansOfType(ClientContext.class)).hasSize(1);
                assertThat(application.getBean(TlsContexts.class).client("payments"))
                        .isSameAs(application.getBean(OwnClient.class).paymentsClientContext());
            }
        });
    }

    @Test
    void propertiesAreCheckedWhenTheApplicationRuns(CapturedOutput output) {
        var placeholder = "tls.clients.payments.trust-store.certificates=${CA_FILE}";

        processed(
                ByType.class,
                new String[] {placeholder},
                () -> assertThatException().isThrownBy(() -> run(WebApplicationType.NONE, placeholder)));

        assertThat(output).contains("APPLICATION FAILED TO START").contains("CA_FILE");
    }

    @Test
    void metersAndReloadFollowTheEntriesOfRunTime() {
        processed(Measured.class, NONE, () -> {
            try (var application = run(WebApplicationType.NONE, Entries.server("mqtt", this.directory))) {
                var meters = application.getBean(MeterRegistry.class);

                assertThat(meters.get("tls.certificate.expiry")
                                .tag("context", "mqtt")
                                .gauges())
                        .isNotEmpty();
                assertThat(application.getBean(TlsContexts.class).reload("mqtt"))
                        .hasSize(1);
            }
        });
    }

    @Test
    void endpointsAreExposedAsWhenTheApplicationWasProcessed() {
        var exposed = new String[] {"management.endpoints.web.exposure.include=tls,tlshandshakes"};
        processed(Inspected.class, exposed, () -> {
            var entry = Entries.server("mqtt", this.directory);
            try (var application = run(WebApplicationType.NONE, entry)) {
                assertThat(application.containsBean("tlsEndpoint")).isTrue();
                assertThat(application.getBeansOfType(HandshakeListener.class))
                        .containsKeys("tlsHandshakeJournal", "tlsHandshakeCounts", "tlsFlightRecording");
            }
        });
    }

    private String[] webAndClient() {
        return Stream.of(Entries.server("web", this.directory), Entries.client("payments"))
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    /** Processes an application as the build does, and runs it with the generated code. */
    private static void processed(Class<?> application, String[] properties, Runnable running) {
        var generation = new TestGenerationContext(AheadOfTimeTests.class);
        TestPropertyValues.of(AbstractAotProcessor.AOT_PROCESSING + "=true")
                .applyToSystemProperties(() -> process(application, properties, generation));
        generation.writeGeneratedContent();
        TestCompiler.forSystem()
                .with(generation)
                .compile(compiled -> TestPropertyValues.of("spring.aot.enabled=true")
                        .applyToSystemProperties(() -> {
                            running.run();
                            return null;
                        }));
    }

    private static Void process(Class<?> application, String[] properties, TestGenerationContext generation) {
        try (var context = context(application)) {
            ((AnnotationConfigRegistry) context).register(application);
            TestPropertyValues.of(properties).applyTo(context);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        return null;
    }

    private static GenericApplicationContext context(Class<?> application) {
        if (application == Servlet.class || application == Managed.class) {
            return new AnnotationConfigServletWebServerApplicationContext();
        }
        return (application == Reactive.class)
                ? new AnnotationConfigReactiveWebServerApplicationContext()
                : new AnnotationConfigApplicationContext();
    }

    private static ConfigurableApplicationContext run(WebApplicationType type, String... properties) {
        var all = new TreeMap<String, Object>(
                Map.of("server.port", "0", "tls.implementation", "jsse", "spring.main.banner-mode", "off"));
        for (var property : properties) {
            all.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        return new SpringApplicationBuilder(AheadOfTimeTests.class)
                .main(AheadOfTimeTests.class)
                .web(type)
                .properties(all)
                .run();
    }

    private static int get(ConfigurableApplicationContext application, String scheme) {
        return get(application, scheme, "local.server.port");
    }

    private static int get(ConfigurableApplicationContext application, String scheme, String property) {
        var port = application.getEnvironment().getRequiredProperty(property, Integer.class);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        application
                .getBeanProvider(ClientContext.class)
                .ifAvailable(context -> client.sslContext(context.sslContext()));
        var request = HttpRequest.newBuilder(URI.create("%s://localhost:%d/".formatted(scheme, port)));
        try {
            return client.build()
                    .send(request.build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        EmbeddedServerAutoConfiguration.class,
        TomcatTlsAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class
    })
    static class Servlet {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ManagementContextAutoConfiguration.class,
        ServletManagementContextAutoConfiguration.class,
        TomcatServletManagementContextAutoConfiguration.class
    })
    static class Managed extends Servlet {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        EmbeddedServerAutoConfiguration.class,
        NettyTlsAutoConfiguration.class,
        NettyReactiveWebServerAutoConfiguration.class
    })
    static class Reactive {

        @Bean
        HttpHandler handler() {
            return (request, response) -> response.setComplete();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class ByName {

        private final ClientContext byEntry;

        private final ClientContext byBean;

        private final ObjectProvider<ClientContext> sole;

        ByName(
                @Qualifier("payments") ClientContext byEntry,
                @Qualifier("ordersClientContext") ClientContext byBean,
                ObjectProvider<ClientContext> sole) {
            this.byEntry = byEntry;
            this.byBean = byBean;
            this.sole = sole;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class ByType {

        private final ClientContext context;

        ByType(ClientContext context) {
            this.context = context;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class OwnClient {

        private final ClientContext own;

        OwnClient() throws Exception {
            this.own = TlsImplementation.named("jsse")
                    .clientContext(TlsClientConfiguration.builder().build());
        }

        @Bean
        ClientContext paymentsClientContext() {
            return this.own;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TlsMetricsAutoConfiguration.class,
        TlsReloadAutoConfiguration.class
    })
    @Import(SimpleMeterRegistry.class)
    static class Measured {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TlsActuatorAutoConfiguration.class,
        TlsEndpointAutoConfiguration.class,
        TlsFlightRecorderAutoConfiguration.class
    })
    static class Inspected {}
}
