package io.unifiedtls.autoconfigure.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

/** An application context that ends leaves nothing behind, as often as a test suite or a refresh makes one. */
class ContextRefreshTests {

    private static final int TIMES = 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jsse", "boringssl"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "looks at the open files of the process")
    void leavesNoThreadNoWatchAndNoContext(String implementation) throws Exception {
        var certificate = TestAuthority.create("Refreshes");
        Files.write(
                this.directory.resolve("localhost.pem"),
                certificate.server("localhost").combinedPem());
        var watches = watches();
        var contexts = new ArrayList<WeakReference<ServerContext>>();
        for (int i = 0; i < TIMES; i++) {
            contexts.add(useAnApplication(implementation, certificate));
        }

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.startsWith("tls-"));
                    assertThat(watches()).isLessThanOrEqualTo(watches);
                    assertThat(contexts).extracting(WeakReference::get).allMatch(Objects::isNull);
                });
    }

    private WeakReference<ServerContext> useAnApplication(String implementation, TestAuthority authority) {
        var created = new ArrayList<WeakReference<ServerContext>>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsReloadAutoConfiguration.class))
                .withPropertyValues(
                        "tls.implementation=" + implementation,
                        "tls.servers.web.certificate-chains[0].certificate=" + this.directory.resolve("localhost.pem"),
                        "tls.servers.shop.certificate-directory.location=" + this.directory,
                        "tls.clients.shop.trust-store.certificates="
                                + new String(authority.certificatePem(), StandardCharsets.US_ASCII))
                .run(context -> {
                    var server = context.getBean("shopServerContext", ServerContext.class);
                    Handshakes.complete(
                            context.getBean(ClientContext.class).createEngine("localhost", 443), server.createEngine());
                    created.add(new WeakReference<>(server));
                });
        return created.get(0);
    }

    /** Returns how many directories of the operating system are watched. */
    private static long watches() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> target(file).contains("inotify")).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedSince) {
            return "";
        }
    }
}
