package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;

/** Engines of clients over the library of the JDK, each for one version of TLS. */
final class ClientEngines {

    private static final String NAME = "www.example.com";

    private static final Map<TlsVersion, ClientContext> CONTEXTS = Map.of(
            TlsVersion.TLSv1_2, context(Site.AUTHORITY, TlsVersion.TLSv1_2),
            TlsVersion.TLSv1_3, context(Site.AUTHORITY, TlsVersion.TLSv1_3));

    private ClientEngines() {}

    /** Returns an engine that trusts the server. */
    static SSLEngine of(TlsServer server, TlsVersion version) {
        return CONTEXTS.get(version).createEngine(NAME, server.port());
    }

    /** Returns an engine that trusts another authority than that of the server. */
    static SSLEngine stranger(TlsServer server, TlsVersion version) {
        return context(Site.CLIENT_AUTHORITY, version).createEngine(NAME, server.port());
    }

    private static ClientContext context(TestAuthority authority, TlsVersion version) {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(authority.certificatePem()))
                .lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .build();
        try {
            return TlsImplementation.named("jsse").clientContext(configuration);
        } catch (ConfigurationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns an engine of TLS 1.2 that asks for another handshake if it is told to; ours do not. */
    static SSLEngine renegotiating(TlsServer server) {
        return plain(server, TlsVersion.TLSv1_2, null);
    }

    /** Returns an engine that sends this chain and signs with this key, whether they belong together or not. */
    static SSLEngine identified(TlsServer server, TlsVersion version, List<X509Certificate> chain, PrivateKey key) {
        return plain(server, version, new X509ExtendedKeyManager() {

            @Override
            public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
                return "client";
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return chain.toArray(X509Certificate[]::new);
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return key;
            }

            @Override
            public String[] getClientAliases(String keyType, Principal[] issuers) {
                return new String[] {"client"};
            }

            @Override
            public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
                return "client";
            }

            @Override
            public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
                return null;
            }

            @Override
            public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
                return null;
            }
        });
    }

    private static SSLEngine plain(TlsServer server, TlsVersion version, @Nullable KeyManager identity) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", Site.AUTHORITY.certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(identity == null ? null : new KeyManager[] {identity}, trust.getTrustManagers(), null);
            var engine = context.createSSLEngine(NAME, server.port());
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {version.protocol()});
            return engine;
        } catch (GeneralSecurityException | IOException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
