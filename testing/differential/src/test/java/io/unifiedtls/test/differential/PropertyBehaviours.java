package io.unifiedtls.test.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Security and system properties of the JVM, which the JDK's library reads once: each set of them has its own JVM. */
final class PropertyBehaviours {

    private static final Map<Setting, Map<String, String>> OUTCOMES = new HashMap<>();

    private PropertyBehaviours() {}

    /** What the JVM is started with. */
    private enum Setting {
        DISABLED_FOR_TLS("jdk.tls.disabledAlgorithms", "TLSv1.2, TLS_AES_128_GCM_SHA256, x25519"),
        DISABLED_FOR_CERTIFICATES("jdk.certpath.disabledAlgorithms", "EC keySize < 384"),
        DISABLED_FOR_SERVERS("jdk.certpath.disabledAlgorithms", "RSA keySize < 3072 & usage TLSServer"),
        DISABLED_FOR_CLIENTS("jdk.certpath.disabledAlgorithms", "RSA keySize < 3072 & usage TLSClient"),
        DISABLED_SIZE("jdk.tls.disabledAlgorithms", "RSA keySize < 3072"),
        OF_SERVERS(
                "",
                "-Djdk.tls.server.cipherSuites=TLS_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "-Djdk.tls.server.enableSessionTicketExtension=false",
                "-Djdk.tls.server.SignatureSchemes=ecdsa_secp384r1_sha384,ecdsa_secp256r1_sha256"),
        OF_BOTH(
                "",
                "-Djdk.tls.namedGroups=secp384r1",
                "-Djdk.tls.server.protocols=TLSv1.3",
                "-Djdk.tls.client.protocols=TLSv1.3",
                "-Djdk.tls.client.cipherSuites=TLS_AES_256_GCM_SHA384",
                "-Djdk.tls.client.SignatureSchemes=ecdsa_secp384r1_sha384,ecdsa_secp256r1_sha256");

        private final String securityProperty;
        private final List<String> values;

        Setting(String securityProperty, String... values) {
            this.securityProperty = securityProperty;
            this.values = List.of(values);
        }

        /** Returns the options of the JVM; a list of algorithms is in addition to that of the JDK. */
        List<String> options() throws IOException {
            if (this.securityProperty.isEmpty()) {
                return this.values;
            }
            var file = Files.createTempFile("security", ".properties");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    "%s=%s, %s%n"
                            .formatted(
                                    this.securityProperty,
                                    Security.getProperty(this.securityProperty),
                                    this.values.get(0)));
            return List.of("-Djava.security.properties=" + file);
        }
    }

    static Family family() {
        var behaviours = new ArrayList<Behaviour>();
        for (var probe : PropertyProbe.values()) {
            behaviours.add(new Behaviour(
                    probe.title(), subject -> outcomes(setting(probe)).getOrDefault(probe + " " + subject, "?")));
        }
        return new Family("Security and system properties", behaviours);
    }

    private static Setting setting(PropertyProbe probe) {
        return Setting.valueOf(probe.setting());
    }

    private static synchronized Map<String, String> outcomes(Setting setting) throws Exception {
        var outcomes = OUTCOMES.get(setting);
        if (outcomes == null) {
            outcomes = run(setting);
            OUTCOMES.put(setting, outcomes);
        }
        return outcomes;
    }

    private static Map<String, String> run(Setting setting) throws Exception {
        var command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        setting.options().stream(),
                        Stream.of(
                                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                PropertyProbe.class.getName(),
                                setting.name()),
                        PropertyProbe.Hello.arguments().stream())
                .flatMap(part -> part)
                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var outcomes = new HashMap<String, String>();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (var line : output.lines().toList()) {
            var parts = line.split("\t");
            if (parts.length == 3) {
                outcomes.put(parts[0] + " " + parts[1], parts[2]);
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return outcomes;
    }
}
