package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * The properties below {@code tls.sessions}.
 *
 * @param shared Where several nodes keep session ticket keys, so that they resume each other's sessions; none, jdbc,
 *     redis, file, or the name of a TicketKeyStore bean.
 * @param encryptionKey Keys that encrypt the session ticket keys in the store, each at least 32 bytes in Base64; the
 *     first one encrypts, all decrypt.
 * @param rotation How long a session ticket key encrypts new tickets.
 * @param lifetime How long a session ticket key decrypts tickets, from when it begins to encrypt.
 * @param poll How often each node looks for new keys.
 * @param location Directory for file, on a file system that all nodes mount.
 * @param initializeSchema Whether jdbc creates its table; embedded does so for H2 and similar databases in memory.
 */
@ConfigurationProperties("tls.sessions")
record TlsSessionsProperties(
        @DefaultValue(NONE) String shared,
        @DefaultValue List<String> encryptionKey,
        @DefaultValue("12h") Duration rotation,
        @DefaultValue("36h") Duration lifetime,
        @DefaultValue("60s") Duration poll,
        @Nullable String location,
        @DefaultValue("embedded") SchemaInitialization initializeSchema) {

    static final String NONE = "none";

    private static final String PREFIX = "tls.sessions.";

    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    TlsSessionsProperties {
        if (!shared.equals(NONE)) {
            decoded(encryptionKey, shared);
        }
        check(poll, SHORTEST_POLL, "poll", "60s", "at least 1 second");
        var periods = poll.multipliedBy(4);
        check(rotation, periods, "rotation", "12h", "at least four times tls.sessions.poll");
        check(lifetime, rotation, "lifetime", "36h", "at least tls.sessions.rotation");
        var most = rotation.multipliedBy(SharedKeySet.MOST_KEYS - 5L);
        if (lifetime.compareTo(most) > 0) {
            throw new TlsConfigurationException(
                    PREFIX + "lifetime",
                    "%s would need more than %d keys".formatted(lifetime, SharedKeySet.MOST_KEYS - 5),
                    "Shorten it, or lengthen tls.sessions.rotation:",
                    Snippet.of(PREFIX + "lifetime", "36h"));
        }
    }

    private static void check(Duration value, Duration least, String key, String example, String requirement) {
        if (value.compareTo(least) < 0) {
            throw new TlsConfigurationException(
                    PREFIX + key,
                    "%d ms is too short".formatted(value.toMillis()),
                    "Set it to %s, with a unit, since a number without a unit means milliseconds:"
                            .formatted(requirement),
                    Snippet.of(PREFIX + key, example));
        }
    }

    TicketKeyTimes times() {
        return new TicketKeyTimes(this.rotation, this.lifetime, this.poll);
    }

    /** Returns the encryption keys, of which there is at least one. */
    List<byte[]> encryptionKeys() {
        return decoded(this.encryptionKey, this.shared);
    }

    private static List<byte[]> decoded(List<String> encoded, String shared) {
        return EncryptionKeys.decoded(
                PREFIX + "encryption-key", encoded, "tls.sessions.shared is '%s'".formatted(shared));
    }

    /** Returns the settings, never a key. */
    @Override
    public String toString() {
        return "TlsSessionsProperties[shared=%s, rotation=%s, lifetime=%s, poll=%s]"
                .formatted(this.shared, this.rotation, this.lifetime, this.poll);
    }
}
