package io.unifiedtls.internal.context;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.sni.CertificateSelector;

/**
 * Serves the signing chain that was chosen for the ClientHello.
 *
 * <p>Servers ask for one type of key after the other. The chain is chosen first, and a type that it does not have is
 * answered with nothing: otherwise a chain of another host with the right type of key would win.
 */
final class ServerKeyManager extends X509ExtendedKeyManager {

    /**
     * What is served to new connections.
     *
     * @param entries the signing chains, in the order of the configuration
     * @param byAlias these, and those that were served before: a handshake may have begun with one
     */
    private record Generation(List<Credential> entries, CertificateSelector chains, Map<String, Credential> byAlias) {}

    private volatile Generation generation;

    ServerKeyManager(List<Credential> entries, CertificateSelector chains) {
        this.generation = new Generation(entries, chains, byAlias(entries));
    }

    private static Map<String, Credential> byAlias(List<Credential> entries) {
        return entries.stream().collect(Collectors.toMap(Credential::alias, entry -> entry));
    }

    /** Serves other signing chains from now on. */
    synchronized void serve(List<Credential> entries, CertificateSelector chains) {
        var known = byAlias(this.generation.entries());
        known.putAll(byAlias(entries));
        this.generation = new Generation(entries, chains, known);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        var handshake = Handshake.current();
        var chosen = handshake.filter(Handshake::isMatched).isPresent()
                ? handshake.flatMap(Handshake::chosen)
                : choose(engine.getHandshakeSession());
        return alias(chosen, keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return (socket instanceof SSLSocket tls) ? alias(choose(tls.getHandshakeSession()), keyType) : null;
    }

    /** Chooses only by the server name, for a connection whose ClientHello was not read. */
    private Optional<Credential> choose(@Nullable SSLSession session) {
        var serverName = (session instanceof ExtendedSSLSession extended)
                ? extended.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                : Optional.<String>empty();
        var chains = this.generation.chains();
        return chains.choose(chains.match(serverName), Optional.empty());
    }

    private static @Nullable String alias(Optional<Credential> chosen, String keyType) {
        return chosen.filter(entry -> KeyTypes.matches(keyType, entry.leaf().getPublicKey()))
                .map(Credential::alias)
                .orElse(null);
    }

    /** Returns the key and the chain of an alias. */
    Optional<Credential> entry(String alias) {
        return Handshake.current()
                .flatMap(Handshake::chosen)
                .filter(chosen -> chosen.alias().equals(alias))
                .or(() -> Optional.ofNullable(this.generation.byAlias().get(alias)));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return entry(alias).map(Credential::key).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return entry(alias)
                .map(entry -> entry.certificates().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        var aliases = this.generation.entries().stream()
                .filter(entry -> KeyTypes.matches(keyType, entry.leaf().getPublicKey()))
                .map(Credential::alias)
                .toArray(String[]::new);
        return (aliases.length == 0) ? null : aliases;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
