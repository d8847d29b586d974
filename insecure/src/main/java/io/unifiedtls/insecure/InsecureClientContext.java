package io.unifiedtls.insecure;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.socket.NioTlsSocket;

/**
 * A client context that does not fully verify servers. Only for tests. Immutable and thread-safe.
 *
 * <p>Trusting the server's certificate with {@code TrustStore.fromFile} in an ordinary context is safer. If
 * {@link SkippedCheck#HOSTNAME} is skipped, connections do not need a host name.
 */
public final class InsecureClientContext implements ClientContext, InsecureContext {

    /** A connection in memory has no port; its sessions are those of all such connections to the same host. */
    private static final int UNKNOWN_PORT = -1;

    private final ClientContext delegate;

    private final Set<SkippedCheck> skippedChecks;

    InsecureClientContext(ClientContext delegate, Set<SkippedCheck> skippedChecks) {
        this.delegate = delegate;
        this.skippedChecks = skippedChecks;
    }

    @Override
    public Set<SkippedCheck> skippedChecks() {
        return this.skippedChecks;
    }

    /** Returns the underlying implementation; contexts that it creates verify their peers. */
    @Override
    public TlsImplementation implementation() {
        return this.delegate.implementation();
    }

    @Override
    public TlsClientConfiguration configuration() {
        return this.delegate.configuration();
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
    public TlsSocket connect(String host, int port) throws IOException {
        return NioTlsSocket.connect(this, host, port);
    }

    @Override
    public TlsSocket connect(ConnectTarget target) throws IOException {
        return NioTlsSocket.connect(this, target);
    }

    @Override
    public TlsSocket secure(SocketChannel channel, String serverName) throws IOException {
        return NioTlsSocket.secure(this, channel, serverName);
    }

    @Override
    public TlsBuffer createBuffer(@Nullable String serverHostname) {
        new SecurityWarning(this.skippedChecks).log("client buffer");
        var engine =
                (serverHostname == null) ? sslContext().createSSLEngine() : createEngine(serverHostname, UNKNOWN_PORT);
        return new EngineBuffer(this, engine);
    }

    @Override
    public SSLEngine createEngine(String serverHostname, int port) {
        return this.delegate.createEngine(serverHostname, port);
    }

    @Override
    public SSLContext sslContext() {
        return this.delegate.sslContext();
    }

    @Override
    public InsecureClientContext observed(String contextName, HandshakeListener listener) {
        return new InsecureClientContext(this.delegate.observed(contextName, listener), this.skippedChecks);
    }
}
