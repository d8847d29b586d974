package io.unifiedtls.autoconfigure.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What people and programs read of a dry run. */
@ExtendWith(OutputCaptureExtension.class)
class ReportTests {

    private static final TestAuthority AUTHORITY =
            TestAuthority.create("Test Root").intermediate("Test CA");

    private static final String JSON = "tls.validate-only-format=json";

    @TempDir
    private Path directory;

    /** Returns the property of a chain of the web server, of a file that has it. */
    private String chain(int index, TestCertificate certificate) throws IOException {
        var file = Files.write(this.directory.resolve(index + ".pem"), certificate.combinedPem());
        return "tls.servers.web.certificate-chains[%d].certificate=file:%s".formatted(index, file);
    }

    @Test
    void describesAValidConfiguration(CapturedOutput output) throws IOException {
        var certificate = AUTHORITY.server("www.example.com", "*.example.com");

        var ended = DryRunApplication.validate(
                output,
                chain(0, certificate),
                "tls.clients.payments.implementation=jsse",
                "tls.clients.payments.trust-store.certificates=file:" + ca());

        assertThat(ended.code()).isZero();
        assertThat(ended.report())
                .startsWith(
                        "TLS server 'web'\n  implementation: boringssl, the fastest that supports the configuration\n")
                .contains("  chain 0: " + certificate.certificate().getSubjectX500Principal())
                .contains("    from: " + this.directory.resolve("0.pem"))
                .contains("    names: www.example.com, *.example.com")
                .contains("    issuer: CN=Test CA")
                .contains("    key: EC 256")
                .contains(" days left)")
                .contains("TLS client 'payments'\n  implementation: jsse, as configured\n")
                .contains(
                        "  - tls.servers.web.certificate-chains[0]: not trusted by this system, as is normal for a private CA: ")
                .endsWith("The TLS configuration is valid: 0 problems, 0 warnings\n");
    }

