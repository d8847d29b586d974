package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

import io.unifiedtls.pkcs11.Pkcs11TokenReader;

/** What a person reads who names a token, but did not add the module that reads tokens. */
class MissingTokenModuleTests {

    private static final String PIN = "73194";

    private static final String ID = "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-value=" + PIN;

    private static final List<String> PROPERTIES = List.of(
            "tls.servers.web.certificate-chains[0].certificate",
            "tls.clients.payments.certificate-chain.certificate",
            "tls.clients.payments.trust-store.certificates");

    @Test
    void theReportNamesThePropertyAndTheModule() throws Exception {
        var output = outputOfStarts();

        for (var property : PROPERTIES) {
            assertThat(output).contains("""

                    Description:

                    %1$s cannot be used:

                        keys and certificates in PKCS#11 tokens require the module unified-tls-pkcs11; add it to the class path

                    It is set at "%1$s" from property source "defaultProperties".

                    Action:

                    Add the module, in the version of the starter, or use a file or a key store:

                        <dependency>
                            <groupId>io.unifiedtls</groupId>
                            <artifactId>unified-tls-pkcs11</artifactId>
                            <scope>runtime</scope>
                        </dependency>
                    """.formatted(property));
        }
        assertThat(output).doesNotContain("object=www", PIN);
    }

    /** Starts applications in a JVM of their own: what reads tokens is looked up once in each. */
    private static String outputOfStarts() throws Exception {
        var module = Path.of(Pkcs11TokenReader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(module))
                .collect(Collectors.joining(File.pathSeparator));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Starts.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Starts an application with each property. */
    static final class Starts {

        public static void main(String[] arguments) {
            for (var property : PROPERTIES) {
                var application = new SpringApplicationBuilder(TlsAutoConfiguration.class).web(WebApplicationType.NONE);
                try {
                    application.properties(property + "=" + ID).run();
                } catch (BeanCreationException refused) {
                    // The report was printed.
                }
            }
        }
    }
}
