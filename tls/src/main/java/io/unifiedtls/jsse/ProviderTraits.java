package io.unifiedtls.jsse;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.NamedGroup;
import io.unifiedtls.internal.record.InvalidRecords;
import io.unifiedtls.internal.record.RecordFault;

/** What is known of a JSSE provider beyond its features; the defaults are for one of which nothing is known. */
interface ProviderTraits {

    /** Returns the name and version of the provider's library, for people. */
    default String version(Provider provider) {
        return "%s %s".formatted(provider.getName(), provider.getVersionStr());
    }

    /** Sets the groups for the key exchange, if the parameters of JSSE have no place for them on this JDK. */
    default void setGroups(SSLEngine engine, String[] groups) {}

    /** Makes of a server's engine what the provider needs and JSSE cannot configure. */
    default SSLEngine ofServer(SSLEngine engine) {
        return engine;
    }

    /** Returns what makes of the engines of one client what the provider needs and JSSE cannot configure. */
    default UnaryOperator<SSLEngine> ofClient() {
        return UnaryOperator.identity();
    }

    /** Returns whether the provider honours a property of the JVM with this value. */
    default boolean honours(String property, String value) {
        return false;
    }

    /** Returns whether the provider reads a server name in a ClientHello. */
    default boolean reads(String serverName) {
        return JsseLibrary.isHostName(serverName);
    }

    /** Returns a record with a fault that the provider refuses with the right alert, or with the best one it knows. */
    default ByteBuffer invalidRecord(RecordFault fault) {
        return InvalidRecords.with(fault);
    }

    /** Exports keying material; empty if the provider cannot. */
    default Optional<byte[]> exportKeyingMaterial(SSLEngine engine, String label, byte @Nullable [] context, int length)
            throws SSLException {
        return Optional.empty();
    }

    /** Returns a channel binding by its registered name; empty if the provider does not have it. */
    default Optional<byte[]> channelBinding(SSLEngine engine, String registeredName) {
        return Optional.empty();
    }

    /** Returns why the provider cannot use exactly these groups, such as {@code needs another one}. */
    default Optional<String> lacks(List<NamedGroup> groups) {
        return Optional.empty();
    }

    /** Returns what the provider lacks to sign with a key, such as {@code RSASSA-PSS keys}. */
    default Optional<String> lacks(PrivateKey key) {
        return Optional.empty();
    }
}