    private Path ca() throws IOException {
        return Files.write(this.directory.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    @Test
    void countsTheNamesOfACertificateDirectory(CapturedOutput output) throws IOException {
        var sites = Files.createDirectory(this.directory.resolve("sites"));
        Files.write(
                sites.resolve("www.example.com.pem"),
                AUTHORITY.server("www.example.com").combinedPem());

        var ended = DryRunApplication.validate(output, "tls.servers.web.certificate-directory.location=file:" + sites);

        assertThat(ended.code()).as(ended.report()).isZero();
        assertThat(ended.report())
                .contains(
                        "  - tls.servers.web.certificate-directory: server names in %s: 1; their chains are loaded on demand, and were not checked\n"
                                .formatted(sites));
    }

    @Test
    void reportsUnknownPropertiesTogether(CapturedOutput output) {
        var ended = DryRunApplication.validate(output, "tls.servers.web.cipher=x", "tls.clients.shop.group=x");

        assertThat(ended.code()).isOne();
        assertThat(ended.report())
                .contains("2 properties cannot be used:")
                .contains("tls.servers.web.cipher: no such property")
                .contains("tls.clients.shop.group: no such property");
    }

    @Test
    void reportsTheMistakesOfAllEntries(CapturedOutput output) {
        var ended = DryRunApplication.validate(
                output,
                JSON,
                "tls.servers.web.certificate-chains[0].certificate=file:missing-server.pem",
                "tls.clients.shop.trust-store.certificates=file:missing-ca.pem",
                "tls.reload.poll-interval=1ms",
                "tls.health.expiry-warning=soon");

        assertThat(ended.code()).isOne();
        var report = JsonMapper.shared().readTree(ended.report());
        assertThat(report.get("valid").asBoolean()).isFalse();
        assertThat(report.get("problems"))
                .extracting(problem -> problem.get("property").asString())
                .containsExactlyInAnyOrder(
                        "tls.servers.web.certificate-chains[0].certificate",
                        "tls.clients.shop.trust-store.certificates",
                        "tls.reload.poll-interval",
                        "tls.health.expiry-warning");
        assertThat(report.get("problems")).allSatisfy(problem -> {
            assertThat(problem.get("problem").asString()).isNotBlank();
            assertThat(problem.get("action").asString()).isNotBlank();
        });
    }

    @Test
    void anExpiredCertificateIsAProblem(CapturedOutput output) throws IOException {
        var ended = DryRunApplication.validate(output, chain(0, AUTHORITY.expired("localhost")));

        assertThat(ended.code()).isOne();
        assertThat(ended.report())
                .contains(
                        "tls.servers.web.certificate-chains[0] cannot be used:\n\n    the certificate of CN=localhost expired at ")
                .contains("Renew the certificate, or correct the clock of this machine.")
                .endsWith("The TLS configuration is not valid: 1 problem, 0 warnings\n");
    }

    @Test
    void aCertificateThatIsNotValidYetIsAProblem(CapturedOutput output) throws IOException {
        var tomorrow = AUTHORITY
                .leaf()
                .names("localhost")
                .validFrom(Instant.now().plus(Duration.ofDays(1)))
                .validUntil(Instant.now().plus(Duration.ofDays(60)))
                .issue();

        var ended = DryRunApplication.validate(output, chain(0, tomorrow));

        assertThat(ended.code()).isOne();
        assertThat(ended.report()).contains(" is not valid before ").contains("1 problem, 0 warnings");
    }

    @Test
    void aCertificateThatExpiresSoonIsAWarning(CapturedOutput output) throws IOException {
        var renewed = AUTHORITY
                .leaf()
                .names("localhost")
                .validUntil(Instant.now().plus(Duration.ofDays(20)))
                .issue();

        var byDefault = DryRunApplication.validate(output, chain(0, renewed));
        var earlier = DryRunApplication.validate(output, chain(0, renewed), "tls.health.expiry-warning=30d");

        assertThat(byDefault.code()).isZero();
        assertThat(byDefault.report()).endsWith("valid: 0 problems, 0 warnings\n");
        assertThat(earlier.code()).isZero();
        assertThat(earlier.report())
                .contains(
                        "Warnings:\n\n  - tls.servers.web.certificate-chains[0]: the certificate of CN=localhost expires at ")
                .endsWith("valid: 0 problems, 1 warning\n");
    }

    @Test
    void showsWhatEachKindOfClientGets(CapturedOutput output) throws IOException {
        var ended = DryRunApplication.validate(
                output,
                chain(0, AUTHORITY.server("both.example.com", "ec.example.com")),
                chain(
                        1,
                        AUTHORITY
                                .leaf()
                                .names("both.example.com", "*.apps.example.com")
                                .rsa()
                                .issue()));

        assertThat(ended.report())
                .contains("    both.example.com: chain 0 (modern, tls1.2), chain 1 (rsa-only)\n")
                .contains("    ec.example.com: chain 0 (modern, tls1.2), no suitable chain (rsa-only)\n")
                .contains("    *.apps.example.com: chain 1 (modern, tls1.2, rsa-only)\n");
    }

    @Test
    void showsTwentyServerNames(CapturedOutput output) throws IOException {
        var names =
                IntStream.range(0, 23).mapToObj("n%02d.example.com"::formatted).toArray(String[]::new);

        var ended = DryRunApplication.validate(output, chain(0, AUTHORITY.server(names)));

        assertThat(ended.report())
                .contains("    n19.example.com: chain 0")
                .doesNotContain("    n20.example.com: ")
                .contains("    and 3 more server names\n");
    }

    @Test
    void writesOneJsonObject(CapturedOutput output) throws IOException {
        var ended = DryRunApplication.validate(
                output,
                JSON,
                chain(0, AUTHORITY.server("www.example.com")),
                "tls.servers.web.certificate-chains[0].server-names=www.example.com,other.example.com");

        var report = JsonMapper.shared().readTree(ended.report());
        assertThat(report.propertyNames())
                .containsExactly("valid", "problems", "warnings", "notes", "servers", "clients");
        assertThat(report.get("valid").asBoolean()).isTrue();
        assertThat(report.get("problems")).isEmpty();
        assertThat(report.get("warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.asString())
                        .startsWith("tls.servers.web.certificate-chains[0]: ")
                        .contains("does not cover the server name other.example.com"));
        var web = report.at("/servers/web");
        assertThat(web.at("/implementation/name").asString()).isEqualTo("boringssl");
        assertThat(web.at("/chains/0/certificate/issuer").asString()).isEqualTo("CN=Test CA");
        assertThat(web.at("/chains/0/certificate/daysLeft").asInt()).isPositive();
        assertThat(web.at("/serverNames/www.example.com/modern/chain").asInt()).isZero();
        assertThat(report.get("clients")).isEmpty();
    }

    @Test
    void showsNoSecret(CapturedOutput output) throws IOException {
        var certificate = AUTHORITY.server("localhost");
        var file = Files.write(this.directory.resolve("encrypted.pem"), certificate.encryptedPrivateKeyPem("hunter2"));
        var chain = Files.write(this.directory.resolve("chain.pem"), certificate.chainPem());

        for (var password : new String[] {"hunter2", "hunter3"}) {
            for (var format : new String[] {"text", "json"}) {
                var ended = DryRunApplication.validate(
                        output,
                        "tls.validate-only-format=" + format,
                        "tls.servers.web.certificate-chains[0].certificate=file:" + chain,
                        "tls.servers.web.certificate-chains[0].private-key=file:" + file,
                        "tls.servers.web.certificate-chains[0].private-key-password=" + password);

                assertThat(ended.code()).isEqualTo(password.equals("hunter2") ? 0 : 1);
                assertThat(ended.report()).isNotBlank().doesNotContain(password);
            }
        }
    }
}
