package io.unifiedtls.internal.context;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.material.Credential;

/**
 * Sends the signing chain of a client to a server that asks for one.
 *
 * <p>The CA names that the server lists are ignored: many servers list too few, and the server decides in any case.
 */
final class ClientKeyManager extends X509ExtendedKeyManager {

    /**
     * What is sent on new connections.
     *
     * @param previous what was sent before: a handshake may have begun with it
     */
    private record Generation(Optional<Credential> entry, Optional<Credential> previous) {}

    private volatile Generation generation;

    ClientKeyManager(Optional<Credential> entry) {
        this.generation = new Generation(entry, Optional.empty());
    }

    /** Sends another signing chain from now on. */
    void send(Optional<Credential> entry) {
        this.generation = new Generation(entry, this.generation.entry());
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return alias(keyTypes);
    }

    private @Nullable String alias(String... keyTypes) {
        return this.generation
                .entry()
                .filter(chain -> Arrays.stream(keyTypes)
                        .anyMatch(type -> KeyTypes.matches(type, chain.leaf().getPublicKey())))
                .map(Credential::alias)
                .orElse(null);
    }

    /** Returns the key and the chain of an alias. */
    Optional<Credential> entry(String alias) {
        var current = this.generation;
        return Stream.of(current.entry(), current.previous())
                .flatMap(Optional::stream)
                .filter(entry -> entry.alias().equals(alias))
                .findFirst();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return entry(alias).map(Credential::key).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return entry(alias)
                .map(chain -> chain.certificates().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        var alias = alias(keyType);
        return (alias == null) ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
