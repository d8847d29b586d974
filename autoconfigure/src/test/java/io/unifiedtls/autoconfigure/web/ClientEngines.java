package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

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
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", Site.AUTHORITY.certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLSv1.2");
            context.init(null, trust.getTrustManagers(), null);
            var engine = context.createSSLEngine(NAME, server.port());
            engine.setUseClientMode(true);
            return engine;
        } catch (GeneralSecurityException | IOException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
