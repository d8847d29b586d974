package io.unifiedtls.jsse;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.engine.ClientEngine;
import io.unifiedtls.internal.engine.Connector;
import io.unifiedtls.internal.engine.ContextView;
import io.unifiedtls.internal.engine.EngineBuffer;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.sni.ServerNames;
import io.unifiedtls.internal.sni.SigningEntry;
import io.unifiedtls.internal.trust.ChecksReplacement;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.ReplaceableChecks;
import io.unifiedtls.internal.trust.TrustStores;

/** A client over a JSSE provider. */
final class JsseClientContext implements ClientContext, ReplaceableChecks {

    /** A connection in memory has no port; its sessions are resumed by host name alone. */
    private static final int UNKNOWN_PORT = -1;

    private final JsseImplementation implementation;

    private final TlsClientConfiguration configuration;

    private final Settings settings;

    private final Optional<SigningEntry> entry;

    private final PeerTrustManager trustManager;

    private final SSLContext delegate;

    private final Observer observer;

    private JsseClientContext(
            JsseImplementation implementation,
            TlsClientConfiguration configuration,
            Settings settings,
            Optional<SigningEntry> entry,
            PeerTrustManager trustManager,
            SSLContext delegate,
            Observer observer) {
        this.implementation = implementation;
        this.configuration = configuration;
        this.settings = settings;
        this.entry = entry;
        this.trustManager = trustManager;
        this.delegate = delegate;
        this.observer = observer;
    }

    static JsseClientContext create(
            JsseImplementation implementation, TlsClientConfiguration configuration, Settings settings)
            throws ConfigurationException {
        Optional<SigningEntry> entry = configuration.certificateChain().isPresent()
                ? Optional.of(
                        implementation.load(configuration.certificateChain().get()))
                : Optional.empty();
        var trust = TrustStores.load(configuration.trustStore().orElseGet(TrustStore::system));
        return create(
                implementation, configuration, settings, entry, implementation.trustManager(trust), Observer.NONE);
    }

    private static JsseClientContext create(
            JsseImplementation implementation,
            TlsClientConfiguration configuration,
            Settings settings,
            Optional<SigningEntry> entry,
            PeerTrustManager trustManager,
            Observer observer) {
        var delegate = implementation.newContext(new ClientKeyManager(entry), trustManager);
        return new JsseClientContext(implementation, configuration, settings, entry, trustManager, delegate, observer);
    }

    @Override
    public TlsImplementation implementation() {
        return this.implementation;
    }

    @Override
    public TlsClientConfiguration configuration() {
        return this.configuration;
    }

    @Override
    public List<LoadedChain> loadedChains() {
        return this.entry.stream().map(SigningEntry::loaded).toList();
    }

    @Override
    public TlsSocket connect(String host, int port) throws IOException {
        return Connector.connect(this, host, port);
    }

    @Override
    public TlsBuffer createBuffer(@Nullable String serverHostname) {
        return new EngineBuffer(
                this, (serverHostname == null) ? createEngine() : createEngine(serverHostname, UNKNOWN_PORT));
    }

    @Override
    public SSLEngine createEngine(String serverHostname, int port) {
        var host = ServerNames.normalized(serverHostname);
        if (!ServerNames.isIpAddress(host) && !ServerNames.isHostName(host)) {
            throw new IllegalArgumentException("'%s' is no host name".formatted(serverHostname));
        }
        var serverName = ServerNames.isIpAddress(host) ? Optional.<SNIHostName>empty() : sni(host);
        var parameters = parameters();
        // Said explicitly, since JSSE sends no name that has a single label.
        parameters.setServerNames(List.copyOf(serverName.stream().toList()));
        return observed(
                this.delegate.createSSLEngine(host, port), parameters, serverName.map(SNIHostName::getAsciiName));
    }

    /**
     * What JSSE can send: nothing for a name with an underscore, which its servers refuse. It is verified all the same.
     */
    private static Optional<SNIHostName> sni(String host) {
        try {
            return Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException underscore) {
            return Optional.empty();
        }
    }

    /** An engine whose host is still to be said, with its parameters; without one it refuses every server. */
    private SSLEngine createEngine() {
        return observed(this.delegate.createSSLEngine(), parameters(), Optional.empty());
    }

    private SSLEngine observed(SSLEngine engine, SSLParameters parameters, Optional<String> serverName) {
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters);
        return new ClientEngine(engine, this.implementation.name(), this.observer, serverName);
    }

    private SSLParameters parameters() {
        var parameters = this.settings.parameters();
        parameters.setApplicationProtocols(this.settings.innerProtocols().toArray(String[]::new));
        // The trust manager verifies the host name in any case; this tells those who ask the engine.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    @Override
    public SSLContext sslContext() {
        return ContextView.of(this, this.delegate, parameters(), this::createEngine, this::createEngine);
    }

    @Override
    public ClientContext observed(String contextName, HandshakeListener listener) {
        return new JsseClientContext(
                this.implementation,
                this.configuration,
                this.settings,
                this.entry,
                this.trustManager,
                this.delegate,
                this.observer.and(contextName, listener));
    }

    @Override
    public ClientContext replacingChecks(ChecksReplacement replacement) {
        return create(
                this.implementation,
                this.configuration,
                this.settings,
                this.entry,
                this.trustManager.replacing(replacement),
                this.observer);
    }
}
