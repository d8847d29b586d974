package io.unifiedtls.internal.context;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

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

    private static final String ALIAS = "client";

    private final Optional<Credential> entry;

    ClientKeyManager(Optional<Credential> entry) {
        this.entry = entry;
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
        return this.entry
                .filter(chain -> Arrays.stream(keyTypes)
                        .anyMatch(type -> KeyTypes.matches(type, chain.leaf().getPublicKey())))
                .map(chain -> ALIAS)
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return this.entry.map(Credential::key).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return this.entry
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
