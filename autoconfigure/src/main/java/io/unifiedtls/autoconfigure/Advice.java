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
            case "certificate" ->
                "Name a file with the certificate, then its intermediate certificates, in PEM, that this process can read:";
            case "private-key" ->
                "Name the file with the private key of that certificate, in PEM, that this process can read, and its"
                        + " password in private-key-password if it is encrypted:";
            case "keystore" ->
                "Name a PKCS#12 or JKS key store that this process can read, its password and its entry:";
            case "certificates" -> "Name a file with the certificates of the authorities, in PEM:";
            case "directory" -> "Name a directory with files of certificates, in PEM:";
            case "revocation-lists" -> "Name a file with a current revocation list of each authority:";
            case "certificate-chains", "certificate-chain" ->
                "Name a certificate and the private key that belongs to it:";
            case "ciphers" -> "Remove the cipher suite, or leave ciphers out to have the secure defaults.";
            default -> "Change %s.".formatted(property);
        };
    }

    private static String snippet(String property) {
        return switch (key(property)) {
            case "private-key" -> Snippet.example(property);
            case "certificate-chains", "certificate-chain" -> Snippet.example(property + ".certificate");
            case "certificate", "keystore", "certificates", "directory", "revocation-lists" ->
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
