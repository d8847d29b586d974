package io.unifiedtls.internal.context;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.Side;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.socket.NioTlsSocket;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.PeerVerifierReplacement;
import io.unifiedtls.internal.trust.ReplaceableVerifier;
import io.unifiedtls.internal.trust.TrustStores;

/** A client over engines. */
final class EngineClientContext implements ClientContext, ReplaceableVerifier {

    /** A connection in memory has no port; its sessions are those of all such connections to the same host. */
    private static final int UNKNOWN_PORT = -1;

    private final EngineContextFactory contexts;

    private final TlsClientConfiguration configuration;

    private final ResolvedSettings settings;

    private final Optional<Credential> entry;

    private final PeerTrustManager trustManager;

    private final ClientEngineFactory engines;

    private final ClientSessions sessions;

    private final Observer observer;

    /** Most clients call one server, again and again. */
    private volatile @Nullable ReferenceIdentity lastCalled;

    private EngineClientContext(
            EngineContextFactory contexts,
            TlsClientConfiguration configuration,
            ResolvedSettings settings,
            Optional<Credential> entry,
            PeerTrustManager trustManager,
            ClientEngineFactory engines,
            ClientSessions sessions,
            Observer observer) {
        this.contexts = contexts;
        this.configuration = configuration;
        this.settings = settings;
        this.entry = entry;
        this.trustManager = trustManager;
        this.engines = engines;
        this.sessions = sessions;
        this.observer = observer;
    }

    static EngineClientContext create(
            EngineContextFactory contexts, TlsClientConfiguration configuration, ResolvedSettings settings)
            throws ConfigurationException {
        Optional<Credential> entry = configuration.certificateChain().isPresent()
                ? Optional.of(contexts.load(configuration.certificateChain().get()))
                : Optional.empty();
        var trust = TrustStores.load(configuration.trustStore().orElseGet(TrustStore::system));
        return create(contexts, configuration, settings, entry, contexts.trustManager(trust), Observer.NONE);
    }

    private static EngineClientContext create(
            EngineContextFactory contexts,
            TlsClientConfiguration configuration,
            ResolvedSettings settings,
            Optional<Credential> entry,
            PeerTrustManager trustManager,
            Observer observer)
            throws ConfigurationException {
        var engines = contexts.library()
                .client(new ClientEngineParameters(
                        configuration, settings, new ClientKeyManager(entry), trustManager, contexts.clock()));
        var sessions = new ClientSessions(engines.sessions().clientSessions(), trustManager, contexts.clock());
        return new EngineClientContext(
                contexts, configuration, settings, entry, trustManager, engines, sessions, observer);
    }

    @Override
    public TlsImplementation implementation() {
        return this.contexts.implementation();
    }

    @Override
    public TlsClientConfiguration configuration() {
        return this.configuration;
    }

    @Override
    public List<LoadedChain> loadedChains() {
        var warnings = new ChainWarnings(
                this.trustManager.getAcceptedIssuers(), this.contexts.clock().instant());
        return this.entry.stream().map(warnings::ofClient).toList();
    }

    @Override
    public TlsSocket connect(String host, int port) throws IOException {
        return NioTlsSocket.connect(this, host, port);
    }

    @Override
    public TlsBuffer createBuffer(@Nullable String serverHostname) {
        return new EngineBuffer(
                this, (serverHostname == null) ? createEngine() : createEngine(serverHostname, UNKNOWN_PORT));
    }

    @Override
    public SSLEngine createEngine(String serverHostname, int port) {
        var server = this.lastCalled;
        if (server == null || !server.given().equals(serverHostname)) {
            server = ReferenceIdentity.of(serverHostname);
            this.lastCalled = server;
        }
        this.sessions.forgetExpired();
        return observed(
                this.engines.create(server.host(), port, server.serverName()),
                Optional.of(server.host()),
                port,
                server.serverName().map(SNIHostName::getAsciiName));
    }

    /** Creates an engine whose host is still to be set, with its parameters; without one it refuses every server. */
    private SSLEngine createEngine() {
        return observed(this.engines.create(), Optional.empty(), UNKNOWN_PORT, Optional.empty());
    }

    private SSLEngine observed(SSLEngine engine, Optional<String> host, int port, Optional<String> serverName) {
        var implementation = this.contexts.implementation();
        var handshake = new Handshake(
                Side.CLIENT,
                implementation.name(),
                this.observer,
                this.sessions,
                host,
                implementation.capabilities().has(TlsFeature.ALL_PEER_KEYS));
        handshake.requested(serverName);
        return TlsEngine.ofClient(engine, port, handshake, this.contexts.library()::invalidRecord);
    }

    @Override
    public SSLContext sslContext() {
        return EngineSslContextSpi.of(
                this,
                this.engines.sessions(),
                this.settings.clientParameters(),
                this::createEngine,
                this::createEngine);
    }

    @Override
    public ClientContext observed(String contextName, HandshakeListener listener) {
        return new EngineClientContext(
                this.contexts,
                this.configuration,
                this.settings,
                this.entry,
                this.trustManager,
                this.engines,
                this.sessions,
                this.observer.and(contextName, listener));
    }

    @Override
    public ClientContext replacingChecks(PeerVerifierReplacement replacement) {
        try {
            return create(
                    this.contexts,
                    this.configuration,
                    this.settings,
                    this.entry,
                    this.trustManager.replacing(replacement),
                    this.observer);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(
                    "the TLS library refused settings that it accepted before: " + e.getMessage(), e);
        }
    }
}
