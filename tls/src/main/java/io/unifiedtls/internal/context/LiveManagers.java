package io.unifiedtls.internal.context;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.trust.PeerTrustManager;

/**
 * The key manager and the trust manager of a context, for whatever has a TLS library of its own. They follow the
 * context if it is reloaded. Thread-safe.
 *
 * @param keyManager knows a key as long as its generation, or the next one, is in use: a handshake that has begun ends
 *     with the key that it was begun with
 * @param trustManager verifies a server's host name too, whatever the library was told
 */
public record LiveManagers(X509ExtendedKeyManager keyManager, X509ExtendedTrustManager trustManager) {

    /** A context that has managers; they change only with its generation. */
    interface Managed {

        X509ExtendedKeyManager keyManager();

        PeerTrustManager trustManager();
    }

    /**
     * Returns the managers of a context.
     *
     * @throws IllegalArgumentException if it is not one of this library
     */
    public static LiveManagers of(TlsContext context) {
        if (!(context instanceof Managed managed)) {
            throw new IllegalArgumentException("%s has no key manager and no trust manager"
                    .formatted(context.getClass().getName()));
        }
        return new LiveManagers(new LiveKeyManager(managed::keyManager), new LiveTrustManager(managed::trustManager));
    }

    /** Returns the CA certificates that a context trusts now. */
    public static List<X509Certificate> authorities(TlsContext context) {
        return (context instanceof Managed managed) ? managed.trustManager().authorities() : List.of();
    }

    private static final class LiveKeyManager extends X509ExtendedKeyManager {

        /** The key manager in use, and the one before it. */
        private record Known(X509ExtendedKeyManager current, X509ExtendedKeyManager previous) {}

        private final Supplier<X509ExtendedKeyManager> managers;

        private volatile Known known;

        LiveKeyManager(Supplier<X509ExtendedKeyManager> managers) {
            this.managers = managers;
            this.known = new Known(managers.get(), managers.get());
        }

        private X509ExtendedKeyManager current() {
            return known().current();
        }

        private Known known() {
            var last = this.known;
            var current = this.managers.get();
            if (last.current() != current) {
                last = new Known(current, last.current());
                this.known = last;
            }
            return last;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            var managers = known();
            var key = managers.current().getPrivateKey(alias);
            return (key != null) ? key : managers.previous().getPrivateKey(alias);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            var managers = known();
            var chain = managers.current().getCertificateChain(alias);
            return (chain != null) ? chain : managers.previous().getCertificateChain(alias);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
            return current().chooseEngineClientAlias(keyTypes, issuers, engine);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
            return current().chooseEngineServerAlias(keyType, issuers, engine);
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return current().chooseClientAlias(keyTypes, issuers, socket);
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return current().chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return current().getClientAliases(keyType, issuers);
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return current().getServerAliases(keyType, issuers);
        }
    }

    private static final class LiveTrustManager extends X509ExtendedTrustManager {

        private final Supplier<PeerTrustManager> managers;

        LiveTrustManager(Supplier<PeerTrustManager> managers) {
            this.managers = managers;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            this.managers.get().checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            this.managers.get().checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            this.managers.get().checkClientTrusted(chain, authType, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            this.managers.get().checkServerTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            this.managers.get().checkClientTrusted(chain, authType, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            this.managers.get().checkServerTrusted(chain, authType, engine);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return this.managers.get().getAcceptedIssuers();
        }
    }
}
