package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

import io.unifiedtls.pkcs11.Pkcs11TokenReader;

/** What a person reads who names a token, but did not add the module that reads tokens. */
class MissingTokenModuleTests {

    private static final String PIN = "73194";

    private static final String ID = "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls.servers.web.certificate-chains[0].certificate",
                "tls.clients.payments.certificate-chain.certificate",
                "tls.clients.payments.trust-store.certificates",
            })
    void theReportNamesThePropertyAndTheModule(String property) throws Exception {
        for (var id : List.of(ID, ID + "&pin-value=" + PIN)) {
            assertThat(outputOfStart("--%s=%s".formatted(property, id)))
                    .contains("""

                            Description:

                            %s cannot be used:

                                keys and certificates in PKCS#11 tokens require the module unified-tls-pkcs11; add it to the class path

                            """.formatted(property))
                    .contains("""

                            Action:

                            Add the module, in the version of the starter, or use a file or a key store:

                                <dependency>
                                    <groupId>io.unifiedtls</groupId>
                                    <artifactId>unified-tls-pkcs11</artifactId>
                                    <scope>runtime</scope>
                                </dependency>
                            """)
                    .doesNotContain("object=www", PIN);
        }
    }

    /** Starts an application in a JVM of its own: what reads tokens is looked up once in each. */
    private static String outputOfStart(String... properties) throws Exception {
        var module = Path.of(Pkcs11TokenReader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(module))
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Application.class.getName()));
        command.addAll(List.of(properties));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isOne();
        return output;
    }

    /** An application without a web server. */
    static final class Application {

        public static void main(String[] properties) {
            new SpringApplicationBuilder(TlsAutoConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .run(properties);
        }
    }
}
