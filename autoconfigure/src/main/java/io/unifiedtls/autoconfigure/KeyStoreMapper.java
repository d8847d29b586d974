package io.unifiedtls.autoconfigure;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.Password;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Makes key stores from properties. */
final class KeyStoreMapper {

    private final LocationResolver locations;

    KeyStoreMapper(LocationResolver locations) {
        this.locations = locations;
    }

    TlsKeyStore of(TlsProperties.KeyStore keyStore, String property, PropertyOrigins settings) {
        var location = keyStore.location();
        if (location == null) {
            throw new TlsConfigurationException(
                    property,
                    "no location is set",
                    "Set the location of the key store:",
                    Snippet.example(property + ".location"));
        }
        var value = new TlsKeyStore(
                this.locations.source(property + ".location", location),
                Optional.ofNullable(keyStore.type()),
                password(keyStore.password(), property + ".password"),
                Optional.ofNullable(keyStore.alias()),
                password(keyStore.keyPassword(), property + ".key-password"));
        return settings.put(value, property, location);
    }

    static Optional<Supplier<char[]>> password(@Nullable String password, String property) {
        if (password != null) {
            Placeholders.checkPassword(password, property);
        }
        return Optional.ofNullable(password).map(text -> Password.of(text.toCharArray()));
    }
}
