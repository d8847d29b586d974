package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.pem.CertificateReader;
import io.unifiedtls.internal.pem.Material;

/** The authorities that the operating system trusts, or else the JDK. */
final class SystemTrust {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    private static final String FILE = "SSL_CERT_FILE";

    private static final String DIRECTORY = "SSL_CERT_DIR";

    /** Where the distributions keep their bundle, as Go's crypto/x509 lists them. */
    private static final List<Path> BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"), // Debian, Ubuntu, Alpine, Arch
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"), // Fedora, RHEL
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"), // older RHEL
            Path.of("/etc/ssl/ca-bundle.pem"), // openSUSE
            Path.of("/etc/ssl/cert.pem")); // Alpine, BSD

    private SystemTrust() {}

    /** Returns where {@link TrustStore#system()} looks for certificates, given the environment and the system. */
    static List<Path> locations(Map<String, String> environment, String system) {
        if (!hasFiles(system)) {
            return List.of();
        }
        var named = Stream.of(FILE, DIRECTORY)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
        return Stream.concat(named, BUNDLES.stream()).toList();
    }

    private static boolean hasFiles(String system) {
        var name = system.toLowerCase(Locale.ROOT);
        return !name.startsWith("windows") && !name.startsWith("mac");
    }

    static List<X509Certificate> authorities() throws ConfigurationException {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return ofKeyStore("Windows-ROOT").orElseGet(SystemTrust::lastResort);
        }
        if (system.startsWith("mac")) {
            return ofKeyStore("KeychainStore-ROOT").orElseGet(SystemTrust::lastResort);
        }
        var named = ofEnvironment();
        if (!named.isEmpty()) {
            return named;
        }
        for (var bundle : BUNDLES) {
            if (Files.isReadable(bundle)) {
                return CertificateReader.read(Material.read(bundle), bundle.toString());
            }
        }
        return lastResort();
    }

    /** What OpenSSL's environment variables name. */
    private static List<X509Certificate> ofEnvironment() throws ConfigurationException {
        var certificates = new ArrayList<X509Certificate>();
        var file = System.getenv(FILE);
        if (file != null && !file.isEmpty()) {
            certificates.addAll(
                    CertificateReader.read(Material.read(Path.of(file)), "%s (SSL_CERT_FILE)".formatted(file)));
        }
        var directory = System.getenv(DIRECTORY);
        if (certificates.isEmpty() && directory != null && Files.isDirectory(Path.of(directory))) {
            certificates.addAll(TrustStores.readDirectory(Path.of(directory)));
        }
        return certificates;
    }

    private static Optional<List<X509Certificate>> ofKeyStore(String type) {
        try {
            var keyStore = KeyStore.getInstance(type);
            keyStore.load(null, null);
            return Optional.of(trusted(keyStore)).filter(certificates -> !certificates.isEmpty());
        } catch (GeneralSecurityException | IOException notThisSystem) {
            LOGGER.log(System.Logger.Level.DEBUG, "no key store of type {0}", type);
            return Optional.empty();
        }
    }

    private static List<X509Certificate> lastResort() {
        LOGGER.log(
                System.Logger.Level.INFO,
                "the operating system has no trust store that is known here; trusting the authorities of the JDK");
        return jdk();
    }

    static List<X509Certificate> jdk() {
        try {
            return trusted(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no trust store", e);
        }
    }

    private static List<X509Certificate> trusted(@Nullable KeyStore keyStore) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }
}
