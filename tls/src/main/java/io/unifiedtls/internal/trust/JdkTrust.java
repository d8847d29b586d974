package io.unifiedtls.internal.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;

/** The authorities that the JDK trusts by default. */
final class JdkTrust {

    private static final String LOCATION = "javax.net.ssl.trustStore";

    /** What {@value #LOCATION} is set to for no file at all. */
    private static final String NONE = "NONE";

    private JdkTrust() {}

    /**
     * Returns the authorities, at least one. The JDK itself would take a file that is missing for an empty one, and one
     * that {@value #LOCATION} names for its own.
     */
    static List<X509Certificate> authorities() throws ConfigurationException {
        var configured = System.getProperty(LOCATION, "");
        if (!configured.isEmpty() && !configured.equals(NONE) && !Files.isReadable(Path.of(configured))) {
            throw new ConfigurationException("cannot read %s".formatted(location()));
        }
        try {
            var trusted = trusted(null);
            if (trusted.isEmpty()) {
                throw new ConfigurationException("no trusted certificate in %s".formatted(location()));
            }
            return trusted;
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("cannot read %s: %s".formatted(location(), e.getMessage()), e);
        }
    }

    /** Returns where the JDK looks for its authorities, for messages. */
    static String location() {
        var configured = System.getProperty(LOCATION, "");
        if (!configured.isEmpty()) {
            return "%s, which the system property %s names".formatted(configured, LOCATION);
        }
        var security = Path.of(System.getProperty("java.home", ""), "lib", "security");
        // the order of the JSSE reference guide, "Customizing the default trust store"
        var file = Stream.of(security.resolve("jssecacerts"), security.resolve("cacerts"))
                .filter(Files::exists)
                .findFirst()
                .orElse(security.resolve("cacerts"));
        return "the trust store of the JDK, %s".formatted(file);
    }

    /** Returns what a key store trusts; null is the default one of the JDK. */
    static List<X509Certificate> trusted(@Nullable KeyStore keyStore) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }
}
