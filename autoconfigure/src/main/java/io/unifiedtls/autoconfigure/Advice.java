package io.unifiedtls.autoconfigure;

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

/** What to do about an error that was found while a context was created. */
final class Advice {

    private static final String TOKEN = "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so";

    /** What every implementation supports, so that one is refused only since it cannot be selected. */
    private static final Set<Object> SUITES_OF_ALL = Set.of(
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    private Advice() {}

    static TlsConfigurationException on(String property, @Nullable String problem, ConfigurationException exception) {
        if (exception.setting().filter(SUITES_OF_ALL::contains).isPresent() && property.contains(".ciphers")) {
            var entry = property.substring(0, property.lastIndexOf(".ciphers"));
            return new TlsConfigurationException(
                    property,
                    problem,
                    "Set %s.implementation: jsse, which selects them; or remove the cipher suites of TLS 1.3, and keep TLS 1.3 with:"
                            .formatted(entry),
                    Snippet.of(entry + ".highest-supported-version", "TLSv1.3"),
                    exception);
        }
        var id = exception.setting().flatMap(Advice::id);
        return id.isPresent()
                ? new TlsConfigurationException(
                        property, problem, actionOnId(id.get()), snippetWithId(property, id.get()), exception)
                : new TlsConfigurationException(property, problem, action(property), snippet(property), exception);
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
                ? "Name an entry of the key store that the system property javax.net.ssl.keyStore names, or else of that of"
                        + " Windows or macOS:"
                : "Name an object in a token by its label, and the file of its PKCS#11 module:";
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
                "Name a PEM file with the certificate, then its intermediate certificates, and one with its private key,"
                        + " that this process can read:";
            case "keystore" ->
                "Name a PKCS#12 or JKS key store that this process can read, its password and its entry:";
            case "certificates" ->
                "Name a PEM file with the certificates of the authorities, that this process can read:";
            case "directory" -> "Name a directory with PEM files of certificates, that this process can read:";
            case "revocation-lists" ->
                "Name a PEM file with a current revocation list of each authority, that this process can read:";
            case "ciphers" -> "Remove the cipher suite, or leave ciphers out to have the secure defaults.";
            default -> "Change %s.".formatted(property);
        };
    }

    private static String snippet(String property) {
        return switch (key(property)) {
            case "certificate", "private-key" -> Snippet.chain(property.substring(0, property.lastIndexOf('.')));
            case "certificate-chains", "certificate-chain" -> Snippet.chain(property);
            case "keystore", "certificates", "directory", "revocation-lists" -> Snippet.example(property);
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
