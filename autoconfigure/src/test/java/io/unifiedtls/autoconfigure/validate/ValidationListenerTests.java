package io.unifiedtls.autoconfigure.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import io.unifiedtls.autoconfigure.diagnostics.FailureReports;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

@ExtendWith(OutputCaptureExtension.class)
class ValidationListenerTests {

    private static final TestAuthority AUTHORITY =
            TestAuthority.create("Test Root").intermediate("Test CA");

    @TempDir
    private Path directory;

    /** Returns the property of a chain of the web server, of a file that has it. */
    private String chain(int index, TestCertificate certificate) throws IOException {
        var file = Files.write(this.directory.resolve(index + ".pem"), certificate.combinedPem());
        return "tls.servers.web.certificate-chains[%d].certificate=file:%s".formatted(index, file);
    }

    @Test
    void startsNothingOfTheApplication(CapturedOutput output) throws IOException {
        var before = DryRunApplication.BEANS.get();

        DryRunApplication.validate(output, chain(0, AUTHORITY.server("localhost")));

        assertThat(DryRunApplication.BEANS).hasValue(before);
        assertThat(output).doesNotContain("Tomcat").doesNotContain(":: Spring Boot ::");
    }

    @Test
    void isOffByDefault(CapturedOutput output) throws IOException {
        var before = DryRunApplication.BEANS.get();

        try (var started = DryRunApplication.start(output, chain(0, AUTHORITY.server("localhost")))) {
            assertThat(started.isActive()).isTrue();
        }

        assertThat(DryRunApplication.BEANS).hasValue(before + 1);
        assertThat(output).doesNotContain("The TLS configuration is");
    }

    @Test
    void leavesAValueThatIsNotBooleanToTheStart(CapturedOutput output) {
        var failure = catchThrowable(() -> DryRunApplication.start(output, "tls.validate-only=maybe"));

        assertThat(failure).hasStackTraceContaining("tls.validate-only: 'maybe' is neither true nor false");
    }

    @Test
    void leavesTheBootstrapContextOfSpringCloudAlone() {
        var environment = new MockEnvironment().withProperty(ValidationListener.PROPERTY, "true");
        environment.getPropertySources().addLast(new MapPropertySource("bootstrap", Map.of()));
        var exits = new ArrayList<Integer>();

        new ValidationListener(exits::add)
                .onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                        new DefaultBootstrapContext(), new SpringApplication(), new String[0], environment));

        assertThat(exits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_VALIDATEONLY", "TLS_VALIDATE_ONLY"})
    void isRequestedByAnEnvironmentVariableToo(String variable, CapturedOutput output) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, "true")));
        var exits = new ArrayList<Integer>();

        new ValidationListener(exits::add)
                .onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                        new DefaultBootstrapContext(), new SpringApplication(), new String[0], environment));

        assertThat(exits).containsExactly(0);
        assertThat(output)
                .contains(
                        "  - tls.servers and tls.clients have no entry; is this the configuration of the application?")
                .contains("The TLS configuration is valid: 0 problems, 1 warning");
    }

    @Test
    void logsNothingButOnlyMeanwhile(CapturedOutput output) throws IOException {
        var ended = DryRunApplication.validate(
                output,
                chain(0, AUTHORITY.server("localhost")),
                "tls.servers.web.ciphers=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

        assertThat(ended.report())
                .startsWith("TLS server 'web'")
                .containsOnlyOnce("tls.servers.web.ciphers does not list a TLS 1.3 cipher suite");
        assertThat(LoggingSystem.get(getClass().getClassLoader())
                        .getLoggerConfiguration("ROOT")
                        .getConfiguredLevel())
                .isNotEqualTo(LogLevel.OFF);
    }

    @Test
    void doesNotAskTheBeansOfTheApplication(CapturedOutput output) {
        var ended = DryRunApplication.validate(output, "tls.servers.web.source=tenantCertificates");

        assertThat(ended.code()).isZero();
        assertThat(ended.report())
                .contains(
                        "Notes:\n\n  - tls.servers.web.source: the bean was not asked, since the application does not run\n");
    }

    @Test
    void readsTheBundlesOfSpringBoot(CapturedOutput output) throws IOException {
        var file = Files.write(
                this.directory.resolve("bundle.pem"),
                AUTHORITY.server("localhost").combinedPem());

        var ended = DryRunApplication.validate(
                output,
                "tls.servers.web.certificate-chains[0].bundle=legacy",
                "spring.ssl.bundle.pem.legacy.keystore.certificate=file:" + file,
                "spring.ssl.bundle.pem.legacy.keystore.private-key=file:" + file);

        assertThat(ended.code()).as(ended.report()).isZero();
        assertThat(ended.report()).contains("    from: SSL bundle 'legacy'");
    }

    @Test
    void reportsAMistakeAsAStartDoes(CapturedOutput output) throws IOException {
        var mistake =
                new String[] {chain(0, AUTHORITY.server("localhost")), "tls.servers.web.client-authentication=required"
                };
        var failure = catchThrowable(() -> DryRunApplication.start(output, mistake));
        var analysis = FailureReports.of(failure, new MockEnvironment());

        var ended = DryRunApplication.validate(output, mistake);

        assertThat(ended.code()).isOne();
        assertThat(ended.report())
                .contains("Description:\n\n" + analysis.getDescription())
                .contains(
                        "It is set at \"tls.servers.web.client-authentication\" from property source \"commandLineArgs\".")
                .contains("\nAction:\n\n%s\n".formatted(analysis.getAction()))
                .endsWith("The TLS configuration is not valid: 1 problem, 0 warnings\n");
    }
}
