package io.unifiedtls.autoconfigure;

import java.lang.reflect.Type;
import java.util.Locale;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.internal.text.SecretText;

/** Lines of {@code application.yml} for a value that was set where properties belong. */
final class SectionSnippets {

    private SectionSnippets() {}

    /** Returns what to write for a location that was set where properties belong, if it is clear what was meant. */
    static String of(String property, String value, Type type) {
        if (type == TlsProperties.Trust.class) {
            if (value.equals("system")) {
                return Snippet.of(property + ".system", "true");
            }
            return isKeyStore(value)
                    ? Snippet.of(property + ".keystore", keyStore(value))
                    : Snippet.of(property + ".certificates", isLocation(value) ? value : "file:/etc/tls/ca.pem");
        }
        if (type == TlsProperties.KeyStore.class) {
            return Snippet.of(property, keyStore(isLocation(value) ? value : "file:/etc/tls/www.p12"));
        }
        if (type == TlsProperties.Chain.class) {
            var chain = property.endsWith("certificate-chains") ? property + "[0]" : property;
            return isKeyStore(value)
                    ? Snippet.of(chain + ".keystore", keyStore(value))
                    : Snippet.chain(chain, isLocation(value) ? value : "file:/etc/tls/www.pem");
        }
        return "";
    }

    private static String keyStore(String location) {
        return "{ location: \"%s\", password: \"${STORE_PASSWORD}\" }".formatted(location);
    }

    private static boolean isKeyStore(String value) {
        return isLocation(value) && value.toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx|jks)");
    }

    /** Anything else may be a secret, which is not repeated. */
    private static boolean isLocation(String value) {
        return value.matches("(file:|classpath:|/)[\\w./@+-]+") && !SecretText.mayBeIn(value);
    }
}
