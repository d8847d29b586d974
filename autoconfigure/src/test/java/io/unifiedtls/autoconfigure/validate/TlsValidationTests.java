package io.unifiedtls.autoconfigure.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.test.TestAuthority;

/** Validates in JVMs of their own, which it ends. */
@Tag("any-jdk")
class TlsValidationTests {

    @TempDir
    private Path directory;

    private record Ended(int code, String output) {}

    private Ended validate(String implementation) throws Exception {
        var certificate = TestAuthority.create("Test Root")
                .intermediate("Test CA")
                .server("localhost")
                .writeCombined(this.directory);
        var configuration = Files.writeString(
                this.directory.resolve("application.yml"), """
                tls:
                  servers:
                    web:
                      implementation: %s
                      certificate-chains:
                        - certificate: file:%s
                """.formatted(implementation, certificate));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TlsValidation.class.getName(),
                        "--spring.config.location=file:" + configuration)
                // where newer JVMs warn of native libraries
                .redirectError(Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void exitsWith0IfTheConfigurationIsValid() throws Exception {
        var ended = validate("jsse");

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output())
                .startsWith("TLS server 'web'\n  implementation: jsse, as configured\n")
                .endsWith("The TLS configuration is valid: 0 problems, 0 warnings\n");
    }

    @Test
    void exitsWith1IfItIsNot() throws Exception {
        var ended = validate("gnutls");

        assertThat(ended.code()).as(ended.output()).isOne();
        assertThat(ended.output())
                .startsWith("Description:\n\ntls.servers.web.implementation cannot be used:")
                .contains("application.yml")
                .endsWith("The TLS configuration is not valid: 1 problem, 0 warnings\n");
    }
}
