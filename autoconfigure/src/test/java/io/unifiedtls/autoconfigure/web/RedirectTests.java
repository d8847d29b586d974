package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.jetty.JettyTlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.tomcat.TomcatTlsAutoConfiguration;

/** Plain HTTP is redirected to the port with TLS, and leads nowhere else. */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class RedirectTests {

    private static final String PORT = "tls.servers.web.redirect-http-port";

    private static final String CHAIN =
            "tls.servers.web.certificate-chains[0].certificate=" + Site.pem(Site.DEFAULT.combinedPem());

    /** The web servers, for servlets or not. */
    enum Server {
        TOMCAT(WebApplicationType.SERVLET, Everything.OnTomcatOrNetty.class),

        JETTY(WebApplicationType.SERVLET, Everything.OnJetty.class),

        NETTY(WebApplicationType.REACTIVE, Everything.OnTomcatOrNetty.class),

        REACTIVE_TOMCAT(WebApplicationType.REACTIVE, ReactiveTomcat.class),

        REACTIVE_JETTY(WebApplicationType.REACTIVE, ReactiveJetty.class);

        private final WebApplicationType type;

        private final Class<?> application;

        Server(WebApplicationType type, Class<?> application) {
            this.type = type;
            this.application = application;
        }

        ConfigurableApplicationContext start(String... properties) {
            var all = new ArrayList<>(List.of("server.port=0", CHAIN));
            all.addAll(List.of(properties));
            return run(this.type, this.application, all);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void redirectsEveryRequestToTheTlsPort(Server kind) throws IOException {
        try (var application = kind.start(PORT + "=0")) {
            var port = port(application, "local.server.port");

            assertRedirect(application, "GET / HTTP/1.1", "localhost", "https://localhost:%d/".formatted(port));
            assertRedirect(
                    application,
                    "GET /a%20b;c/?d=e%2F&f HTTP/1.1",
                    "www.example.com:8080",
                    "https://www.example.com:%d/a%%20b;c/?d=e%%2F&f".formatted(port));
            assertRedirect(application, "HEAD /a HTTP/1.1", "[::1]:80", "https://[::1]:%d/a".formatted(port));
            assertRedirect(
                    application,
                    "DELETE //other.example/ HTTP/1.1",
                    "192.0.2.1",
                    "https://192.0.2.1:%d//other.example/".formatted(port));
            assertRedirect(
                    application,
                    "GET http://www.example.com:80/a?b HTTP/1.1",
                    "www.example.com:80",
                    "https://www.example.com:%d/a?b".formatted(port));
            assertThat(send(application, "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=b"))
                    .startsWith("HTTP/1.1 308 ")
                    .containsIgnoringCase("location: https://localhost:%d/form\r\n".formatted(port));
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void refusesARequestWithoutAValidHost(Server kind) throws IOException {
        try (var application = kind.start(PORT + "=0")) {
            for (var host : List.of(
                    "Host: user@evil.example",
                    "Host: evil.example/path",
                    "Host: evil.example?a",
                    "Host: evil.example#a",
                    "Host: -a.example",
                    "Host: a..example",
                    "Host: a_b.example",
                    "Host: a.example:b",
                    "Host: [evil.example]",
                    "Host: \u00e9.example",
                    "Host: a.example\r\nHost: b.example",
                    "Host:",
                    "X-Host: a.example")) {
                assertThat(send(application, "GET / HTTP/1.1\r\n%s\r\n\r\n".formatted(host)))
                        .as(host)
                        .startsWith("HTTP/1.1 400 ")
                        .doesNotContainIgnoringCase("location:");
            }
            for (var request : List.of("OPTIONS * HTTP/1.1", "GET @evil.example/ HTTP/1.1")) {
                assertThat(send(application, request + "\r\nHost: localhost\r\n\r\n"))
                        .as(request)
                        .startsWith("HTTP/1.1 400 ")
                        .doesNotContainIgnoringCase("location:");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Server.class,
            names = {"TOMCAT", "JETTY", "NETTY"})
    void leadsToNothingOfTheApplication(Server kind, @TempDir Path directory) throws IOException {
        var authority = Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        try (var application = kind.start(PORT + "=0")) {
            var port = port(application, "local.server.port");
            assertThat(curl(authority, "https://localhost:%d/actuator/health".formatted(port)))
                    .contains("\"status\"");

            assertRedirect(
                    application,
                    "GET /actuator/health HTTP/1.1",
                    "localhost",
                    "https://localhost:%d/actuator/health".formatted(port));
            assertThat(curl(
                            authority,
                            "--location",
                            "http://localhost:%d/actuator/health".formatted(port(application, "local.redirect.port"))))
                    .contains("\"status\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void closesThePortWithTheApplication(Server kind) throws IOException {
        int port;
        try (var application = kind.start(PORT + "=0")) {
            port = port(application, "local.redirect.port");
        }

        try (var again = new ServerSocket(port)) {
            assertThat(again.getLocalPort()).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void opensNoPortByDefault(Server kind) {
        try (var application = kind.start()) {
            assertThat(application.getEnvironment().containsProperty("local.redirect.port"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void listensOnTheAddressOfTheWebServer(Server kind) throws IOException {
        try (var application = kind.start(PORT + "=0", "server.address=127.0.0.2")) {
            var port = port(application, "local.redirect.port");

            assertThatException().isThrownBy(() -> new Socket("127.0.0.1", port).close());
            new Socket("127.0.0.2", port).close();
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void failsIfThePortIsTaken(Server kind) throws IOException {
        try (var taken = new ServerSocket(0)) {
            assertThatException()
                    .isThrownBy(() -> kind.start("%s=%d".formatted(PORT, taken.getLocalPort()))
                            .close())
                    .withStackTraceContaining("%s: port %d cannot be opened: ".formatted(PORT, taken.getLocalPort()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web | -1 | -1 is not a valid port",
                "web | 65536 | 65536 is not a valid port",
                "web | 8443 | 8443 is the port of the web server, server.port",
                "mqtt | 8081 | redirect-http-port is only supported for web, which the web server uses"
            })
    void refusesAPortThatCannotBeUsed(String entry, String port, String problem) {
        var property = "tls.servers.%s.redirect-http-port".formatted(entry);

        assertThatException()
                .isThrownBy(() -> Server.TOMCAT.start(
                        "server.port=8443",
                        CHAIN.replace(".web.", ".%s.".formatted(entry)),
                        "%s=%s".formatted(property, port)))
                .withStackTraceContaining("%s: %s".formatted(property, problem));
    }

    @Test
    void warnsIfThereIsNoWebServer(CapturedOutput output) {
        run(WebApplicationType.NONE, Everything.OnTomcatOrNetty.class, List.of(CHAIN, PORT + "=0"))
                .close();

        assertThat(output).contains(PORT + " is unused: it requires an embedded web server");
    }

    @Test
    void leavesOutTheDefaultPort() {
        assertThat(new HttpsRedirect(() -> 443).location("www.example.com:80", "/a?b"))
                .hasValue("https://www.example.com/a?b");
    }

    private static void assertRedirect(
            ConfigurableApplicationContext application, String request, String host, String location)
            throws IOException {
        var response = send(application, "%s\r\nHost: %s\r\n\r\n".formatted(request, host));

        assertThat(response)
                .startsWith("HTTP/1.1 308 ")
                .containsIgnoringCase("\r\nlocation: %s\r\n".formatted(location))
                .containsIgnoringCase("\r\ncontent-length: 0\r\n")
                .containsIgnoringCase("\r\nconnection: close\r\n")
                .doesNotContainIgnoringCase("set-cookie")
                .endsWith("\r\n\r\n");
    }

    /** Returns all that the server sends until it closes the connection. */
    private static String send(ConfigurableApplicationContext application, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port(application, "local.redirect.port"))) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String curl(Path authority, String... arguments) {
        var command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "20", "--cacert"));
        command.add(authority.toString());
        command.addAll(List.of(arguments));
        return Clients.run(command, "").output();
    }

    private static int port(ConfigurableApplicationContext application, String property) {
        return application.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static ConfigurableApplicationContext run(
            WebApplicationType type, Class<?> application, List<String> properties) {
        var all = new TreeMap<String, Object>();
        all.put("spring.main.banner-mode", "off");
        all.put("spring.reactor.netty.shutdown-quiet-period", "0s");
        properties.forEach(property -> all.put(property.split("=", 2)[0], property.split("=", 2)[1]));
        return new SpringApplicationBuilder(application)
                .web(type)
                .properties(all)
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        TomcatTlsAutoConfiguration.class,
        TomcatReactiveWebServerAutoConfiguration.class
    })
    static class ReactiveTomcat {

        @Bean
        HttpHandler handler() {
            return new NettyApplication().connectionHandler();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TlsAutoConfiguration.class,
        JettyTlsAutoConfiguration.class,
        JettyReactiveWebServerAutoConfiguration.class
    })
    static class ReactiveJetty {

        @Bean
        HttpHandler handler() {
            return new NettyApplication().connectionHandler();
        }
    }
}
