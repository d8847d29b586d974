package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizerBeanPostProcessor;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** No embedded web server speaks plain HTTP unnoticed where there are entries of {@code tls.servers}. */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedServerTests {

    private static final String PLAIN = "the embedded web server speaks plain HTTP";

    private static final String INTENDED = ", or set server.ssl.enabled: false if plain HTTP is intended";

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void warnsOfAnEntryThatNoWebServerUses(ServerKind kind, CapturedOutput output) {
        run(kind.applicationType(), Everything.on(kind), chain("https"), "server.port=0");

        assertThat(output)
                .contains(PLAIN + ": no entry of tls.servers is named web; rename tls.servers.https to tls.servers.web"
                        + INTENDED);
    }

    @Test
    void namesAllEntriesThatMayBeMeant(CapturedOutput output) {
        run(
                WebApplicationType.SERVLET,
                Everything.OnTomcatOrNetty.class,
                chain("webb"),
                chain("mqtt"),
                "server.port=0");

        assertThat(output).contains("; rename tls.servers.mqtt or tls.servers.webb to tls.servers.web");
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void warnsIfOnlyTheManagementServerHasAnEntry(ServerKind kind, CapturedOutput output) {
        run(
                kind.applicationType(),
                Everything.on(kind),
                chain("management"),
                "server.port=0",
                "management.server.port=0");

        assertThat(output).contains(PLAIN + ": no entry of tls.servers is named web; add tls.servers.web" + INTENDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls.servers.web.implementation=jsse",
                "server.ssl.enabled=false",
                "tls.clients.payments.implementation=jsse"
            })
    void doesNotWarnIfPlainHttpIsIntendedOrTlsSpoken(String property, CapturedOutput output) {
        var entry = property.startsWith("tls.servers")
                ? chain("web")
                : property.startsWith("server") ? chain("mqtt") : "a=b";

        run(WebApplicationType.SERVLET, Everything.OnTomcatOrNetty.class, entry, property, "server.port=0");

        assertThat(output).doesNotContain(PLAIN);
    }

    @Test
    void saysThatNoWebServerUsesAnEntryWhereThereIsNone(CapturedOutput output) {
        run(WebApplicationType.NONE, Everything.OnTomcatOrNetty.class, chain("web"));

        assertThat(output)
                .contains("tls.servers.web is not used by an embedded web server")
                .doesNotContain(PLAIN);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void refusesAManagementEntryWithoutAPortOfItsOwn(ServerKind kind) {
        assertThatException()
                .isThrownBy(
                        () -> run(kind.applicationType(), Everything.on(kind), chain("management"), "server.port=0"))
                .withStackTraceContaining(
                        "tls.servers.management: the management server has no port of its own, so it uses the web server's TLS: management.server.port is not set");
    }

    @Test
    void refusesAManagementEntryWithThePortOfTheWebServer() {
        assertThatException()
                .isThrownBy(() -> run(
                        WebApplicationType.SERVLET,
                        Everything.OnTomcatOrNetty.class,
                        chain("web"),
                        chain("management"),
                        "server.port=8443",
                        "management.server.port=8443"))
                .withStackTraceContaining("management.server.port and server.port are both 8443");
    }

    @Test
    void warnsOfAManagementEntryWhoseServerIsSwitchedOff(CapturedOutput output) {
        run(
                WebApplicationType.SERVLET,
                Everything.OnTomcatOrNetty.class,
                chain("web"),
                chain("management"),
                "server.port=0",
                "management.server.port=-1");

        assertThat(output)
                .contains(
                        "tls.servers.management is unused: management.server.port is -1, which disables the management server");
    }

    @Test
    void refusesAWebServerThatWouldSpeakPlainHttp() {
        assertThatException()
                .isThrownBy(() -> run(WebApplicationType.SERVLET, OtherServer.class, chain("web")))
                .withStackTraceContaining(TlsConfigurationException.class.getName()
                        + ": tls.servers.web: the embedded web server OtherFactory is not supported, and would speak plain"
                        + " HTTP");
    }

    private static String chain(String entry) {
        return "tls.servers.%s.certificate-chains[0].certificate=%s"
                .formatted(entry, Site.pem(Site.WILDCARD.combinedPem()));
    }

    private static void run(WebApplicationType type, Class<?> application, String... properties) {
        var all = new TreeMap<String, Object>();
        all.put("spring.main.banner-mode", "off");
        all.put("spring.reactor.netty.shutdown-quiet-period", "0s");
        for (var property : properties) {
            all.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        new SpringApplicationBuilder(application)
                .web(type)
                .properties(all)
                .run()
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {TomcatServletWebServerAutoConfiguration.class, JettyServletWebServerAutoConfiguration.class})
    static class OtherServer {

        @Bean
        static WebServerFactoryCustomizerBeanPostProcessor customizers() {
            return new WebServerFactoryCustomizerBeanPostProcessor();
        }

        @Bean
        OtherFactory otherFactory() {
            return new OtherFactory();
        }
    }

    /** Makes a web server that nothing here knows. */
    static final class OtherFactory implements ServletWebServerFactory {

        @Override
        public WebServer getWebServer(ServletContextInitializer... initializers) {
            throw new IllegalStateException("made a server");
        }
    }
}
