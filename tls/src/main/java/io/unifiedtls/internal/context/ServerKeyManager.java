package io.unifiedtls.internal.context;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

    private final List<Credential> entries;

    /** By identity: a search, or equality of keys and certificates, would cost more with every chain. */
    private final Map<Credential, String> aliases = new IdentityHashMap<>();

    private final CertificateSelector chains;

    ServerKeyManager(List<Credential> entries, CertificateSelector chains) {
        this.entries = entries;
        this.chains = chains;
        for (int i = 0; i < entries.size(); i++) {
            this.aliases.put(entries.get(i), Integer.toString(i));
        }
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
        return this.chains.choose(this.chains.match(serverName), Optional.empty());
    }

    private @Nullable String alias(Optional<Credential> chosen, String keyType) {
        return chosen.filter(entry -> KeyTypes.matches(keyType, entry.leaf().getPublicKey()))
                .map(this.aliases::get)
                .orElse(null);
    }

    /** Returns the response of OCSP to staple to the chain of an alias. */
    Optional<byte[]> ocspResponse(String alias) {
        return this.entries.get(Integer.parseInt(alias)).ocspResponse();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return this.entries.get(Integer.parseInt(alias)).key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return this.entries.get(Integer.parseInt(alias)).certificates().toArray(X509Certificate[]::new);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        var aliases = IntStream.range(0, this.entries.size())
                .filter(i ->
                        KeyTypes.matches(keyType, this.entries.get(i).leaf().getPublicKey()))
                .mapToObj(Integer::toString)
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
