package io.unifiedtls.test.differential;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsVersion;

/**
 * The other end of a connection: a TLS library alone, without any of our checks, that accepts every certificate.
 *
 * @param library the provider of the library
 * @param identity what it sends, if anything
 */
record Peer(Provider library, Optional<Identity> identity) {

    private static final Provider JDK = Security.getProvider("SunJSSE");

    private static final Provider CONSCRYPT = Conscrypt.newProvider();

    /** Returns one over the JDK's library, which supports every kind of key. */
    static Peer jdk(Identity identity) {
        return new Peer(JDK, Optional.of(identity));
    }

    /** Returns one over the JDK's library that has no certificate. */
    static Peer jdk() {
        return new Peer(JDK, Optional.empty());
    }

    /** Returns one over Conscrypt, which neither limits the number of certificates nor, within reason, their size. */
    static Peer unlimited(Identity identity) {
        return new Peer(CONSCRYPT, Optional.of(identity));
    }

    /** Returns one over Conscrypt that has no certificate. */
    static Peer unlimited() {
        return new Peer(CONSCRYPT, Optional.empty());
    }

    SSLEngine client(TlsVersion version) {
        return client(version, parameters -> {});
    }

    SSLEngine client(TlsVersion version, Consumer<SSLParameters> settings) {
        return engine(context(), true, List.of(version), settings);
    }

    SSLEngine server(TlsVersion version) {
        return server(version, parameters -> {});
    }

    SSLEngine server(TlsVersion version, Consumer<SSLParameters> settings) {
        return engine(context(), false, List.of(version), settings);
    }

    /** Returns a context of the library, for peers that resume sessions. */
    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS", this.library);
            context.init(new KeyManager[] {new OneKey(this.identity)}, new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    static SSLEngine engine(
            SSLContext context, boolean client, List<TlsVersion> versions, Consumer<SSLParameters> settings) {
        var engine = context.createSSLEngine("localhost", 443);
        engine.setUseClientMode(client);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(versions.stream().map(TlsVersion::protocol).toArray(String[]::new));
        settings.accept(parameters);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static final class OneKey extends X509ExtendedKeyManager {

        private final Optional<Identity> identity;

        OneKey(Optional<Identity> identity) {
            this.identity = identity;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
            return this.identity.isPresent() ? "one" : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
            return this.identity
                    .map(one -> one.certificate().getPublicKey().getAlgorithm())
                    .filter(keyType::equals)
                    .orElse(null);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return this.identity
                    .map(one -> one.chain().toArray(X509Certificate[]::new))
                    .orElse(null);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return this.identity.map(one -> one.keys().getPrivate()).orElse(null);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }

    private static final class Everybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
