package io.unifiedtls.internal.context;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ReloadableClientContext;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;

/** A client context that stands for its current generation. */
final class ReloadingClientContext implements ReloadableClientContext, Reloads.Reloading {

    /** A context of a generation with the listeners of this handle. */
    private record Observed(EngineClientContext generation, EngineClientContext context) {}

    private final Generations<EngineClientContext> generations;

    private final UnaryOperator<EngineClientContext> observation;

    private volatile @Nullable Observed observed;

    ReloadingClientContext(EngineClientContext first) {
        this(new Generations<>(first), UnaryOperator.identity());
    }

    private ReloadingClientContext(
            Generations<EngineClientContext> generations, UnaryOperator<EngineClientContext> observation) {
        this.generations = generations;
        this.observation = observation;
    }

    @Override
    public EngineClientContext current() {
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
    public ClientContext observed(String contextName, HandshakeListener listener) {
        return new ReloadingClientContext(
                this.generations,
                generation -> this.observation.apply(generation).observed(contextName, listener));
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
    public TlsSocket connect(String host, int port) throws IOException {
        return current().connect(host, port);
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
    public SSLContext sslContext() {
        return EngineSslContextSpi.of(
                this,
                new CurrentSessions(() -> current().sessions()),
                current().shownParameters(),
                () -> current().createEngine(),
                this::createEngine);
    }
}
