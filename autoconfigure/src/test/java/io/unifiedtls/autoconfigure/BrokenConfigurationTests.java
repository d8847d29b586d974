package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

import io.unifiedtls.autoconfigure.diagnostics.FailureReports;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.test.TestAuthority;

/** What a person who made a mistake in {@code application.yml} reads. */
class BrokenConfigurationTests {

    private static final String KEY_STORE = "javax.net.ssl.keyStore";

    @TempDir
    private static Path directory;

    private static String keyStoreBefore;

    @BeforeAll
    static void writeFiles() throws IOException {
        var authority = TestAuthority.create("Test CA");
        var www = authority.server("www.example.com");
        www.writeCertificate(directory);
        www.writePrivateKey(directory);
        Files.write(directory.resolve("encrypted.pem"), www.encryptedPrivateKeyPem("secret"));
        Files.write(
                directory.resolve("other.pem"),
                authority.server("other.example.com").privateKeyPem());
        Files.write(
                directory.resolve("short.pem"),
                authority.leaf().names("www.example.com").rsa(1024).issue().combinedPem());
        Files.write(
                directory.resolve("ed25519.pem"),
                authority.leaf().names("www.example.com").ed25519().issue().combinedPem());
        Files.write(directory.resolve("ca.pem"), authority.certificatePem());
        Files.writeString(directory.resolve("text.pem"), "nothing\n");
        Files.createDirectory(directory.resolve("sites"));
        Files.write(directory.resolve("ticket.key"), new byte[48]);
        Files.write(directory.resolve("nginx.key"), new byte[80]);
        www.pkcs12(directory.resolve("www.p12"), "secret", "www");
        keyStoreBefore = System.getProperty(KEY_STORE);
        System.setProperty(KEY_STORE, directory.resolve("www.p12").toString());
    }

    @AfterAll
    static void restoreTheKeyStore() {
        if (keyStoreBefore == null) {
            System.clearProperty(KEY_STORE);
        } else {
            System.setProperty(KEY_STORE, keyStoreBefore);
        }
    }

    record Broken(String name, String yaml, String report) {

        @Override
        public String toString() {
            return this.name;
        }
    }

    static Stream<Broken> configurations() throws IOException {
        try (var file = BrokenConfigurationTests.class.getResourceAsStream("broken-configurations.txt")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^=== ")).skip(1).map(BrokenConfigurationTests::parse);
        }
    }

    private static Broken parse(String section) {
        var parts = section.split("(?m)^---\n");
        var head = parts[0].split("\n", 2);
        return new Broken(head[0], head[1], parts[1].strip());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aMistakeEndsTheStartWithAReport(Broken broken) throws IOException {
        assertThat(report(broken)).isEqualTo(broken.report());
    }

    @Test
    void tellsThatAProfileReplacesTheWholeList() {
        var environment = new StandardEnvironment();
        var chain = "tls.servers.web.certificate-chains[0].";
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("profile", Map.of(chain + "private-key-password", "secret")));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "base",
                        Map.of(
                                chain + "certificate", "file:" + directory.resolve("certificate.pem"),
                                chain + "private-key", "file:" + directory.resolve("encrypted.pem"))));

        assertThat(report(environment, new ApplicationContextRunner()))
                .contains("none of certificate, keystore, bundle and self-signed is set")
                .contains("The list is set in several places, but only one is used: a profile or an environment"
                        + " variable replaces the whole list, not a property of one element.");
    }

    @Test
    void tellsThatAnElementOfAListIsMissing() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "profile", Map.of("tls.servers.web.certificate-chains[1].private-key-password", "secret")));

        assertThat(report(environment, new ApplicationContextRunner()))
                .contains("an element of the list is set, but not all elements before it");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void springBootPrintsTheReportInsteadOfItsOwn(CapturedOutput output) {
        var application = new SpringApplicationBuilder(TlsAutoConfiguration.class)
                .web(WebApplicationType.NONE)
                .properties("tls.servers.web.client-authentication=need");

        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(application::run)
                .satisfies(exception ->
                        assertThat(exception.property()).isEqualTo("tls.servers.web.client-authentication"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("'need' is not one of: none, optional, required")
                .doesNotContain("Failed to bind properties");
    }

    @Test
    void reportsAValueOnceHoweverItsPropertyIsSpelled() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "camel case",
                        Map.of(
                                "tls.servers.web.clientAuthentication", "need",
                                "tls.servers.web.handshakeTimeout", "soon")));

        assertThat(report(environment, new ApplicationContextRunner()))
                .contains("2 properties cannot be used")
                .containsOnlyOnce("'need' is not one of")
                .containsOnlyOnce("'soon' is not a valid duration");
    }

    @Test
    void theJsonOfAnEnvironmentVariableIsCheckedToo() {
        var application = new SpringApplicationBuilder(TlsAutoConfiguration.class).web(WebApplicationType.NONE);
        var json = "{\"tls\": {\"servers\": {\"web\": {\"ciper\": \"x\"}}}}";

        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> application.run("--spring.application.json=" + json))
                .withMessage("tls.servers.web.ciper: no such property");
    }

    private static String report(Broken broken) throws IOException {
        var yaml = broken.yaml().replace("DIR", directory.toString());
        var source = new YamlPropertySourceLoader()
                .load(
                        "application.yml",
                        new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "application.yml"))
                .get(0);
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(source);
        return report(environment, runner(broken))
                .replace(directory.toString(), "DIR")
                .replace(System.getProperty("user.name"), "USER");
    }

    private static String report(StandardEnvironment environment, ApplicationContextRunner runner) {
        var report = new StringBuilder();
        runner.withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class))
                .withInitializer(context -> context.setEnvironment(environment))
                .run(context -> {
                    assertThat(context).hasFailed();
                    var analysis = FailureReports.of(context.getStartupFailure(), environment);
                    assertThat(analysis).as("%s", context.getStartupFailure()).isNotNull();
                    report.append(print(analysis));
                });
        return report.toString();
    }

    private static ApplicationContextRunner runner(Broken broken) {
        var runner = new ApplicationContextRunner();
        return broken.name().contains("without its library")
                ? runner.withClassLoader(new FilteredClassLoader("org.bouncycastle", "io.unifiedtls.insecure"))
                : runner;
    }

    private static String print(FailureAnalysis analysis) {
        return "Description:\n\n%s\n\nAction:\n\n%s".formatted(analysis.getDescription(), analysis.getAction());
    }
}
