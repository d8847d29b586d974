package io.unifiedtls.internal.context;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.engine.ServerHandshake;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.socket.NioTlsServerSocket;
import io.unifiedtls.internal.trust.PeerVerifierReplacement;
import io.unifiedtls.internal.trust.ReplaceableVerifier;

/** The context of a server, for every implementation. Immutable. */
final class EngineServerContext implements ServerContext, NativeEngineSource, ReplaceableVerifier {

    private final ServerParts parts;

    private final Observer observer;

    private EngineServerContext(ServerParts parts, Observer observer) {
        this.parts = parts;
        this.observer = observer;
    }

    static EngineServerContext create(EngineContextFactory factory, TlsServerConfiguration configuration)
            throws ConfigurationException {
        return new EngineServerContext(ServerParts.load(factory, configuration), Observer.NONE);
    }

    @Override
    public TlsImplementation implementation() {
        return this.parts.factory().implementation();
    }

    @Override
    public TlsServerConfiguration configuration() {
        return this.parts.configuration();
    }

    @Override
    public List<LoadedChain> loadedChains() {
        return new ChainWarnings(
                        this.parts.trustManager().getAcceptedIssuers(),
                        this.parts.factory().clock().instant())
                .ofServer(this.parts.credentials());
    }

    @Override
    public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
        return NioTlsServerSocket.listen(this, address, backlog);
    }

    @Override
    public TlsBuffer createBuffer() {
        return new EngineBuffer(this, createEngine());
    }

    @Override
    public SSLEngine createEngine() {
        return TlsEngine.ofServer(
                engines().create(), handshake(), this.parts.factory().library()::invalidRecord);
    }

    @Override
    public ServerEngineFactory engines() {
        return this.parts.engines();
    }

    @Override
    public ServerHandshake handshake() {
        return new ServerHandshake(
                implementation().name(),
                this.observer,
                this.parts.selector(),
                this.parts.trustManager()::checkResumed,
                this.parts.factory().library()::reads,
                configuration().clientAuthentication() == ClientAuthentication.NONE
                        || implementation().capabilities().has(TlsFeature.ALL_PEER_KEYS));
    }

    @Override
    public SSLContext sslContext() {
        var settings = this.parts.settings();
        var shown = settings.parameters(configuration());
        shown.setApplicationProtocols(settings.innerProtocols().toArray(String[]::new));
        return EngineSslContextSpi.of(
                this, engines().sessions(), shown, this::createEngine, (host, port) -> createEngine());
    }

    @Override
    public ServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        var changed = configuration().toBuilder().sessionTicketKeys(keys).build();
        this.parts.factory().validate(changed);
        return new EngineServerContext(this.parts.with(changed), this.observer);
    }

    @Override
    public ServerContext observed(String contextName, HandshakeListener listener) {
        return new EngineServerContext(this.parts, this.observer.and(contextName, listener));
    }

    @Override
    public ServerContext replacingChecks(PeerVerifierReplacement replacement) {
        try {
            return new EngineServerContext(
                    this.parts.with(this.parts.trustManager().replacing(replacement)), this.observer);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(
                    "the TLS library refused settings that it accepted before: " + e.getMessage(), e);
        }
    }
}
