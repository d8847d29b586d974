package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;

/** Engines of clients over the library of the JDK, each for one version of TLS. */
final class ClientEngines {

    private ClientEngines() {}

    /** Returns an engine that trusts this authority, and no other. */
    static SSLEngine trusting(TestAuthority authority, TlsVersion version) {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(authority.certificatePem()))
                .lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .build();
        try {
            return TlsImplementation.named("jsse").clientContext(configuration).createEngine("www.example.com", 443);
        } catch (ConfigurationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns an engine of TLS 1.2 that asks for another handshake if it is told to; ours do not. */
    static SSLEngine renegotiating(TestAuthority authority) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", authority.certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLSv1.2");
            context.init(null, trust.getTrustManagers(), null);
            var engine = context.createSSLEngine("www.example.com", 443);
            engine.setUseClientMode(true);
            return engine;
        } catch (GeneralSecurityException | IOException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
