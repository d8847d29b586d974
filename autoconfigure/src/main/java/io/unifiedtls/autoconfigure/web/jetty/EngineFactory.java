package io.unifiedtls.autoconfigure.web.jetty;

import java.net.InetSocketAddress;

import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.util.ssl.SslContextFactory;

import io.unifiedtls.ServerContext;

/**
 * Creates the engine of each of Jetty's connections. Neither key stores nor any other setting of its superclass has an
 * effect: the configuration of the context applies instead. Thread-safe.
 */
final class EngineFactory extends SslContextFactory.Server {

    private final ServerContext context;

    EngineFactory(ServerContext context) {
        this.context = context;
        setSslContext(context.sslContext());
        // Otherwise Jetty would warn of a configuration with none but what it excludes.
        setExcludeProtocols();
        setExcludeCipherSuites();
        // The engines refuse it, with an alert. Jetty would take what follows a failed handshake for one, and close the
        // connection before the alert is written.
        setRenegotiationAllowed(true);
        setRenegotiationLimit(-1);
    }

    @Override
    public SSLEngine newSSLEngine() {
        return this.context.createEngine();
    }

    @Override
    public SSLEngine newSSLEngine(String host, int port) {
        return this.context.createEngine();
    }

    @Override
    public SSLEngine newSSLEngine(InetSocketAddress address) {
        return this.context.createEngine();
    }

    /** Checks nothing: an implementation has validated the configuration of the context. */
    @Override
    protected void checkConfiguration() {}
}
