package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.unifiedtls.test.TestCertificate;

/**
 * A token of SoftHSM 2, in files, which the JVM finds with {@code SOFTHSM2_CONF}.
 *
 * <p>Install it with {@code apt-get install softhsm2 gnutls-bin}.
 */
final class SoftToken {

    static final String PIN = "1234";

    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

    private SoftToken() {}

    /** Creates a token with a certificate and its key, and returns their URI. */
    static String create(TestCertificate certificate) throws Exception {
        var configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        var module = module();
        var tokens = Files.createTempDirectory(Files.createDirectories(configuration.getParent()), "tokens");
        Files.writeString(
                configuration,
                "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n".formatted(tokens));
        var output = run("softhsm2-util", "--init-token", "--free", "--label", "web", "--pin", PIN, "--so-pin", "9876");
        var slot = SLOT.matcher(output);
        if (!slot.find()) {
            throw new IOException("no slot in: " + output);
        }
        var key = certificate.writePrivateKey(tokens).toString();
        run("softhsm2-util", "--import", key, "--token", "web", "--label", "www", "--id", "01", "--pin", PIN);
        run(
                "p11tool",
                "--batch",
                "--provider=" + module,
                "--login",
                "--set-pin",
                PIN,
                "--write",
                "--load-certificate",
                certificate.writeCertificate(tokens).toString(),
                "--label",
                "www",
                "--id",
                "01",
                "pkcs11:token=web");
        return "pkcs11:slot-id=%s;object=www?module-path=%s".formatted(slot.group(1), module);
    }

    private static Path module() {
        return Stream.of(
                        "/usr/lib/softhsm/libsofthsm2.so", // Debian, Ubuntu
                        "/usr/lib64/pkcs11/libsofthsm2.so", // Fedora
                        "/usr/local/lib/softhsm/libsofthsm2.so",
                        "/opt/homebrew/lib/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s: %s".formatted(List.of(command), output));
        }
        return output;
    }
}
