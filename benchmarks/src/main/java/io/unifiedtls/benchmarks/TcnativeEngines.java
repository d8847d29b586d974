package io.unifiedtls.benchmarks;

import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import io.unifiedtls.TlsVersion;

/** The bare engines of BoringSSL, as Netty makes them. */
record TcnativeEngines(SslContext serverContext, SslContext clientContext) implements Engines {

    /** Returns engines that speak one version, with the same cipher suites as other engines. */
    static TcnativeEngines of(TlsVersion version, Material material, SSLEngine model) {
        var certificate = material.certificate();
        var ciphers = List.of(model.getEnabledCipherSuites());
        try {
            var server = SslContextBuilder.forServer(certificate.privateKey(), certificate.chain())
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols(version.protocol())
                    .ciphers(ciphers, IdentityCipherSuiteFilter.INSTANCE)
                    .build();
            var client = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols(version.protocol())
                    .ciphers(ciphers, IdentityCipherSuiteFilter.INSTANCE)
                    .trustManager(material.authority().certificate())
                    .build();
            // BoringSSL makes keys for tickets where none are said, and clients take tickets.
            ((OpenSslSessionContext) server.sessionContext()).setTicketKeys(new OpenSslSessionTicketKey[0]);
            ((OpenSslSessionContext) client.sessionContext()).setTicketKeys(new OpenSslSessionTicketKey[0]);
            return new TcnativeEngines(server, client);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SSLEngine server() {
        return this.serverContext.newEngine(ByteBufAllocator.DEFAULT);
    }

    @Override
    public SSLEngine client(int port) {
        return this.clientContext.newEngine(ByteBufAllocator.DEFAULT, Material.HOST, port);
    }

    @Override
    public SSLSessionContext clientSessions() {
        return this.clientContext.sessionContext();
    }
}
