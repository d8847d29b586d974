package io.unifiedtls.internal.material;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;

/**
 * The key store that the JDK's system properties for TLS name, or else that of the operating system.
 *
 * @param entries what it holds
 * @param keyPassword supplies the password of its keys; none for a store that asks for none, or asks by itself
 * @param hasContent whether it is in a file
 */
record PlatformKeyStore(OpenKeyStore entries, Optional<Supplier<char[]>> keyPassword, boolean hasContent) {

    private static final String LOCATION = "javax.net.ssl.keyStore";

    private static final String TYPE = "javax.net.ssl.keyStoreType";

    private static final String PROVIDER = "javax.net.ssl.keyStoreProvider";

    private static final String PASSWORD = "javax.net.ssl.keyStorePassword";

    /** The value of {@value #LOCATION} for a store without a file, such as that of a token. */
    private static final String NONE = "NONE";

    /**
     * Loads the key store.
     *
     * @param properties those of the system
     * @param password supplies the password of a key, and that of the store if {@value #PASSWORD} is not set
     */
    static PlatformKeyStore load(Properties properties, @Nullable Supplier<char[]> password)
            throws ConfigurationException, GeneralSecurityException {
        var location = property(LOCATION, properties).filter(value -> !value.equals(NONE));
        var ofStore =
                property(PASSWORD, properties).map(PlatformKeyStore::supplier).or(() -> Optional.ofNullable(password));
        var ofKey = Optional.ofNullable(password).or(() -> ofStore);
        var entries = location.isPresent()
                ? inFile(location.get(), properties, ofStore.orElse(null))
                : ofSystem(properties, ofStore.orElse(null));
        return new PlatformKeyStore(entries, ofKey, location.isPresent());
    }

    private static Optional<String> property(String name, Properties properties) {
        return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isEmpty());
    }

    private static Supplier<char[]> supplier(String password) {
        return password::toCharArray;
    }

    private static OpenKeyStore inFile(String location, Properties properties, @Nullable Supplier<char[]> password)
            throws ConfigurationException, GeneralSecurityException {
        var source = "%s (%s)".formatted(location, LOCATION);
        var type = property(TYPE, properties);
        var provider = property(PROVIDER, properties);
        var content = content(location);
        if (provider.isPresent()) {
            var keyStore = empty(type.orElseGet(KeyStore::getDefaultType), provider);
            return OpenKeyStore.load(keyStore, content, source, password);
        }
        return OpenKeyStore.load(content, source, type.orElse(null), password);
    }

    private static byte[] content(String location) throws ConfigurationException {
        try {
            return MaterialReader.read(Path.of(location));
        } catch (ConfigurationException | InvalidPathException e) {
            throw new ConfigurationException(
                    "the system property %s does not specify a key store: %s".formatted(LOCATION, e.getMessage()), e);
        }
    }

    private static OpenKeyStore ofSystem(Properties properties, @Nullable Supplier<char[]> password)
            throws ConfigurationException, GeneralSecurityException {
        var type = property(TYPE, properties).or(() -> ofOperatingSystem(properties));
        if (type.isEmpty()) {
            throw new ConfigurationException(
                    "this system has no key store to look up an alias in; set the system properties %s and %s, or use SigningChain.fromKeyStore"
                            .formatted(property(LOCATION, properties).isPresent() ? TYPE : LOCATION, PASSWORD));
        }
        var keyStore = empty(type.get(), property(PROVIDER, properties));
        return OpenKeyStore.load(keyStore, null, "the key store %s".formatted(type.get()), password);
    }

    /** Certificates with their keys, of the user that the process runs as. */
    private static Optional<String> ofOperatingSystem(Properties properties) {
        var system = property("os.name", properties).orElse("").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return Optional.of("Windows-MY");
        }
        return system.startsWith("mac") ? Optional.of("KeychainStore") : Optional.empty();
    }

    private static KeyStore empty(String type, Optional<String> provider) throws ConfigurationException {
        try {
            return provider.isPresent() ? KeyStore.getInstance(type, provider.get()) : KeyStore.getInstance(type);
        } catch (KeyStoreException | NoSuchProviderException e) {
            throw new ConfigurationException(
                    "this Java runtime does not support key stores of type %s%s; set the system property %s to a supported type"
                            .formatted(
                                    type,
                                    provider.map(" of the provider "::concat).orElse(""),
                                    TYPE),
                    e);
        }
    }

    /** Returns the private key under an alias. */
    PrivateKey privateKey(String alias) throws ConfigurationException, GeneralSecurityException {
        requirePassword();
        return KeyStoreReader.privateKey(this.entries, this.entries.requireKey(alias), this.keyPassword.orElse(null));
    }

    /** Returns the certificates under an alias: those of a private key, or a single one. */
    List<X509Certificate> chain(String alias) throws ConfigurationException, GeneralSecurityException {
        return this.entries.requireChain(alias);
    }

    /** Returns the trusted certificate under an alias. */
    X509Certificate trusted(String alias) throws ConfigurationException, GeneralSecurityException {
        return this.entries.requireTrusted(alias);
    }

    private void requirePassword() throws ConfigurationException {
        if (this.hasContent && this.keyPassword.isEmpty()) {
            throw new ConfigurationException(
                    "the private key in %s is encrypted and no password is given; supply it with fromIdWithPassword, or set the system property %s"
                            .formatted(this.entries.source(), PASSWORD));
        }
    }
}
