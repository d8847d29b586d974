package io.unifiedtls.internal.context;

import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.internal.engine.EngineLibrary;

/** A TLS library that makes engines: all that one implementation has for itself. Thread-safe. */
public interface TlsLibrary extends EngineLibrary {

    /**
     * Prepares the engines of a server.
     *
     * @throws ConfigurationException if the library refuses a setting
     */
    ServerEngineFactory server(ServerEngineParameters setup) throws ConfigurationException;

    /**
     * Prepares the engines of a client.
     *
     * @throws ConfigurationException if the library refuses a setting
     */
    ClientEngineFactory client(ClientEngineParameters setup) throws ConfigurationException;

    /**
     * Returns the kind of key if the library does not support it, such as {@code "keys of 128 bits"}; empty if it does.
     */
    default Optional<String> lacks(PrivateKey key) {
        return Optional.empty();
    }

    /**
     * Returns why the library cannot use exactly these groups, each of which it supports, as a message; empty if it
     * can.
     */
    default Optional<String> lacks(List<NamedGroup> groups) {
        return Optional.empty();
    }

    /**
     * Returns whether the library does what a property of the JVM asks of the JDK's TLS library, such as
     * {@code jdk.tls.namedGroups}.
     *
     * @param value the value, or the one entry of a list
     */
    default boolean honours(String property, String value) {
        return false;
    }

    /** Returns whether the library can read a server name in a ClientHello, one that is a host name by our rule. */
    default boolean reads(String serverName) {
        return true;
    }

    /** Called before the peer's certificate is refused, for a library whose own alert would be too vague. */
    default void refusing(SSLEngine engine, CertificateVerificationException refusal) {}
}
