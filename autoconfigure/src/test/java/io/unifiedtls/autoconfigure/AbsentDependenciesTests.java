package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;

/** Entries need none of the optional dependencies. */
@Tag("any-jdk")
class AbsentDependenciesTests {

    @TempDir
    private static Path directory;

    @ParameterizedTest
    @EnumSource
    void aServletApplicationHasItsEntriesWithout(Dependency absent) {
        new WebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(absent.packages))
                .withConfiguration(AutoConfigurations.of(autoConfigurations(absent)))
                .withPropertyValues(entries())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    check(context, absent);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aReactiveApplicationHasItsEntriesWithout(Dependency absent) {
        new ReactiveWebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(absent.packages))
                .withConfiguration(AutoConfigurations.of(autoConfigurations(absent)))
                .withPropertyValues(entries())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    check(context, absent);
                });
    }

    /** No class can be linked with one of theirs: their files are not on the class path. */
    @Test
    void anApplicationStartsWithoutAny() throws Exception {
        try (var loader = new URLClassLoader(mandatory(), ClassLoader.getPlatformClassLoader())) {
            for (var dependency : Dependency.values()) {
                assertThat(dependency.packages)
                        .allSatisfy(name -> assertThat(loader.getResource(name.replace('.', '/')))
                                .as(name)
                                .isNull());
            }
            var start = loader.loadClass(Application.class.getName()).getDeclaredMethod("start", String[].class);
            start.setAccessible(true);
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                assertThat(start.invoke(null, (Object) entries())).isEqualTo("[web] [payments]");
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    private static void check(ApplicationContext context, Dependency absent) {
        assertThat(context.getBean("webServerContext")).isInstanceOf(ServerContext.class);
        assertThat(context.getBean("paymentsClientContext")).isInstanceOf(ClientContext.class);
        assertThat(context.getBean(TlsContexts.class).reload("web")).hasSize(1);
        assertThat(context.getBeanDefinitionNames())
                .allSatisfy(bean ->
                        assertThat(classNames(context.getBean(bean))).as(bean).noneMatch(absent::contains));
    }

    private static Stream<String> classNames(Object bean) {
        var types = new ArrayList<Class<?>>(Arrays.asList(ClassUtils.getAllInterfaces(bean)));
        for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
            types.add(type);
        }
        return types.stream().map(Class::getName);
    }

    /** Returns those of this library, and those that make a registry of meters. */
    private static Class<?>[] autoConfigurations(Dependency absent) {
        return ImportCandidates.load(AutoConfiguration.class, AbsentDependenciesTests.class.getClassLoader())
                .getCandidates()
                .stream()
                .filter(name -> name.startsWith("io.unifiedtls.")
                        || name.endsWith(".MetricsAutoConfiguration")
                        || name.endsWith(".CompositeMeterRegistryAutoConfiguration")
                        || name.endsWith(".SimpleMetricsExportAutoConfiguration"))
                .filter(name -> !absent.contains(name))
                .map(name -> ClassUtils.resolveClassName(name, null))
                .toArray(Class<?>[]::new);
    }

    private static String[] entries() {
        return Stream.of(Entries.server("web", directory), Entries.client("payments"))
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    /** Returns the class path without optional dependencies, and without what they bring. */
    private static URL[] mandatory() throws IOException {
        var mandatory = new ArrayList<URL>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            try (var loader = new URLClassLoader(new URL[] {url(entry)}, null)) {
                if (Arrays.stream(Dependency.values())
                        .flatMap(dependency -> Arrays.stream(dependency.packages))
                        .map(name -> loader.getResource(name.replace('.', '/')))
                        .allMatch(Objects::isNull)) {
                    mandatory.add(url(entry));
                }
            }
        }
        return mandatory.toArray(URL[]::new);
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    enum Dependency {
        SPRING_BOOT_TOMCAT("org.springframework.boot.tomcat"),
        TOMCAT("org.apache.catalina", "org.apache.coyote", "org.apache.tomcat"),
        SPRING_BOOT_REACTOR_NETTY("org.springframework.boot.reactor.netty"),
        REACTOR_NETTY("reactor.netty"),
        SPRING_BOOT_JETTY("org.springframework.boot.jetty"),
        JETTY("org.eclipse.jetty"),
        // and what cannot do without it
        SPRING_BOOT_HTTP_CLIENT(
                "org.springframework.boot.http.client",
                "org.springframework.boot.restclient",
                "org.springframework.boot.webclient"),
        SPRING_BOOT_DATA_REDIS("org.springframework.boot.data.redis"),
        LETTUCE("io.lettuce"),
        MARIADB("org.mariadb"),
        SPRING_BOOT_KAFKA("org.springframework.boot.kafka"),
        KAFKA("org.apache.kafka", "org.springframework.kafka"),
        MICROMETER("io.micrometer.core"),
        SPRING_BOOT_ACTUATOR("org.springframework.boot.actuate"),
        SPRING_BOOT_HEALTH("org.springframework.boot.health"),
        SPRING_BOOT_MICROMETER_METRICS("org.springframework.boot.micrometer.metrics"),
        SPRING_BOOT_WEB_SERVER("org.springframework.boot.web.server"),
        SNAKEYAML("org.yaml.snakeyaml"),
        INSECURE("io.unifiedtls.insecure"),
        BORINGSSL("io.unifiedtls.boringssl", "io.netty.internal.tcnative"),
        BOUNCYCASTLE("org.bouncycastle"),
        // what is used of it; the tests themselves need the rest
        SPRING_BOOT_TEST("org.springframework.boot.test.http");

        private final String[] packages;

        Dependency(String... packages) {
            this.packages = packages;
        }

        boolean contains(String className) {
            return Arrays.stream(this.packages).anyMatch(name -> className.startsWith(name + "."));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        /** Returns the names of the entries. */
        static String start(String... properties) {
            try (var context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .properties("spring.main.banner-mode=off")
                    .properties(properties)
                    .run()) {
                var contexts = context.getBean(TlsContexts.class);
                contexts.server("web");
                contexts.client("payments");
                return "%s %s".formatted(contexts.serverNames(), contexts.clientNames());
            }
        }
    }
}
