package io.unifiedtls.internal.context;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.socket.NioTlsServerSocket;
import io.unifiedtls.internal.trust.PeerTrustManager;

/** A server context that stands for its current generation. */
final class ReloadingServerContext
        implements ReloadableServerContext,
                NativeEngineSource,
                OnDemand.Loading,
                Reloads.Reloading,
                LiveManagers.Managed {

    private final Generations<EngineServerContext> generations;

    ReloadingServerContext(Generations<EngineServerContext> generations) {
        this.generations = generations;
    }

    @Override
    public EngineServerContext current() {
        return this.generations.current();
    }

    @Override
    public boolean reload() throws ConfigurationException {
        return Reloads.reload(this);
    }

    @Override
    public long generation() {
        return this.generations.number();
    }

    @Override
    public Generations<EngineServerContext> generations() {
        return this.generations;
    }

    @Override
    public ServerContext observed(String contextName, HandshakeListener listener) {
        return new ReloadingServerContext(
                this.generations.observed(generation -> generation.observed(contextName, listener)));
    }

    /** Not a reload: the returned context has other ticket keys, and does not follow this one. */
    @Override
    public ServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        return current().withSessionTicketKeys(keys);
    }

    @Override
    public ReloadableServerContext reloadable() {
        return this;
    }

    // ---- of the current generation

    @Override
    public TlsImplementation implementation() {
        return current().implementation();
    }

    @Override
    public TlsServerConfiguration configuration() {
        return current().configuration();
    }

    @Override
    public List<LoadedChain> loadedChains() {
        return current().loadedChains();
    }

    @Override
    public List<byte[]> trustedAuthorities() {
        return current().trustedAuthorities();
    }

    @Override
    public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
        return NioTlsServerSocket.listen(this, address, backlog);
    }

    @Override
    public TlsSocket secure(SocketChannel channel) throws IOException {
        return current().secure(channel);
    }

    @Override
    public TlsBuffer createBuffer() {
        return current().createBuffer();
    }

    @Override
    public SSLEngine createEngine() {
        return current().createEngine();
    }

    @Override
    public OnDemand onDemand() {
        return current().onDemand();
    }

    @Override
    public NativeEngineSource.Connection connection() {
        return current().connection();
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return current().keyManager();
    }

    @Override
    public PeerTrustManager trustManager() {
        return current().trustManager();
    }

    @Override
    public SSLContext sslContext() {
        return EngineSslContextSpi.of(
                this,
                new CurrentSessions(() -> current().sessions()),
                current().shownParameters(),
                this::createEngine,
                (host, port) -> createEngine());
    }
}
