package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.unifiedtls.autoconfigure.diagnostics.FailureReports;
import io.unifiedtls.autoconfigure.metrics.TlsMetricsAutoConfiguration;
import io.unifiedtls.test.TestAuthority;

/** What a person who put a key in the wrong place, or in a wrong format, must not find in the log. */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class SecretValueTests {

    private static final int LEAK = 16;

    private static final String CHAIN = "tls.servers.web.certificate-chains[0].";

    private static final String TRUST = "tls.clients.payments.trust-store.";

    private static final List<String> PLACES = List.of(
            CHAIN + "certificate",
            CHAIN + "private-key",
            CHAIN + "private-key-password",
            CHAIN + "private-key[0]",
            CHAIN + "private-key-file",
            CHAIN + "key-store",
            CHAIN + "ocsp-response",
            CHAIN + "keystore",
            CHAIN + "keystore.location",
            CHAIN + "keystore.password",
            CHAIN + "keystore.alias",
            CHAIN + "keystore.type",
            CHAIN + "keystore.key-password",
            CHAIN + "server-names[0]",
            CHAIN + "self-signed",
            CHAIN + "self-signed.server-names[0]",
            "tls.servers.web.certificate-chains[0]",
            "tls.servers.web.certificate-chains",
            "tls.servers.web.client-authentication",
            "tls.servers.web.client-auth",
            "tls.servers.web.protocol",
            "tls.servers.web.lowest-supported-version",
            "tls.servers.web.ciphers",
            "tls.servers.web.ciphers[0]",
            "tls.servers.web.inner-protocols[0]",
            "tls.servers.web.unknown-server-name",
            "tls.servers.web.handshake-timeout",
            "tls.servers.web.implementation",
            "tls.servers.web.session-ticket-keys[0]",
            "tls.servers.web.trust-store",
            "tls.servers.web",
            "tls.servers",
            "tls.implementation",
            "tls.metrics.client-keys",
            "tls.metrics.server-name-tag",
            "tls.certificate-store.encryption-key",
            "tls.certificate-store.type",
            "tls.certificate-store.poll",
            "tls.sessions.encryption-key",
            "tls.sessions.shared",
            "tls.sessions.location",
            "tls.sessions.poll",
            "tls.validate-only",
            "tls.validate-only-format",
            "tls.certificate",
            TRUST + "certificates",
            TRUST + "directory",
            TRUST + "revocation-lists",
            TRUST + "revocation-checks",
            TRUST + "system",
            TRUST + "strict",
            TRUST + "keystore",
            TRUST + "keystore.location",
            TRUST + "keystore.password",
            TRUST + "keystore.type",
            "tls.clients.payments.certificate-chain",
            "tls.clients.payments.certificate-chain.keystore.location",
            "tls.clients.payments.insecure[0]",
            "tls.clients.payments.insecure");

    private static final List<String> LOCATIONS = List.of(
            CHAIN + "certificate",
            CHAIN + "private-key",
            CHAIN + "keystore.location",
            TRUST + "certificates",
            TRUST + "directory",
            TRUST + "revocation-lists",
            "tls.servers.web.session-ticket-keys[0]",
            "tls.servers.web.trust-store");

    /** In these a key is put where any other value belongs. */
    private static final Set<String> EVERYWHERE = Set.of(
            "PEM", "PEM with literal \\n", "body", "body behind /", "PEM in Base64", "seed", "seed, hexadecimal");

    private static final List<Secret> SECRETS = allSecrets();

    @TempDir
    private static Path directory;

    private static Map<String, Object> valid;

    private record Secret(String algorithm, String name, String value, Set<String> runs) {

        boolean isEverywhere() {
            return this.algorithm.equals("EC") && EVERYWHERE.contains(this.name);
        }

        @Override
        public String toString() {
            return this.algorithm + ": " + this.name;
        }
    }

    @BeforeAll
    static void writeFiles() throws IOException {
        var authority = TestAuthority.create("Test CA");
        var www = authority.server("www.example.com");
        www.pkcs12(directory.resolve("www.p12"), "secret", "www");
        Files.write(directory.resolve("encrypted.pem"), www.encryptedPrivateKeyPem("secret"));
        valid = Map.of(
                "certificate", "file:" + www.writeCertificate(directory),
                "private-key", "file:" + www.writePrivateKey(directory),
                "encrypted", "file:" + directory.resolve("encrypted.pem"),
                "keystore", "file:" + directory.resolve("www.p12"),
                "ca", new String(authority.certificatePem(), StandardCharsets.US_ASCII));
    }

    static Stream<Secret> secrets() {
        return SECRETS.stream();
    }

    static Stream<String> places() {
        return PLACES.stream();
    }

    private static List<Secret> allSecrets() {
        return Stream.of("EC", "Ed25519", "RSA")
                .flatMap(algorithm -> secrets(algorithm, key(algorithm)).stream())
                .toList();
    }

    private static PrivateKey key(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        } catch (GeneralSecurityException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    private static List<Secret> secrets(String algorithm, PrivateKey key) {
        var secrets = new ArrayList<Secret>();
        var der = key.getEncoded();
        var seed = Arrays.copyOfRange(der, Math.max(0, der.length - 32), der.length);
        var body = Base64.getEncoder().encodeToString(der);
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        var urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(der);
        var pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(lines);
        var pemInBase64 = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        var hex = HexFormat.of().formatHex(der);
        var runs = runs(List.of(
                body,
                urlSafe,
                pemInBase64,
                hex,
                hex.toUpperCase(Locale.ROOT),
                HexFormat.ofDelimiter(":").formatHex(der),
                URLEncoder.encode(body, StandardCharsets.US_ASCII),
                Base64.getEncoder().encodeToString(seed),
                Base64.getUrlEncoder().withoutPadding().encodeToString(seed),
                HexFormat.of().formatHex(seed)));
        var values = Map.ofEntries(
                Map.entry("PEM", pem),
                Map.entry("PEM with CRLF", pem.replace("\n", "\r\n")),
                Map.entry("PEM with literal \\n", pem.replace("\n", "\\n")),
                Map.entry("PEM with spaces for line ends", pem.replace('\n', ' ')),
                Map.entry("PEM without line ends", pem.replace("\n", "")),
                Map.entry("PEM without BEGIN", pem.substring(pem.indexOf('\n') + 1)),
                Map.entry("PEM without END", pem.substring(0, pem.indexOf("-----END"))),
                Map.entry("PEM with half of END", pem.substring(0, pem.length() - 10)),
                Map.entry("PEM with four dashes", pem.replace("-----", "----")),
                Map.entry("PEM with one dash", pem.replace("-----", "-")),
                Map.entry("PEM with no dashes", pem.replace("-----", "").replace('\n', ' ')),
                Map.entry("PEM with em dashes", pem.replace("-----", "\u2014\u2014-")),
                Map.entry("PEM with no-break spaces", pem.replace(' ', '\u00A0').replace('\n', '\u00A0')),
                Map.entry("PEM with zero-width spaces", pem.replace("\n", "\u200B")),
                Map.entry("PEM in lower case", pem.replace("BEGIN", "begin").replace("END", "end")),
                Map.entry("PEM in quotes", '"' + pem.replace("\n", "\\n") + '"'),
                Map.entry("PEM with another label", pem.replace("PRIVATE KEY", "RSA PRIVATE KEY")),
                Map.entry("PEM behind file:", "file:" + pem),
                Map.entry("lines", lines),
                Map.entry("lines joined by commas", lines.replace('\n', ',')),
                Map.entry("lines joined by semicolons", lines.replace('\n', ';')),
                Map.entry("lines joined by spaces", lines.replace('\n', ' ')),
                Map.entry("lines with literal \\n", lines.replace("\n", "\\n")),
                Map.entry("body", body),
                Map.entry("body with white space", body + " "),
                Map.entry("body with a tab", "\t" + body),
                Map.entry("body with a line end", body + "\n"),
                Map.entry("body and END", body + "-----END PRIVATE KEY-----"),
                Map.entry("body and END with white space", body + "-----END PRIVATE KEY----- "),
                Map.entry("body in groups of four", body.replaceAll("(.{4})", "$1 ")),
                Map.entry("body behind file:", "file:" + body),
                Map.entry("body behind file:/", "file:/" + body),
                Map.entry("body behind /", "/" + body),
                Map.entry("body behind ./", "./" + body),
                Map.entry("body behind classpath:", "classpath:" + body),
                Map.entry("body behind http:", "http:" + body),
                Map.entry("body behind https://", "https://example.com/" + body),
                Map.entry("body behind vault:", "vault:" + body),
                Map.entry("body behind alias:", "alias:" + body),
                Map.entry("body behind pkcs11:", "pkcs11:" + body),
                Map.entry("body as a label", "pkcs11:object=%s?module-path=/missing.so".formatted(body)),
                Map.entry("body as an attribute", "pkcs11:%s=www?module-path=/missing.so".formatted(body)),
                Map.entry("body as a module", "pkcs11:object=www?module-path=/" + body),
                Map.entry("body as a name of a module", "pkcs11:object=www?module-name=" + body),
                Map.entry("body behind base64:", "base64:" + body),
                Map.entry("body behind base64: with a slip", "base64:!" + body),
                Map.entry("body, URL-safe", urlSafe),
                Map.entry("body, percent-encoded", URLEncoder.encode(body, StandardCharsets.US_ASCII)),
                Map.entry("PEM, percent-encoded", URLEncoder.encode(pem, StandardCharsets.US_ASCII)),
                Map.entry("body, cut", body.substring(0, 40)),
                Map.entry("body, its end", body.substring(body.length() - 40)),
                Map.entry("PEM in Base64", pemInBase64),
                Map.entry("PEM in Base64 behind base64:", "base64:" + pemInBase64),
                Map.entry("hexadecimal", hex),
                Map.entry("hexadecimal, upper case", hex.toUpperCase(Locale.ROOT)),
                Map.entry("hexadecimal with colons", HexFormat.ofDelimiter(":").formatHex(der)),
                Map.entry("seed", Base64.getEncoder().encodeToString(seed)),
                Map.entry(
                        "seed, URL-safe",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(seed)),
                Map.entry("seed, hexadecimal", HexFormat.of().formatHex(seed)),
                Map.entry(
                        "JWK",
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"%s\"}"
                                .formatted(
                                        Base64.getUrlEncoder().withoutPadding().encodeToString(seed))),
                Map.entry(
                        "PuTTY",
                        "PuTTY-User-Key-File-3: %s\nEncryption: none\nPrivate-Lines: 1\n%s\nPrivate-MAC: 00\n"
                                .formatted(algorithm, body)),
                Map.entry(
                        "PuTTY in one line",
                        "PuTTY-User-Key-File-3: %s Encryption: none Private-Lines: 1 %s".formatted(algorithm, body)),
                Map.entry(
                        "OpenSSH",
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA%s\n-----END OPENSSH PRIVATE KEY-----"
                                .formatted(body)));
        values.forEach((name, value) -> secrets.add(new Secret(algorithm, name, value, runs)));
        return secrets;
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void noPartOfAKeyIsShown(Secret secret, CapturedOutput output) {
        var report = new StringBuilder();
        for (var place : LOCATIONS) {
            report.append(start(place, secret.value(), Source.PROPERTY));
        }
        report.append(start(CHAIN + "private-key", secret.value(), Source.PLACEHOLDER));
        report.append(start(CHAIN + "private-key", secret.value(), Source.ENVIRONMENT));
        assertNotShown(secret, report + output.getAll());
    }

    @ParameterizedTest
    @MethodSource("places")
    void noPartOfAKeyIsShownWhereverItStands(String place, CapturedOutput output) {
        for (var secret : SECRETS) {
            if (secret.isEverywhere()) {
                var report = new StringBuilder();
                for (var source : Source.values()) {
                    report.append(start(place, secret.value(), source));
                }
                assertNotShown(secret, report.toString());
            }
        }
        SECRETS.stream().filter(Secret::isEverywhere).forEach(secret -> assertNotShown(secret, output.getAll()));
    }

    private static void assertNotShown(Secret secret, String output) {
        var shown = output.replaceAll("\\s", "");
        for (var i = 0; i + LEAK <= shown.length(); i++) {
            if (secret.runs().contains(shown.substring(i, i + LEAK))) {
                assertThat(shown.substring(Math.max(0, i - 200), Math.min(shown.length(), i + 100)))
                        .as("%s", secret)
                        .doesNotContain(shown.substring(i, i + LEAK));
            }
        }
    }

    private static Set<String> runs(List<String> texts) {
        var runs = new HashSet<String>();
        for (var text : texts) {
            for (var i = 0; i + LEAK <= text.length(); i++) {
                runs.add(text.substring(i, i + LEAK));
            }
        }
        return runs;
    }

    private enum Source {
        PROPERTY,
        PLACEHOLDER,
        ENVIRONMENT
    }

    private static String start(String place, String value, Source source) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        var properties = new HashMap<>(beside(place));
        properties.put(place, source == Source.PLACEHOLDER ? "${MY_KEY}" : value);
        if (source == Source.ENVIRONMENT) {
            var variables = new HashMap<String, Object>();
            properties.forEach((name, text) -> variables.put(variable(name), text));
            sources.addFirst(new SystemEnvironmentPropertySource(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        } else {
            sources.addFirst(new MapPropertySource("variables", Map.of("MY_KEY", value)));
            sources.addFirst(new MapPropertySource("test", properties));
        }
        var output = new StringBuilder();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsMetricsAutoConfiguration.class))
                .withInitializer(context -> context.setEnvironment(environment))
                .run(context -> {
                    var failure = context.getStartupFailure();
                    if (failure != null) {
                        var trace = new StringWriter();
                        failure.printStackTrace(new PrintWriter(trace));
                        var analysis = FailureReports.of(failure, environment);
                        assertThat(analysis).as("%s", failure).isNotNull();
                        output.append(trace).append(analysis.getDescription()).append(analysis.getAction());
                    }
                });
        return output.toString();
    }

    private static String variable(String property) {
        return property.replace("-", "")
                .replaceAll("[.\\[]", "_")
                .replace("]", "")
                .toUpperCase(Locale.ROOT);
    }

    /** Returns what else a property needs to be read at all. */
    private static Map<String, Object> beside(String place) {
        if (place.startsWith(CHAIN + "certificate")) {
            return Map.of(CHAIN + "private-key", valid.get("private-key"));
        }
        if (place.startsWith(CHAIN + "keystore.")) {
            return place.endsWith("location")
                    ? Map.of(CHAIN + "keystore.password", "secret")
                    : Map.of(CHAIN + "keystore.location", valid.get("keystore"));
        }
        if (place.startsWith(TRUST + "keystore.")) {
            return place.endsWith("location") ? Map.of() : Map.of(TRUST + "keystore.location", valid.get("keystore"));
        }
        if (place.startsWith("tls.clients.")) {
            return place.contains(".trust-store.") && !place.contains(".revocation")
                    ? Map.of()
                    : Map.of(TRUST + "certificates", valid.get("ca"));
        }
        return place.contains("self-signed")
                ? Map.of()
                : Map.of(
                        CHAIN + "certificate",
                        valid.get("certificate"),
                        CHAIN + "private-key",
                        valid.get(place.endsWith("password") ? "encrypted" : "private-key"));
    }
}
