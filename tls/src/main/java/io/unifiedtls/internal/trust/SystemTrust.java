package io.unifiedtls.internal.trust;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TrustStore;

/**
 * The authorities that the operating system trusts, or else the JDK.
 *
 * @param environment the environment variables of the process
 * @param name what the JVM calls the operating system
 * @param bundles where it may keep its certificates; the first that is there counts
 */
record SystemTrust(Map<String, String> environment, String name, List<Path> bundles) {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    private static final String FILE = "SSL_CERT_FILE";

    private static final String DIRECTORIES = "SSL_CERT_DIR";

    /** Where the distributions keep their bundle, as Go's crypto/x509 lists them. */
    private static final List<Path> BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"), // Debian, Ubuntu, Alpine, Arch
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"), // Fedora, RHEL
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"), // older RHEL
            Path.of("/etc/ssl/ca-bundle.pem"), // openSUSE
            Path.of("/etc/ssl/cert.pem")); // Alpine, BSD

    /** Returns what this process trusts. */
    static SystemTrust current() {
        return new SystemTrust(System.getenv(), System.getProperty("os.name", ""), BUNDLES);
    }

    /** Returns where {@link TrustStore#system()} looks for certificates. */
    List<Path> locations() {
        if (keyStoreType().isPresent()) {
            return List.of();
        }
        var named = Stream.concat(value(FILE).stream(), directories().stream())
                .map(Path::of)
                .toList();
        return isNamed() ? named : this.bundles;
    }

    /** Returns the authorities, at least one. */
    List<X509Certificate> authorities() throws ConfigurationException {
        var own = ofOperatingSystem();
        return own.isEmpty() ? ofJdk() : own;
    }

    /** Returns the authorities without the last resort; empty if the system has no trust store that is known here. */
    List<X509Certificate> ofOperatingSystem() throws ConfigurationException {
        var keyStoreType = keyStoreType();
        if (keyStoreType.isPresent()) {
            return ofKeyStore(keyStoreType.get());
        }
        return isNamed() ? ofEnvironment() : ofDistribution();
    }

    private Optional<String> keyStoreType() {
        var lowerCase = this.name.toLowerCase(Locale.ROOT);
        if (lowerCase.startsWith("windows")) {
            return Optional.of("Windows-ROOT");
        }
        return lowerCase.startsWith("mac") ? Optional.of("KeychainStore-ROOT") : Optional.empty();
    }

    private static List<X509Certificate> ofKeyStore(String type) {
        try {
            var keyStore = KeyStore.getInstance(type);
            keyStore.load(null, null);
            return JdkTrust.trusted(keyStore);
        } catch (GeneralSecurityException | IOException notThisSystem) {
            LOGGER.log(System.Logger.Level.DEBUG, "no key store of type {0}", type);
            return List.of();
        }
    }

    private List<X509Certificate> ofDistribution() throws ConfigurationException {
        for (var bundle : this.bundles) {
            if (Files.exists(bundle)) {
                var reader = new SystemCertificates();
                reader.addFile(bundle);
                return reader.certificates("the operating system's certificates");
            }
        }
        return List.of();
    }

    private List<X509Certificate> ofJdk() throws ConfigurationException {
        LOGGER.log(
                System.Logger.Level.INFO,
                "the operating system has no known trust store; trusting the JDK's CA certificates");
        try {
            return JdkTrust.authorities();
        } catch (ConfigurationException e) {
            var lookedFor = keyStoreType()
                    .map("the key store "::concat)
                    .orElseGet(() -> this.bundles.stream().map(Path::toString).collect(Collectors.joining(", ")));
            throw new ConfigurationException(
                    "the operating system trusts no certificate authority (looked for %s): %s; install the package ca-certificates, or specify a file of certificates"
                            .formatted(lookedFor, e.getMessage()),
                    e);
        }
    }

    /**
     * Reads what OpenSSL's environment variables name, both of them, and nothing else: who sets one narrows whom to
     * trust.
     */
    private List<X509Certificate> ofEnvironment() throws ConfigurationException {
        var reader = new SystemCertificates();
        try {
            value(FILE).map(Path::of).ifPresent(reader::addFile);
            directories().stream().map(Path::of).forEach(reader::addDirectory);
        } catch (InvalidPathException e) {
            throw new ConfigurationException("not a path in %s: %s".formatted(variables(), e.getMessage()), e);
        }
        return reader.certificates(variables());
    }

    private String variables() {
        return Stream.of(FILE, DIRECTORIES)
                .filter(variable -> value(variable).isPresent())
                .map(variable -> "%s=%s".formatted(variable, this.environment.get(variable)))
                .collect(Collectors.joining(" and "));
    }

    private boolean isNamed() {
        return value(FILE).isPresent() || value(DIRECTORIES).isPresent();
    }

    /** Returns the value of a variable; one that is empty is not set, as in Go. */
    private Optional<String> value(String variable) {
        return Optional.ofNullable(this.environment.get(variable)).filter(value -> !value.isEmpty());
    }

    private List<String> directories() {
        return value(DIRECTORIES).stream()
                .flatMap(value -> Arrays.stream(value.split(Pattern.quote(File.pathSeparator))))
                .filter(directory -> !directory.isEmpty())
                .toList();
    }
}
