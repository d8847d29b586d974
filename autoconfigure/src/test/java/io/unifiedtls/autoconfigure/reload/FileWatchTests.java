package io.unifiedtls.autoconfigure.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Whatever is done to the files, the context has the new certificate soon, or keeps the one that it has. */
@ExtendWith(OutputCaptureExtension.class)
class FileWatchTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestCertificate FIRST = ROOT.server("www.example.com");

    private static final TestCertificate SECOND = ROOT.server("www.example.com");

    private static final TestCertificate THIRD = ROOT.server("www.example.com");

    @TempDir
    private Path directory;

    @Configuration(proxyBeanMethods = false)
    static class Events {

        private final List<TlsReloadEvent> published = new CopyOnWriteArrayList<>();

        @EventListener
        void published(TlsReloadEvent event) {
            this.published.add(event);
        }
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsReloadAutoConfiguration.class))
                .withUserConfiguration(Events.class)
                .withPropertyValues(
                        "tls.implementation=jsse",
                        "tls.reload.quiet-period=150ms",
                        "tls.reload.poll-interval=200ms",
                        "tls.servers.api.certificate-chains[0].certificate=" + file("tls.crt"),
                        "tls.servers.api.certificate-chains[0].private-key=" + file("tls.key"));
    }

    private Path file(String name) {
        return this.directory.resolve("mount").resolve(name);
    }

    private void install(Renewal way, TestCertificate certificate) throws IOException {
        way.install(this.directory.resolve("mount"), certificate);
    }

    @ParameterizedTest
    @EnumSource
    void takesUpEachNewPair(Renewal way) throws IOException {
        install(way, FIRST);
        run(context -> {
            for (var next : List.of(SECOND, THIRD, FIRST)) {
                install(way, next);

                awaitLeaf(context, next);
            }
            assertThat(failures(context)).isEmpty();
        });
    }

    /** Many files at once overflow the queue of events. */
    @Test
    void takesUpANewPairAmongManyFiles() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        run(context -> {
            for (int i = 0; i < 2_000; i++) {
                Files.writeString(file("other-" + i), "x");
            }
            install(Renewal.OVERWRITTEN, SECOND);

            awaitLeaf(context, SECOND);
        });
    }

    @Test
    void takesUpANewPairBesideAFileThatNeverRests() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        var neighbour = Executors.newSingleThreadScheduledExecutor();
        try {
            neighbour.scheduleAtFixedRate(() -> append(file("log")), 0, 10, TimeUnit.MILLISECONDS);
            run(context -> {
                install(Renewal.OVERWRITTEN, SECOND);

                awaitLeaf(context, SECOND);
            });
        } finally {
            neighbour.shutdownNow();
        }
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "line\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesUpWhatChangedWhileTheApplicationStarted() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        runner().withBean("late", Late.class, () -> new Late(() -> install(Renewal.OVERWRITTEN, SECOND)))
                .run(context -> awaitLeaf(context, SECOND));
    }

    /** Replaces the files after the context was made and before they are watched. */
    private static final class Late implements SmartInitializingSingleton {

        private final Change change;

        Late(Change change) {
            this.change = change;
        }

        @Override
        public void afterSingletonsInstantiated() {
            try {
                this.change.make();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @FunctionalInterface
    private interface Change {

        void make() throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "tls.key, private-key, ''",
        "tls.crt, certificate, ''",
        "tls.crt, certificate, no certificate",
    })
    void keepsWhatItHasUntilTheFilesAreRight(String name, String property, String content, CapturedOutput output)
            throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        run(context -> {
            Files.writeString(file(name), content);

            awaitEvents(context, 1);
            var failure = events(context).get(0);
            assertThat(failure.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(failure.generation()).isEqualTo(1);
            assertThat(failure.problem())
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .startsWith("tls.servers.api.certificate-chains[0]." + property + ": ")
                            .contains(file(name).toString()));
            assertThat(leaf(context)).isEqualTo(FIRST.certificate());

            install(Renewal.OVERWRITTEN, SECOND);

            awaitLeaf(context, SECOND);
            awaitEvents(context, 2);
            assertThat(events(context))
                    .extracting(TlsReloadEvent::outcome)
                    .containsExactly(Outcome.FAILURE, Outcome.SUCCESS);
        });
        assertThat(output.getOut().lines().filter(line -> line.contains("cannot be reloaded")))
                .hasSize(1);
        assertThat(output).contains("TLS server 'api' was reloaded: generation 2");
    }

    @Test
    void saysWhenTheFilesAreWhatTheyWere(CapturedOutput output) throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        run(context -> {
            Files.delete(file("tls.key"));
            awaitEvents(context, 1);

            install(Renewal.OVERWRITTEN, FIRST);

            awaitEvents(context, 2);
            assertThat(events(context))
                    .extracting(TlsReloadEvent::outcome)
                    .containsExactly(Outcome.FAILURE, Outcome.UNCHANGED);
        });
        assertThat(output).contains("TLS server 'api' is unchanged: generation 1");
    }

    @Test
    void publishesNothingIfAFileIsWrittenAgainWithTheSameContent() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        run(context -> {
            install(Renewal.OVERWRITTEN, FIRST);
            install(Renewal.OVERWRITTEN, FIRST);
            install(Renewal.OVERWRITTEN, SECOND);

            awaitLeaf(context, SECOND);
            // published a moment after it is used
            awaitEvents(context, 1);
            assertThat(events(context)).extracting(TlsReloadEvent::outcome).containsExactly(Outcome.SUCCESS);
        });
    }

    @Test
    void takesUpBothSidesFromTheSameFiles() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        runner().withPropertyValues(
                        "tls.clients.peer.certificate-chain.certificate=" + file("tls.crt"),
                        "tls.clients.peer.certificate-chain.private-key=" + file("tls.key"),
                        "tls.clients.peer.trust-store.certificates=" + file("tls.crt"))
                .run(context -> {
                    install(Renewal.OVERWRITTEN, SECOND);

                    awaitEvents(context, 2);
                    var client = context.getBean(TlsContexts.class).client("peer");
                    assertThat(client.loadedChains().get(0).leaf()).isEqualTo(SECOND.certificate());
                    assertThat(leaf(context)).isEqualTo(SECOND.certificate());
                });
    }

    @Test
    void takesUpSessionTicketKeysAndOcspResponses() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        Files.write(file("ticket.key"), new byte[48]);
        Files.write(file("www.ocsp"), new byte[] {0x30, 3, 0x0A, 1, 0});
        runner().withPropertyValues(
                        "tls.implementation=auto",
                        "tls.servers.api.certificate-chains[0].ocsp-response=" + file("www.ocsp"),
                        "tls.servers.api.session-ticket-keys=" + file("ticket.key"))
                .run(context -> {
                    var other = new byte[48];
                    other[0] = 1;
                    Files.write(file("ticket.key"), other);
                    awaitEvents(context, 1);
                    Files.write(file("www.ocsp"), new byte[] {0x30, 5, 0x0A, 1, 0, (byte) 0xA0, 0});
                    awaitEvents(context, 2);

                    assertThat(failures(context)).isEmpty();
                });
    }

    // ---- by hand

    @Test
    void isDoneByHandToo() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        runner().withPropertyValues("tls.reload.enabled=false").run(context -> {
            var contexts = context.getBean(TlsContexts.class);
            assertThat(context).doesNotHaveBean(WatchLifecycle.class);
            assertThat(contexts.reload("api"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.outcome()).isEqualTo(Outcome.UNCHANGED));
            install(Renewal.OVERWRITTEN, SECOND);

            assertThat(contexts.reload("api"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS));

            assertThat(leaf(context)).isEqualTo(SECOND.certificate());
            Files.delete(file("tls.key"));
            assertThat(contexts.reload("api")).singleElement().satisfies(event -> {
                assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
                assertThat(event.problem())
                        .hasValueSatisfying(problem -> assertThat(problem).contains("no such file"));
            });
            assertThat(events(context))
                    .extracting(TlsReloadEvent::outcome)
                    .containsExactly(Outcome.UNCHANGED, Outcome.SUCCESS, Outcome.FAILURE);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> contexts.reload("web"))
                    .withMessage("no entry 'web' in tls.clients; present: []");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "tls.reload.quiet-period, -1s, -1000 ms is not between 0 and 60 seconds",
        "tls.reload.quiet-period, 2m, 120000 ms is not between 0 and 60 seconds",
        "tls.reload.poll-interval, 30, 30 ms is too short",
        "tls.reload.poll-interval, 0s, 0 ms is too short"
    })
    void refusesPeriodsThatMakeNoSense(String property, String value, String problem) throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        runner().withPropertyValues(property + "=" + value)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(TlsConfigurationException.class, refusal -> {
                            assertThat(refusal.property()).isEqualTo(property);
                            assertThat(refusal.problem()).isEqualTo(problem);
                        }));
    }

    @Test
    void endsWithTheApplication() throws IOException {
        install(Renewal.OVERWRITTEN, FIRST);
        // of applications that other tests have left
        var before = threads();

        run(context -> assertThat(threads()).isEqualTo(before + 1));

        assertThat(threads()).isEqualTo(before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tls-reload"))
                .count();
    }

    // ---- what is looked at

    @FunctionalInterface
    private interface Step {

        void take(AssertableApplicationContext context) throws Exception;
    }

    private void run(Step step) {
        runner().run(step::take);
    }

    private static X509Certificate leaf(AssertableApplicationContext context) {
        return context.getBean(TlsContexts.class)
                .server("api")
                .loadedChains()
                .get(0)
                .leaf();
    }

    private static void awaitLeaf(AssertableApplicationContext context, TestCertificate certificate) {
        await(() -> assertThat(leaf(context)).isEqualTo(certificate.certificate()));
    }

    private static void awaitEvents(AssertableApplicationContext context, int count) {
        await(() -> assertThat(events(context)).hasSize(count));
    }

    private static void await(Runnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion::run);
    }

    private static List<TlsReloadEvent> events(AssertableApplicationContext context) {
        return context.getBean(Events.class).published;
    }

    private static List<TlsReloadEvent> failures(AssertableApplicationContext context) {
        return events(context).stream()
                .filter(event -> event.outcome() == Outcome.FAILURE)
                .toList();
    }
}
