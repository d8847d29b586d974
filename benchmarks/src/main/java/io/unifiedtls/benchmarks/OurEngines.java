package io.unifiedtls.benchmarks;

import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;

/** Engines of this library, with its defaults. */
record OurEngines(ServerContext serverContext, ClientContext clientContext) implements Engines {

    /** Returns engines of an implementation that speak one version. */
    static OurEngines of(String name, TlsVersion version, Material material) {
        try {
            var implementation = TlsImplementation.named(name);
            return new OurEngines(
                    implementation.serverContext(TlsServerConfiguration.builder()
                            .certificateChains(List.of(chain(material)))
                            .lowestSupportedVersion(version)
                            .highestSupportedVersion(version)
                            .build()),
                    implementation.clientContext(TlsClientConfiguration.builder()
                            .trustStore(
                                    TrustStore.fromBuffer(material.authority().certificatePem()))
                            .lowestSupportedVersion(version)
                            .highestSupportedVersion(version)
                            .build()));
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningChain chain(Material material) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(material.certificate().chainPem()),
                TlsPrivateKey.fromBuffer(material.certificate().privateKeyPem()));
    }

    @Override
    public SSLEngine server() {
        return this.serverContext.createEngine();
    }

    @Override
    public SSLEngine client(int port) {
        return this.clientContext.createEngine(Material.HOST, port);
    }

    @Override
    public SSLSessionContext clientSessions() {
        return this.clientContext.sslContext().getClientSessionContext();
    }
}
