package io.unifiedtls.internal.context;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

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
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;
import io.unifiedtls.internal.socket.NioTlsServerSocket;

/** A server context that stands for its current generation. */
final class ReloadingServerContext implements ReloadableServerContext, NativeEngineSource, Reloads.Reloading {

    /** A context of a generation with the listeners of this handle. */
    private record Observed(EngineServerContext generation, EngineServerContext context) {}

    private final Generations<EngineServerContext> generations;

    private final UnaryOperator<EngineServerContext> observation;

    private volatile @Nullable Observed observed;

    ReloadingServerContext(EngineServerContext first) {
        this(new Generations<>(first), UnaryOperator.identity());
    }

    private ReloadingServerContext(
            Generations<EngineServerContext> generations, UnaryOperator<EngineServerContext> observation) {
        this.generations = generations;
        this.observation = observation;
    }

    @Override
    public EngineServerContext current() {
        var generation = this.generations.current().context();
        var known = this.observed;
        if (known == null || known.generation() != generation) {
            known = new Observed(generation, this.observation.apply(generation));
            this.observed = known;
        }
        return known.context();
    }

    @Override
    public boolean reload() throws ConfigurationException {
        return Reloads.reload(this);
    }

    @Override
    public long generation() {
        return this.generations.current().number();
    }

    @Override
    public Optional<Runnable> prepare(MaterialSnapshot snapshot) throws ConfigurationException {
        return this.generations.prepare(snapshot);
    }

    @Override
    public MaterialVersion version() {
        return this.generations.current().context().version();
    }

    @Override
    public ServerContext observed(String contextName, HandshakeListener listener) {
        return new ReloadingServerContext(
                this.generations,
                generation -> this.observation.apply(generation).observed(contextName, listener));
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
    public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
        return NioTlsServerSocket.listen(this, address, backlog);
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
    public NativeEngineSource.Connection connection() {
        return current().connection();
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
