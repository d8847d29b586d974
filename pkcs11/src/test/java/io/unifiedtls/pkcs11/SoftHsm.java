package io.unifiedtls.pkcs11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * Two tokens of SoftHSM 2, in files, made once for all tests of this JVM: a process reads the configuration once.
 *
 * <p>Install it with {@code apt-get install softhsm2 gnutls-bin}, or {@code brew install softhsm gnutls}.
 */
final class SoftHsm {

    static final String PIN = "1234";

    private static final String OFFICER_PIN = "987654";

    static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    static final TestCertificate RSA =
            AUTHORITY.leaf().names("rsa.example.com").rsa().issue();

    static final TestCertificate EC = AUTHORITY.server("ec.example.com");

    static final TestCertificate CLIENT =
            AUTHORITY.leaf().commonName("Alice").client().rsa().issue();

    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

    private static final List<Path> MODULES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"), // Debian, Ubuntu
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"), // Fedora
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    private static final SoftHsm INSTANCE = new SoftHsm();

    private final Path directory;

    private final Path module;

    private final String web;

    private final String other;

    private SoftHsm() {
        var configuration = System.getenv("SOFTHSM2_CONF");
        if (configuration == null) {
            throw new IllegalStateException(
                    "start the JVM with SOFTHSM2_CONF=target/softhsm/softhsm2.conf, as Maven does");
        }
        this.module = MODULES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "these tests need SoftHSM 2 and p11tool; install them with: apt-get install softhsm2 gnutls-bin"));
        this.directory = Path.of(configuration).getParent();
        try {
            clear();
            Files.createDirectories(this.directory.resolve("tokens"));
            Files.writeString(
                    Path.of(configuration),
                    "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
                            .formatted(this.directory.resolve("tokens")));
            this.web = initialize("web", PIN);
            this.other = initialize("other", "56789");
            fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SoftHsm tokens() {
        return INSTANCE;
    }

    /** Returns the name of an object in the token of the tests. */
    String id(String object) {
        return "pkcs11:slot-id=%s;object=%s?module-path=%s".formatted(this.web, object, this.module);
    }

    /** Returns the name of an object in another token, which nobody logs in to. */
    String idInOther(String object) {
        return "pkcs11:slot-id=%s;object=%s?module-path=%s".formatted(this.other, object, this.module);
    }

    Path module() {
        return this.module;
    }

    Path write(String name, String content) throws IOException {
        return Files.writeString(this.directory.resolve(name), content);
    }

    private void fill() throws IOException {
        add(RSA, "rsa", "01");
        add(EC, "ec", "02");
        add(CLIENT, "client", "07");
        importKey(EC, "lonely", "03");
        add(AUTHORITY.server("one.example.com"), "twin", "04");
        add(AUTHORITY.server("two.example.com"), "twin", "05");
        addAuthority("root", "06");
    }

    private void add(TestCertificate certificate, String label, String id) throws IOException {
        importKey(certificate, label, id);
        addCertificate(certificate, label, id);
    }

    private void importKey(TestCertificate certificate, String label, String id) throws IOException {
        var file = Files.write(this.directory.resolve("key.pem"), certificate.privateKeyPem());
        run("softhsm2-util", "--import", file.toString(), "--token", "web", "--label", label, "--id", id, "--pin", PIN);
    }

    private void addCertificate(TestCertificate certificate, String label, String id) throws IOException {
        write(certificate.certificatePem(), label, id, "--login", "--set-pin", PIN);
    }

    /** The security officer of a token says what is trusted. */
    private void addAuthority(String label, String id) throws IOException {
        write(AUTHORITY.certificatePem(), label, id, "--so-login", "--set-so-pin", OFFICER_PIN, "--mark-trusted");
    }

    private void write(byte[] pem, String label, String id, String... login) throws IOException {
        var file = Files.write(this.directory.resolve("certificate.pem"), pem);
        var command = new ArrayList<>(List.of("p11tool", "--batch", "--provider=" + this.module));
        command.addAll(List.of(login));
        command.addAll(List.of("--write", "--load-certificate", file.toString(), "--label", label, "--id", id));
        command.add("pkcs11:token=web");
        run(command.toArray(String[]::new));
    }

    private String initialize(String label, String pin) throws IOException {
        var output =
                run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", OFFICER_PIN);
        var slot = SLOT.matcher(output);
        if (!slot.find()) {
            throw new IOException("no slot in: " + output);
        }
        return slot.group(1);
    }

    private void clear() throws IOException {
        if (Files.exists(this.directory)) {
            try (Stream<Path> files = Files.walk(this.directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("%s: %s".formatted(List.of(command), output));
            }
            return output;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
