package io.unifiedtls.jsse;

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
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.engine.ContextView;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.engine.ServerEngine;
import io.unifiedtls.internal.sni.ServerChains;
import io.unifiedtls.internal.sni.SigningEntry;
import io.unifiedtls.internal.trust.Trust;
import io.unifiedtls.internal.trust.TrustStores;

/** A server over a JSSE provider. */
final class JsseServerContext implements ServerContext {

    private final JsseImplementation implementation;

    private final TlsServerConfiguration configuration;

    private final Settings settings;

    private final List<SigningEntry> entries;

    private final ServerChains chains;

    private final SSLContext delegate;

    private final SSLParameters parameters;

    private final Observer observer;

    private JsseServerContext(
            JsseImplementation implementation,
            TlsServerConfiguration configuration,
            Settings settings,
            List<SigningEntry> entries,
            ServerChains chains,
            SSLContext delegate,
            Observer observer) {
        this.implementation = implementation;
        this.configuration = configuration;
        this.settings = settings;
        this.entries = entries;
        this.chains = chains;
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
        var delegate =
                implementation.newContext(new ServerKeyManager(entries, chains), implementation.trustManager(trust));
        return new JsseServerContext(implementation, configuration, settings, entries, chains, delegate, Observer.NONE);
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
        return new ServerEngine(engine, this.implementation.name(), this.observer, this.chains);
    }

    @Override
    public SSLContext sslContext() {
        return ContextView.of(this.delegate, this.parameters, this::createEngine, (host, port) -> createEngine());
    }

    @Override
    public ServerContext observed(String contextName, HandshakeListener listener) {
        return new JsseServerContext(
                this.implementation,
                this.configuration,
                this.settings,
                this.entries,
                this.chains,
                this.delegate,
                this.observer.and(contextName, listener));
    }
}
