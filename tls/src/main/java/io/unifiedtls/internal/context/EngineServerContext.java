package io.unifiedtls.internal.context;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SigningChain;
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
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.internal.socket.NioTlsServerSocket;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.PeerVerifierReplacement;
import io.unifiedtls.internal.trust.ReplaceableVerifier;
import io.unifiedtls.internal.trust.TrustAnchors;
import io.unifiedtls.internal.trust.TrustStores;

/** A server over engines. */
final class EngineServerContext implements ServerContext, NativeEngineSource, ReplaceableVerifier {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    private final EngineContextFactory contexts;

    private final TlsServerConfiguration configuration;

    private final ResolvedSettings settings;

    private final List<Credential> entries;

    private final CertificateSelector chains;

    private final PeerTrustManager trustManager;

    private final ServerEngineFactory engines;

    private final Observer observer;

    private EngineServerContext(
            EngineContextFactory contexts,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
            List<Credential> entries,
            CertificateSelector chains,
            PeerTrustManager trustManager,
            ServerEngineFactory engines,
            Observer observer) {
        this.contexts = contexts;
        this.configuration = configuration;
        this.settings = settings;
        this.entries = entries;
        this.chains = chains;
        this.trustManager = trustManager;
        this.engines = engines;
        this.observer = observer;
    }

    static EngineServerContext create(
            EngineContextFactory contexts, TlsServerConfiguration configuration, ResolvedSettings settings)
            throws ConfigurationException {
        var entries = load(contexts, configuration.certificateChains());
        var chains = new CertificateSelector(
                entries,
                configuration.unknownServerName(),
                configuration.absentServerName(),
                Set.copyOf(settings.ciphers()),
                Set.copyOf(settings.versions()),
                contexts.clock());
        var trust = configuration.trustStore().isPresent()
                ? TrustStores.load(configuration.trustStore().get())
                : new TrustAnchors(List.of(), List.of());
        var trustManager = contexts.trustManager(trust);
        if (configuration.clientAuthentication() != ClientAuthentication.NONE
                && trustManager.getAcceptedIssuers().length
                        < trust.authorities().size()) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "the names of {0} trusted CAs are too long for a CertificateRequest; client certificates are requested"
                            + " without a list of CAs",
                    trust.authorities().size());
        }
        return create(contexts, configuration, settings, entries, chains, trustManager, Observer.NONE);
    }

    private static EngineServerContext create(
            EngineContextFactory contexts,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
            List<Credential> entries,
            CertificateSelector chains,
            PeerTrustManager trustManager,
            Observer observer)
            throws ConfigurationException {
        var keyManager = new ServerKeyManager(entries, chains);
        var engines = contexts.library()
                .server(new ServerEngineParameters(
                        configuration, settings, keyManager, keyManager::ocspResponse, trustManager, contexts.clock()));
        return new EngineServerContext(
                contexts, configuration, settings, entries, chains, trustManager, engines, observer);
    }

    private static List<Credential> load(EngineContextFactory contexts, List<SigningChain> chains)
            throws ConfigurationException {
        var entries = new ArrayList<Credential>();
        for (var chain : chains) {
            var entry = contexts.load(chain);
            if (entry.serverNames().isEmpty() && !entries.isEmpty()) {
                throw new ConfigurationException(
                                "the certificate of %s has no dNSName in its subjectAltName, so it would never be served; set its server names"
                                        .formatted(entry.leaf().getSubjectX500Principal()))
                        .concerning(chain);
            }
            for (var name : entry.serverNames()) {
                checkReadable(name, chain, contexts);
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    /** A client may reach a server without its name, but none that asks for one that the library refuses to read. */
    private static void checkReadable(String name, SigningChain chain, EngineContextFactory contexts)
            throws ConfigurationException {
        if (!contexts.library().reads(name.startsWith("*.") ? "a" + name.substring(1) : name)) {
            throw new ConfigurationException(
                            "TLS implementation %s refuses every client that requests the server name %s; configure other server names, or another implementation"
                                    .formatted(contexts.implementation().name(), name))
                    .concerning(chain);
        }
    }

    @Override
    public TlsImplementation implementation() {
        return this.contexts.implementation();
    }

    @Override
    public TlsServerConfiguration configuration() {
        return this.configuration;
    }

    @Override
    public List<LoadedChain> loadedChains() {
        return new ChainWarnings(
                        this.trustManager.getAcceptedIssuers(),
                        this.contexts.clock().instant())
                .ofServer(this.entries);
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
        return TlsEngine.ofServer(this.engines.create(), handshake(), this.contexts.library()::invalidRecord);
    }

    @Override
    public ServerEngineFactory engines() {
        return this.engines;
    }

    @Override
    public ServerHandshake handshake() {
        return new ServerHandshake(
                implementation().name(),
                this.observer,
                this.chains,
                this.trustManager::checkResumed,
                this.contexts.library()::reads,
                this.configuration.clientAuthentication() == ClientAuthentication.NONE
                        || implementation().capabilities().has(TlsFeature.ALL_PEER_KEYS));
    }

    @Override
    public SSLContext sslContext() {
        var shown = this.settings.parameters(this.configuration);
        shown.setApplicationProtocols(this.settings.innerProtocols().toArray(String[]::new));
        return EngineSslContextSpi.of(
                this, this.engines.sessions(), shown, this::createEngine, (host, port) -> createEngine());
    }

    @Override
    public ServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        var changed = this.configuration.toBuilder().sessionTicketKeys(keys).build();
        this.contexts.validate(changed);
        return create(
                this.contexts, changed, this.settings, this.entries, this.chains, this.trustManager, this.observer);
    }

    @Override
    public ServerContext observed(String contextName, HandshakeListener listener) {
        return new EngineServerContext(
                this.contexts,
                this.configuration,
                this.settings,
                this.entries,
                this.chains,
                this.trustManager,
                this.engines,
                this.observer.and(contextName, listener));
    }

    @Override
    public ServerContext replacingChecks(PeerVerifierReplacement replacement) {
        try {
            return create(
                    this.contexts,
                    this.configuration,
                    this.settings,
                    this.entries,
                    this.chains,
                    this.trustManager.replacing(replacement),
                    this.observer);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(
                    "the TLS library refused settings that it accepted before: " + e.getMessage(), e);
        }
    }
}
