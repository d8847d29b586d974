package io.unifiedtls.jsse;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.internal.engine.ChannelServerSocket;
import io.unifiedtls.internal.engine.ContextView;
import io.unifiedtls.internal.engine.EngineBuffer;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.engine.ServerEngine;
import io.unifiedtls.internal.sni.ServerChains;
import io.unifiedtls.internal.sni.SigningEntry;
import io.unifiedtls.internal.trust.ChecksReplacement;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.ReplaceableChecks;
import io.unifiedtls.internal.trust.Trust;
import io.unifiedtls.internal.trust.TrustStores;

/** A server over a JSSE provider. */
final class JsseServerContext implements ServerContext, ReplaceableChecks {

    private final JsseImplementation implementation;

    private final TlsServerConfiguration configuration;

    private final Settings settings;

    private final List<SigningEntry> entries;

    private final ServerChains chains;

    private final PeerTrustManager trustManager;

    private final SSLContext delegate;

    private final SSLParameters parameters;

    private final Observer observer;

    private JsseServerContext(
            JsseImplementation implementation,
            TlsServerConfiguration configuration,
            Settings settings,
            List<SigningEntry> entries,
            ServerChains chains,
            PeerTrustManager trustManager,
            SSLContext delegate,
            Observer observer) {
        this.implementation = implementation;
        this.configuration = configuration;
        this.settings = settings;
        this.entries = entries;
        this.chains = chains;
        this.trustManager = trustManager;
        this.delegate = delegate;
        this.parameters = parameters(settings, configuration);
        this.observer = observer;
    }

    static JsseServerContext create(
            JsseImplementation implementation, TlsServerConfiguration configuration, Settings settings)
            throws ConfigurationException {
        var entries = load(implementation, configuration.certificateChains());
        var chains = new ServerChains(
                entries,
                configuration.unknownServerName(),
                configuration.absentServerName(),
                Set.copyOf(settings.ciphers()),
                Set.copyOf(settings.versions()),
                implementation.clock());
        var trust = configuration.trustStore().isPresent()
                ? TrustStores.load(configuration.trustStore().get())
                : new Trust(List.of(), List.of());
        return create(
                implementation,
                configuration,
                settings,
                entries,
                chains,
                implementation.trustManager(trust),
                Observer.NONE);
    }

    private static JsseServerContext create(
            JsseImplementation implementation,
            TlsServerConfiguration configuration,
            Settings settings,
            List<SigningEntry> entries,
            ServerChains chains,
            PeerTrustManager trustManager,
            Observer observer) {
        var delegate = implementation.newContext(new ServerKeyManager(entries, chains), trustManager);
        return new JsseServerContext(
                implementation, configuration, settings, entries, chains, trustManager, delegate, observer);
    }

    private static List<SigningEntry> load(JsseImplementation implementation, List<SigningChain> chains)
            throws ConfigurationException {
        var entries = new ArrayList<SigningEntry>();
        for (var chain : chains) {
            var entry = implementation.load(chain);
            if (entry.serverNames().isEmpty() && !entries.isEmpty()) {
                throw new ConfigurationException(
                                "the certificate of %s has no dNSName in its subjectAltName, so it would never be served; say its server names"
                                        .formatted(entry.leaf().getSubjectX500Principal()))
                        .concerning(chain);
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    private static SSLParameters parameters(Settings settings, TlsServerConfiguration configuration) {
        var parameters = settings.parameters();
        // Every name is taken note of, so that no session is resumed for another one (RFC 6066 3).
        parameters.setSNIMatchers(List.of(new AnyServerName()));
        switch (configuration.clientAuthentication()) {
            case NONE -> {}
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    @Override
    public TlsImplementation implementation() {
        return this.implementation;
    }

    @Override
    public TlsServerConfiguration configuration() {
        return this.configuration;
    }

    @Override
    public List<LoadedChain> loadedChains() {
        return this.entries.stream().map(SigningEntry::loaded).toList();
    }

    @Override
    public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
        return ChannelServerSocket.listen(this, address, backlog);
    }

    @Override
    public TlsBuffer createBuffer() {
        return new EngineBuffer(this, createEngine());
    }

    @Override
    public SSLEngine createEngine() {
        var engine = this.delegate.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(this.parameters);
        var ours = this.settings.innerProtocols();
        if (!ours.isEmpty()) {
            // Empty means to go on without a protocol, where JSSE would end the handshake.
            engine.setHandshakeApplicationProtocolSelector((any, offered) ->
                    ours.stream().filter(offered::contains).findFirst().orElse(""));
        }
        return new ServerEngine(this.implementation.prepared(engine), this.implementation.name(), this.observer, this.chains);
    }

    @Override
    public SSLContext sslContext() {
        var shown = parameters(this.settings, this.configuration);
        shown.setApplicationProtocols(this.settings.innerProtocols().toArray(String[]::new));
        return ContextView.of(this, this.delegate, shown, this::createEngine, (host, port) -> createEngine());
    }

    @Override
    public ServerContext observed(String contextName, HandshakeListener listener) {
        return new JsseServerContext(
                this.implementation,
                this.configuration,
                this.settings,
                this.entries,
                this.chains,
                this.trustManager,
                this.delegate,
                this.observer.and(contextName, listener));
    }

    @Override
    public ServerContext replacingChecks(ChecksReplacement replacement) {
        return create(
                this.implementation,
                this.configuration,
                this.settings,
                this.entries,
                this.chains,
                this.trustManager.replacing(replacement),
                this.observer);
    }
}
