package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;

/** A native library that is present, and cannot be unpacked. */
class LoadFailureTests {

    /** What runs in a JVM of its own. */
    static final class Chooser {

        private Chooser() {}

        public static void main(String[] arguments) throws Exception {
            var server = TlsServerConfiguration.builder()
                    .certificateChains(List.of(SigningChain.fromPem(Path.of("www.pem"))))
                    .build();
            var choice = TlsImplementation.choose(server);
            System.out.println("avoidable: " + choice.isAvoidable());
            System.out.println("choice: " + choice.summary());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNamedWithItsReasonAndTheRemedy() throws Exception {
        // Nobody can make a file there, not even the superuser.
        var output = run("-Dio.netty.native.workdir=/proc");

        assertThat(output)
                .contains("avoidable: true")
                .contains("choice: jsse (boringssl skipped: its native library is present but cannot be loaded: /proc/")
                .contains(
                        "; start the JVM with -Dio.netty.native.workdir=<directory>, a writable directory that is not mounted noexec; conscrypt skipped: ");
    }

    private static String run(String option) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Chooser.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
