package io.unifiedtls.autoconfigure.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.unifiedtls.ClientContext;

/**
 * Spring Boot's developer tools restart an application in its JVM: its own classes are loaded again, those of libraries
 * are not.
 */
class RestartTests {

    private static final int TIMES = 3;

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "TOMCAT_BORINGSSL", "NETTY", "NETTY_BORINGSSL"})
    void aRestartedApplicationServesTls(ServerKind kind) throws Exception {
        var applications = new HashSet<Class<?>>();
        for (int i = 0; i < TIMES; i++) {
            var application = new RestartClassLoader(kind.application())
                    .loadClass(kind.application().getName());
            applications.add(application);
            try (var context = start(kind, application)) {
                assertThat(context.getBean(application)).isNotNull();
                assertThat(get(context)).contains("scheme=https");
            }
        }

        assertThat(applications).hasSize(TIMES).doesNotContain(kind.application());
    }

    private static ConfigurableApplicationContext start(ServerKind kind, Class<?> application) {
        var properties = new TreeMap<String, Object>();
        properties.put("server.port", "0");
        properties.put("tls.implementation", kind.implementation());
        properties.put(
                "tls.clients.shop.trust-store.certificates",
                Site.pem(Site.AUTHORITY.certificatePem()).strip());
        properties.put("spring.reactor.netty.shutdown-quiet-period", "0s");
        Site.properties().forEach((name, value) -> properties.put("tls.servers.web." + name, value));
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(application.getClassLoader());
        try {
            return new SpringApplicationBuilder(application)
                    .web(kind.applicationType())
                    .properties(properties)
                    .run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String get(ConfigurableApplicationContext context) throws IOException, InterruptedException {
        var port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context.getBean(ClientContext.class).sslContext())
                .build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(port)));
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** Loads an application again, and takes everything else from its parent. */
    private static final class RestartClassLoader extends ClassLoader {

        /** What the application refers to, and no other package may. */
        private static final String SERVLET = ConnectionServlet.class.getName();

        private final String application;

        RestartClassLoader(Class<?> application) {
            super(application.getClassLoader());
            this.application = application.getName();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(this.application) && !name.equals(SERVLET)) {
                    return super.loadClass(name, resolve);
                }
                var loaded = findLoadedClass(name);
                return (loaded != null) ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var file = requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                var bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException exception) {
                throw new ClassNotFoundException(name, exception);
            }
        }
    }
}
