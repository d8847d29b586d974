package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Tag("any-jdk")
class ManagementServerTests {

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void speaksTlsAsTheWebServerDoes(ServerKind kind, @TempDir Path directory) throws IOException {
        try (var application = run(kind, Site.properties(), "server.http2.enabled=true")) {
            var client = curl(application, directory, "www.example.com");

            assertThat(client.output()).contains("\"UP\"");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void speaksTlsOfItsOwn(ServerKind kind, @TempDir Path directory) throws IOException {
        var management = "tls.servers.management.certificate-chains[0].certificate=%s"
                .formatted(Site.pem(Site.WILDCARD.combinedPem()));
        try (var application = run(kind, Site.properties(), management)) {
            assertThat(curl(application, directory, "a.shop.example.com").output())
                    .contains("\"UP\"");
            // 60: the certificate cannot be authenticated, for it is for another name
            assertThat(curl(application, directory, "www.example.com").exitCode())
                    .isEqualTo(60);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void speaksTlsWhereTheWebServerDoesNot(ServerKind kind, @TempDir Path directory) throws IOException {
        var management = "tls.servers.management.certificate-chains[0].certificate=%s"
                .formatted(Site.pem(Site.WILDCARD.combinedPem()));
        try (var application = run(kind, Map.of(), management)) {
            assertThat(curl(application, directory, "a.shop.example.com").output())
                    .contains("\"UP\"");
            assertThat(status("http://localhost:%d/none".formatted(port(application, "local.server.port"))))
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "NETTY", "JETTY"})
    void speaksNoTlsIfToldSo(ServerKind kind) throws IOException {
        try (var application = run(kind, Site.properties(), "management.server.ssl.enabled=false")) {
            var url = "http://localhost:%d/actuator/health".formatted(port(application, "local.management.port"));

            assertThat(status(url)).isEqualTo(200);
        }
    }

    private static ConfigurableApplicationContext run(ServerKind kind, Map<String, String> web, String... properties) {
        var all = new TreeMap<String, Object>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                // there is none, although its client is on the class path
                "management.health.redis.enabled", "false",
                "spring.main.banner-mode", "off",
                "spring.reactor.netty.shutdown-quiet-period", "0s"));
        web.forEach((name, value) -> all.put("tls.servers.web." + name, value));
        for (var property : properties) {
            all.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        return new SpringApplicationBuilder(Everything.on(kind))
                .web(kind.applicationType())
                .properties(all)
                .run();
    }

    private static Clients.Result curl(ConfigurableApplicationContext application, Path directory, String host)
            throws IOException {
        var authority = Files.write(directory.resolve("ca.pem"), Site.AUTHORITY.certificatePem());
        var port = port(application, "local.management.port");
        var command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "20"));
        command.addAll(List.of("--cacert", authority.toString()));
        command.addAll(List.of("--resolve", "%s:%d:127.0.0.1".formatted(host, port)));
        command.add("https://%s:%d/actuator/health".formatted(host, port));
        return Clients.run(command, "");
    }

    private static int port(ConfigurableApplicationContext application, String property) {
        return application.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static int status(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }
}
