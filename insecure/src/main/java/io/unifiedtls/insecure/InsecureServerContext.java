package io.unifiedtls.insecure;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.socket.NioTlsServerSocket;
import io.unifiedtls.internal.socket.NioTlsSocket;

/**
 * A server context that accepts any client certificate. Only for tests. Immutable and thread-safe.
 *
 * <p>Trusting the clients' certificates with {@code TrustStore.fromFile} in an ordinary context is safer.
 */
public final class InsecureServerContext implements ServerContext, InsecureContext {

    private final ServerContext delegate;

    private final TlsServerConfiguration configuration;

    InsecureServerContext(ServerContext delegate, TlsServerConfiguration configuration) {
        this.delegate = delegate;
        this.configuration = configuration;
    }

    @Override
    public Set<SkippedCheck> skippedChecks() {
        return InsecureServerConfiguration.SKIPPED_CHECKS;
    }

    /** Returns the underlying implementation; contexts that it creates verify their peers. */
    @Override
    public TlsImplementation implementation() {
        return this.delegate.implementation();
    }

    @Override
    public TlsServerConfiguration configuration() {
        return this.configuration;
    }

    @Override
    public List<LoadedChain> loadedChains() {
        return this.delegate.loadedChains();
    }

    @Override
    public List<byte[]> trustedAuthorities() {
        return this.delegate.trustedAuthorities();
    }

    @Override
    public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
        new SecurityWarning(skippedChecks()).log("server socket");
        return NioTlsServerSocket.listen(this, address, backlog);
    }

    @Override
    public TlsSocket secure(SocketChannel channel) throws IOException {
        return NioTlsSocket.secure(this, channel);
    }

    @Override
    public TlsBuffer createBuffer() {
        new SecurityWarning(skippedChecks()).log("server buffer");
        return new EngineBuffer(this, createEngine());
    }

    @Override
    public SSLEngine createEngine() {
        return this.delegate.createEngine();
    }

    @Override
    public SSLContext sslContext() {
        return this.delegate.sslContext();
    }

    @Override
    public InsecureServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        return new InsecureServerContext(
                this.delegate.withSessionTicketKeys(keys),
                this.configuration.toBuilder().sessionTicketKeys(keys).build());
    }

    @Override
    public InsecureServerContext observed(String contextName, HandshakeListener listener) {
        return new InsecureServerContext(this.delegate.observed(contextName, listener), this.configuration);
    }
}
