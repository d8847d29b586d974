package io.unifiedtls.autoconfigure.diagnostics;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TrustStore;

/** Finds what to do about an error in the creation of a context. */
public final class ConfigurationAdvice {

    private static final String TOKEN = "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so";

    /** What to do about a session ticket key that cannot be used. */
    public static final String TICKET_KEY =
            "Specify a file of 48 random bytes that this process can read, created with 'openssl rand 48 > ticket.key':";

    // tls.servers.web
    private static final int ENTRY = 3;

    /** What every implementation supports, so that a refused one is merely not available. */
    private static final Set<Object> SUITES_OF_ALL = Set.of(
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    private ConfigurationAdvice() {}

    public static TlsConfigurationException on(
            String property, @Nullable String problem, ConfigurationException exception) {
        if (exception.setting().filter(SUITES_OF_ALL::contains).isPresent() && property.contains(".ciphers")) {
            var entry = property.substring(0, property.lastIndexOf(".ciphers"));
            return new TlsConfigurationException(
                    property,
                    problem,
                    "Set %s.implementation: jsse, which supports them; or remove the TLS 1.3 cipher suites, and keep TLS 1.3 with:"
                            .formatted(entry),
                    Snippet.of(entry + ".highest-supported-version", "TLSv1.3"),
                    exception);
        }
        var remedy = remedy(property, Objects.requireNonNullElse(problem, ""), exception);
        if (remedy.isPresent()) {
            return remedy.get();
        }
        var id = exception.setting().flatMap(ConfigurationAdvice::id);
        if (exception
                .setting()
                .filter(TrustStore.OperatingSystem.class::isInstance)
                .isPresent()) {
            return onSystemTrust(property, problem, exception);
        }
        return id.isPresent()
                ? new TlsConfigurationException(
                        property, problem, actionOnId(id.get()), snippetWithId(property, id.get()), exception)
                : new TlsConfigurationException(property, problem, action(property), snippet(property), exception);
    }

    /** The property is that of the entry where its trust store is the default. */
    private static TlsConfigurationException onSystemTrust(
            String property, @Nullable String problem, ConfigurationException exception) {
        var trustStore = property.endsWith(".system")
                ? property.substring(0, property.lastIndexOf('.'))
                : property + ".trust-store";
        return new TlsConfigurationException(
                property,
                problem,
                "Install the operating system's CA certificates, correct SSL_CERT_FILE and SSL_CERT_DIR, or specify a PEM file with the CA certificates to trust:",
                Snippet.example(trustStore + ".certificates"),
                exception);
    }

    /** Returns what to do about a cause that another location would not mend. */
    private static Optional<TlsConfigurationException> remedy(
            String property, String problem, ConfigurationException exception) {
        if (problem.startsWith("TLS implementation ")) {
            var entry = ConfigurationPropertyName.adapt(property, '.').chop(ENTRY);
            return Optional.of(new TlsConfigurationException(
                    property,
                    problem,
                    "Change it, or select an implementation that supports it automatically:",
                    Snippet.of(entry + ".implementation", "auto"),
                    exception));
        }
        if (problem.contains(" require the module unified-tls-pkcs11")) {
            return Optional.of(new TlsConfigurationException(
                    property,
                    problem,
                    "Add the module, in the version of the starter, or use a file or a key store:",
                    dependency("unified-tls-pkcs11"),
                    exception));
        }
        if (problem.startsWith("no available TLS implementation supports ")) {
            var isMissing = problem.endsWith(" is not on the class path");
            return Optional.of(new TlsConfigurationException(
                    property,
                    problem,
                    isMissing
                            ? "Remove it, or add the module of boringssl, in the version of the starter:"
                            : "Remove it, or run the application where boringssl is available.",
                    isMissing ? dependency("unified-tls-boringssl") : "",
                    exception));
        }
        var isWrong = problem.startsWith("wrong password for ");
        if (!isWrong && !problem.endsWith(" is encrypted and no password is given") || isInPlatform(problem)) {
            return Optional.empty();
        }
        return password(property, isWrong && !problem.contains("private key '"))
                .map(password -> new TlsConfigurationException(
                        property,
                        problem,
                        isWrong
                                ? "Set the password that it was encrypted with, in quotes if it is in YAML:"
                                : "Set its password:",
                        Snippet.example(password),
                        exception));
    }

    private static String dependency(String module) {
        return """
                <dependency>
                    <groupId>io.unifiedtls</groupId>
                    <artifactId>%s</artifactId>
                    <scope>runtime</scope>
                </dependency>
                """.formatted(module);
    }

    /** The key store of the platform gets its password by a system property. */
    private static boolean isInPlatform(String problem) {
        return problem.contains("javax.net.ssl.keyStore");
    }

    /** Returns the property with the password of a key or a key store. */
    static Optional<String> password(String property, boolean isOfStore) {
        return switch (key(property)) {
            case "certificate", "private-key" ->
                Optional.of(property.substring(0, property.lastIndexOf('.')) + ".private-key-password");
            case "keystore" -> Optional.of(property + (isOfStore ? ".password" : ".key-password"));
            default -> Optional.empty();
        };
    }

    private static Optional<String> id(Object setting) {
        @Nullable MaterialSource source = null;
        if (setting instanceof TlsCertificate certificate) {
            source = certificate.source();
        } else if (setting instanceof TlsPrivateKey key) {
            source = key.source();
        } else if (setting instanceof TrustStore.Certificates certificates) {
            source = certificates.source();
        }
        return (source instanceof MaterialSource.Id id) ? Optional.of(id.id()) : Optional.empty();
    }

    private static String actionOnId(String id) {
        return isAlias(id)
                ? "Specify an entry of the key store in the system property javax.net.ssl.keyStore, or of the Windows or macOS"
                        + " key store:"
                : "Specify an object in a token by its label, and the file of its PKCS#11 module:";
    }

    private static String snippetWithId(String property, String id) {
        return switch (key(property)) {
            case "certificate", "private-key" ->
                Snippet.chainWithId(
                        property.substring(0, property.lastIndexOf('.')),
                        isAlias(id) ? "alias:www" : TOKEN,
                        isAlias(id)
                                ? "${KEY_PASSWORD}   # if javax.net.ssl.keyStorePassword is not set"
                                : "${TOKEN_PIN}   # if no pin-source is in the URI");
            case "certificates" -> Snippet.of(property, isAlias(id) ? "alias:ca" : TOKEN);
            default -> "";
        };
    }

    private static boolean isAlias(String id) {
        return id.startsWith("alias:");
    }

    private static String action(String property) {
        return switch (key(property)) {
            case "certificate", "private-key", "certificate-chains", "certificate-chain" ->
                "Specify a PEM file with the certificate and its intermediate certificates, and one with its private key,"
                        + " that this process can read:";
            case "keystore" ->
                "Specify a PKCS#12 or JKS key store that this process can read, its password and its entry:";
            case "certificates" -> "Specify a PEM file with the CA certificates that this process can read:";
            case "directory" -> "Specify a directory of PEM certificates that this process can read:";
            case "revocation-lists" -> "Specify a PEM file with a current CRL of each CA that this process can read:";
            case "ocsp-response" -> "Specify a file with a current OCSP response in DER that this process can read:";
            case "session-ticket-keys" -> TICKET_KEY;
            case "groups" ->
                "Remove the group, or remove groups to use the secure defaults; or use another implementation.";
            case "ciphers" -> "Remove the cipher suite, or remove ciphers to use the secure defaults.";
            default -> "Change %s.".formatted(property);
        };
    }

    private static String snippet(String property) {
        return switch (key(property)) {
            case "certificate", "private-key" -> Snippet.chain(property.substring(0, property.lastIndexOf('.')));
            case "certificate-chains", "certificate-chain" -> Snippet.chain(property);
            case "keystore", "certificates", "directory", "revocation-lists", "ocsp-response", "session-ticket-keys" ->
                Snippet.example(property);
            default -> "";
        };
    }

    private static String key(String property) {
        var name = ConfigurationPropertyName.adapt(property, '.');
        while (name.isLastElementIndexed()) {
            name = name.getParent();
        }
        return name.getLastElement(Form.ORIGINAL);
    }
}
