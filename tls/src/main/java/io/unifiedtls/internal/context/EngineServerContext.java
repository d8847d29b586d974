package io.unifiedtls.internal.context;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.engine.ServerHandshake;
import io.unifiedtls.internal.engine.SessionSource;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.internal.socket.NioTlsServerSocket;
import io.unifiedtls.internal.socket.NioTlsSocket;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.PeerVerifierReplacement;
import io.unifiedtls.internal.trust.ReplaceableVerifier;
import io.unifiedtls.internal.x509.CertificateDer;

/** The context of a server, for every implementation. Immutable. */
final class EngineServerContext
        implements ServerContext,
                NativeEngineSource,
                ReplaceableVerifier,
                OnDemand.Loading,
                Generations.Renewable<EngineServerContext>,
                LiveManagers.Managed {

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
    public List<byte[]> trustedAuthorities() {
        return CertificateDer.encode(this.parts.trustManager().authorities());
    }

    @Override
    public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
        return NioTlsServerSocket.listen(this, address, backlog);
    }

    @Override
    public TlsSocket secure(SocketChannel channel) throws IOException {
        return NioTlsSocket.secure(this, channel);
    }

    @Override
    public TlsBuffer createBuffer() {
        return new EngineBuffer(this, createEngine());
    }

    @Override
    public SSLEngine createEngine() {
        return TlsEngine.ofServer(
                this.parts.engines().create(), handshake(), this.parts.factory().library());
    }

    @Override
    public Connection connection() {
        return new Connection(this.parts.engines(), handshake());
    }

    private ServerHandshake handshake() {
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
    public X509ExtendedKeyManager keyManager() {
        return this.parts.keyManager();
    }

    @Override
    public PeerTrustManager trustManager() {
        return this.parts.trustManager();
    }

    @Override
    public SSLContext sslContext() {
        return EngineSslContextSpi.of(
                this, sessions(), shownParameters(), this::createEngine, (host, port) -> createEngine());
    }

    /** Returns where the library keeps the sessions. */
    SessionSource sessions() {
        return this.parts.engines().sessions();
    }

    /** Returns the settings of the engines. */
    SSLParameters shownParameters() {
        var settings = this.parts.settings();
        var shown = settings.parameters(configuration());
        shown.setApplicationProtocols(settings.innerProtocols().toArray(String[]::new));
        return shown;
    }

    ResolvedSettings settings() {
        return this.parts.settings();
    }

    /** Returns the session ticket keys in use; empty if only the library knows its own. */
    Optional<Inspection.TicketKeys> ticketKeys() {
        return this.parts.engines().ticketKeys();
    }

    CertificateSelector selector() {
        return this.parts.selector();
    }

    @Override
    public ServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        var changed = configuration().toBuilder().sessionTicketKeys(keys).build();
        this.parts.factory().validate(changed);
        return new EngineServerContext(this.parts.withTicketKeysOf(changed), this.observer);
    }

    @Override
    public EngineServerContext observed(String contextName, HandshakeListener listener) {
        return new EngineServerContext(this.parts, this.observer.and(contextName, listener));
    }

    /** @throws UnsupportedOperationException if checks of the peer are skipped, which is for tests */
    @Override
    public ReloadableServerContext reloadable() {
        if (!this.parts.trustManager().performsAllChecks()) {
            throw new UnsupportedOperationException("a context that skips checks cannot be reloaded; create it again");
        }
        return new ReloadingServerContext(new Generations<>(this));
    }

    @Override
    public Optional<EngineServerContext> renewed(MaterialSnapshot snapshot) throws ConfigurationException {
        return this.parts.renewed(snapshot).map(renewed -> new EngineServerContext(renewed, this.observer));
    }

    @Override
    public void publish() {
        this.parts.publish();
    }

    @Override
    public OnDemand onDemand() {
        return this.parts.material().onDemand();
    }

    @Override
    public MaterialVersion version() {
        return this.parts.material().version();
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
