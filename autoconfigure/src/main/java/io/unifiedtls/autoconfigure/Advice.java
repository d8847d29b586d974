package io.unifiedtls.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

import io.unifiedtls.ConfigurationException;

/** What to do about an error that was found while a context was created. */
final class Advice {

    private Advice() {}

    static TlsConfigurationException on(String property, @Nullable String problem, ConfigurationException exception) {
        return new TlsConfigurationException(property, problem, action(property), snippet(property), exception);
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
