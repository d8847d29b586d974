package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * The properties below {@code tls.certificate-store}.
 *
 * @param type Where several nodes keep certificate chains; a server serves them with the source certificateStore.
 * @param encryptionKey Keys that encrypt the private keys in the store, each at least 32 bytes in Base64; the first one
 *     encrypts, all decrypt.
 * @param poll How often each node looks for changes.
 * @param notifications Whether PostgreSQL or Redis notify nodes of changes at once; takes a connection of each node.
 * @param timeToLive How long a certificate chain in memory is used before the store is asked for it again, even if no
 *     change was found.
 * @param initializeSchema Whether jdbc creates its tables; embedded does so for H2 and similar databases in memory.
 */
@ConfigurationProperties("tls.certificate-store")
record TlsCertificateStoreProperties(
        @DefaultValue("none") Type type,
        @DefaultValue List<String> encryptionKey,
        @DefaultValue("60s") Duration poll,
        @DefaultValue("true") boolean notifications,
        @DefaultValue("1h") Duration timeToLive,
        @DefaultValue("embedded") SchemaInitialization initializeSchema) {

    static final String PREFIX = "tls.certificate-store.";

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Where certificate chains are kept. */
    enum Type {
        /** There is no store. */
        NONE,

        /** In tables of the application's DataSource. */
        JDBC,

        /** In the Redis of the application's StringRedisTemplate. */
        REDIS
    }

    TlsCertificateStoreProperties {
        if (type != Type.NONE) {
            decoded(encryptionKey, type);
        }
        check(poll, "poll", "60s");
        check(timeToLive, "time-to-live", "1h");
    }

    private static void check(Duration value, String key, String example) {
        if (value.compareTo(SHORTEST) < 0) {
            throw new TlsConfigurationException(
                    PREFIX + key,
                    "%d ms is too short".formatted(value.toMillis()),
                    "Set it to at least 1 second, with a unit, since a number without a unit means milliseconds:",
                    Snippet.of(PREFIX + key, example));
        }
    }

    /** Returns the encryption keys, of which there is at least one. */
    List<byte[]> encryptionKeys() {
        return decoded(this.encryptionKey, this.type);
    }

    private static List<byte[]> decoded(List<String> encoded, Type type) {
        return EncryptionKeys.decoded(
                PREFIX + "encryption-key",
                encoded,
                "tls.certificate-store.type is " + type.name().toLowerCase(Locale.ROOT));
    }

    /** Returns the settings, never a key. */
    @Override
    public String toString() {
        return "TlsCertificateStoreProperties[type=%s, poll=%s, notifications=%s, timeToLive=%s]"
                .formatted(this.type, this.poll, this.notifications, this.timeToLive);
    }
}
