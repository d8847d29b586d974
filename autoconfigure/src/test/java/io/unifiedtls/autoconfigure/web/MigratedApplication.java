package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** The application of {@link MigrationTests}, in one of the forms of its configuration. */
record MigratedApplication(Form form, ClientAuth clientAuth, ConfigurableApplicationContext context) {

    /** How TLS is configured. */
    enum Form {
        BUNDLE("before.yml"),

        SERVER_SSL("server-ssl.yml"),

        TLS("after.yml");

        private final String file;

        Form(String file) {
            this.file = file;
        }
    }

    /** Whether client certificates are required, as in the files; the other choice comes without TLS 1.2. */
    enum ClientAuth {
        NEED,

        WANT
    }

    private static final Path FILES = Path.of("src/test/resources/io/unifiedtls/autoconfigure/web/migration");

    /** Starts the application with the certificates in a directory. */
    static MigratedApplication start(Form form, ClientAuth clientAuth, Path certificates) throws IOException {
        var yaml =
                Files.readString(FILES.resolve(form.file)).replace("file:certs/", "file:%s/".formatted(certificates));
        var file = Files.writeString(certificates.resolve(form.file), yaml);
        var arguments = new ArrayList<>(List.of(
                "--spring.config.location=" + file,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                // there is none, although its client is on the class path
                "--management.health.redis.enabled=false",
                "--management.endpoint.health.show-details=always",
                "--management.endpoints.web.exposure.include=health,info",
                "--management.info.ssl.enabled=true"));
        if (clientAuth == ClientAuth.WANT) {
            arguments.addAll(
                    switch (form) {
                        case BUNDLE ->
                            List.of(
                                    "--server.ssl.client-auth=want",
                                    "--spring.ssl.bundle.pem.web.options.enabled-protocols=TLSv1.3");
                        case SERVER_SSL -> throw new IllegalArgumentException("the bundle stands for it");
                        case TLS ->
                            List.of(
                                    "--tls.servers.web.client-authentication=optional",
                                    "--tls.servers.web.lowest-supported-version=TLSv1.3");
                    });
        }
        var context = new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
        return new MigratedApplication(form, clientAuth, context);
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(this.form, this.clientAuth);
    }

    int port() {
        return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Returns what the application's own HTTP client gets from its server. */
    String callItself() {
        var factory = this.context
                .getBean(ClientHttpRequestFactoryBuilder.class)
                .build(this.context.getBean(HttpClientSettings.class));
        return RestClient.builder()
                .requestFactory(factory)
                .build()
                .get()
                .uri("https://localhost:%d/".formatted(port()))
                .retrieve()
                .body(String.class);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ConnectionController.class)
    static class Application extends Everything.OnTomcatOrNetty {}

    @RestController
    static class ConnectionController {

        @GetMapping("/")
        String connection(HttpServletRequest request) {
            var client = (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
            return "%s %s %s"
                    .formatted(
                            request.getProtocol(),
                            request.getAttribute("jakarta.servlet.request.secure_protocol"),
                            (client == null)
                                    ? "nobody"
                                    : client[0].getSubjectX500Principal().getName());
        }
    }
}
