package io.unifiedtls.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;

@ExtendWith(OutputCaptureExtension.class)
class YamlFailureAnalyzerTests {

    /** Not a key, but like a line of one. */
    private static final String LINE = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgS3cr3tS3cr3tS3cr";

    @TempDir
    private Path directory;

    private static final class Application {}

    @ParameterizedTest
    @CsvSource({
        "'tls:\\n  key: |\\n-----BEGIN PRIVATE KEY-----\\nLINE\\n-----END PRIVATE KEY-----\\n', 'line 4, column 1'",
        "'tls:\\n  key: -----BEGIN PRIVATE KEY-----\\nLINE\\nLINE\\n', 'line 4, column 1'",
        "'tls:\\n  key: |\\n    -----BEGIN PRIVATE KEY-----\\n  LINE\\n  LINE\\n', 'line 5, column 3'",
        "'tls:\\n  key: \"-----BEGIN PRIVATE KEY-----\\n    LINE\\n', 'line 4, column 1'",
        "'tls: { key: LINE: LINE }\\n', 'line 1, column 77'",
        "'tls:\\n  password: @S3cr3t-S3cr3t\\n', 'line 2, column 13'",
        "'tls:\\n  password: %S3cr3t-S3cr3t\\n', 'line 2, column 13'"
    })
    void reportsWhereItIsWithoutTheLine(String yaml, String position, CapturedOutput output) throws IOException {
        start(yaml);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("A YAML file of the configuration (application.yml, if there is no other) cannot be read at "
                        + position + ":")
                .contains("The line is not shown, since it may contain a key or a password.")
                .contains("below a block scalar")
                .doesNotContain(LINE.substring(0, 16), LINE.substring(LINE.length() - 16))
                .doesNotContain("S3cr3t")
                .doesNotContain("snakeyaml");
    }

    @Test
    void doesNotRepeatAKeyThatIsTakenForTheNameOfAProperty(CapturedOutput output) throws IOException {
        start("tls:\n  LINE: 1\n  LINE: 2\n");

        assertThat(output).contains("line 3, column 3").doesNotContain(LINE.substring(0, 16));
    }

    @Test
    void leavesOthersToSpringBoot() {
        for (var yaml : List.of("a: b: c", "a: 1\nb")) {
            assertThatThrownBy(() -> new Yaml().load(yaml))
                    .isInstanceOfSatisfying(
                            MarkedYAMLException.class,
                            exception -> assertThat(new YamlFailureAnalyzer().analyze(exception))
                                    .isNull());
        }
        assertThat(new YamlFailureAnalyzer().analyze(new IllegalStateException("password")))
                .isNull();
    }

    private void start(String yaml) throws IOException {
        var file = this.directory.resolve("application.yml");
        Files.writeString(file, yaml.replace("\\n", "\n").replace("LINE", LINE));
        var application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        assertThatThrownBy(() -> application.run("--spring.config.location=file:" + file))
                .hasStackTraceContaining("yaml");
    }
}
