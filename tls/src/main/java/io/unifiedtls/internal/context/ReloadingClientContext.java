package io.unifiedtls.internal.context;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ReloadableClientContext;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.trust.PeerTrustManager;

/** A client context that stands for its current generation. */
final class ReloadingClientContext implements ReloadableClientContext, Reloads.Reloading, LiveManagers.Managed {

    private final Generations<EngineClientContext> generations;

    ReloadingClientContext(Generations<EngineClientContext> generations) {
        this.generations = generations;
    }

    @Override
    public EngineClientContext current() {
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
    public Generations<EngineClientContext> generations() {
        return this.generations;
    }

    @Override
    public ClientContext observed(String contextName, HandshakeListener listener) {
        return new ReloadingClientContext(
                this.generations.observed(generation -> generation.observed(contextName, listener)));
    }

    @Override
    public ReloadableClientContext reloadable() {
        return this;
    }

    // ---- of the current generation

    @Override
    public TlsImplementation implementation() {
        return current().implementation();
    }

    @Override
    public TlsClientConfiguration configuration() {
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
    public TlsSocket connect(String host, int port) throws IOException {
        return current().connect(host, port);
    }

    @Override
    public TlsSocket connect(ConnectTarget target) throws IOException {
        return current().connect(target);
    }

    @Override
    public TlsSocket secure(SocketChannel channel, String serverName) throws IOException {
        return current().secure(channel, serverName);
    }

    @Override
    public TlsBuffer createBuffer(@Nullable String serverHostname) {
        return current().createBuffer(serverHostname);
    }

    @Override
    public SSLEngine createEngine(String serverHostname, int port) {
        return current().createEngine(serverHostname, port);
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
                () -> current().createEngine(),
                this::createEngine);
    }
}
