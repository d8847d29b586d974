package io.unifiedtls.internal.context;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ReloadableClientContext;
import io.unifiedtls.Side;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.engine.SessionSource;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.javax.EngineSslContextSpi;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;
import io.unifiedtls.internal.socket.NioTlsSocket;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.PeerVerifierReplacement;
import io.unifiedtls.internal.trust.ReplaceableVerifier;
import io.unifiedtls.internal.x509.CertificateDer;

/** The context of a client, for every implementation. Thread-safe. */
final class EngineClientContext
        implements ClientContext,
                ReplaceableVerifier,
                Generations.Renewable<EngineClientContext>,
                LiveManagers.Managed {

    /** A connection in memory has no port; its sessions are those of all such connections to the same host. */
    private static final int UNKNOWN_PORT = -1;

    private final ClientParts parts;

    private final Observer observer;

    /** Most clients call one server, again and again. */
    private volatile @Nullable ReferenceIdentity lastCalled;

    private EngineClientContext(ClientParts parts, Observer observer) {
        this.parts = parts;
        this.observer = observer;
    }

    static EngineClientContext create(EngineContextFactory factory, TlsClientConfiguration configuration)
            throws ConfigurationException {
        return new EngineClientContext(ClientParts.load(factory, configuration), Observer.NONE);
    }

    @Override
    public TlsImplementation implementation() {
        return this.parts.factory().implementation();
    }

    @Override
    public TlsClientConfiguration configuration() {
        return this.parts.configuration();
    }

    @Override
    public List<LoadedChain> loadedChains() {
        var warnings = new ChainWarnings(
                this.parts.trustManager().getAcceptedIssuers(),
                this.parts.factory().clock().instant());
        return this.parts.credential().stream().map(warnings::ofClient).toList();
    }

    @Override
    public List<byte[]> trustedAuthorities() {
        return CertificateDer.encode(this.parts.trustManager().authorities());
    }

    @Override
    public TlsSocket connect(String host, int port) throws IOException {
        return NioTlsSocket.connect(this, host, port);
    }

    @Override
    public TlsSocket connect(ConnectTarget target) throws IOException {
        return NioTlsSocket.connect(this, target);
    }

    @Override
    public TlsSocket secure(SocketChannel channel, String serverName) throws IOException {
        return NioTlsSocket.secure(this, channel, serverName);
    }

    @Override
    public TlsBuffer createBuffer(@Nullable String serverHostname) {
        return new EngineBuffer(
                this, (serverHostname == null) ? createEngine() : createEngine(serverHostname, UNKNOWN_PORT));
    }

    @Override
    public SSLEngine createEngine(String serverHostname, int port) {
        requireNonNull(serverHostname, "the server name is missing; a client needs it to verify the server");
        var server = this.lastCalled;
        if (server == null || !server.given().equals(serverHostname)) {
            server = ReferenceIdentity.of(serverHostname);
            this.lastCalled = server;
        }
        this.parts.sessions().forgetExpired();
        return observed(
                this.parts.engines().create(server.host(), port, server.serverName()),
                Optional.of(server.host()),
                port,
                server.serverName().map(SNIHostName::getAsciiName));
    }

    /** Creates an engine whose host is still to be set, with its parameters; without one it refuses every server. */
    SSLEngine createEngine() {
        return observed(this.parts.engines().create(), Optional.empty(), UNKNOWN_PORT, Optional.empty());
    }

    private SSLEngine observed(SSLEngine engine, Optional<String> host, int port, Optional<String> serverName) {
        var handshake = new Handshake(
                Side.CLIENT,
                implementation().name(),
                this.observer,
                this.parts.sessions(),
                host,
                implementation().capabilities().has(TlsFeature.ALL_PEER_KEYS));
        handshake.requested(serverName);
        if (host.isPresent() && port > 0 && port < 1 << 16) {
            handshake.remoteAddress(InetSocketAddress.createUnresolved(host.get(), port));
        }
        return TlsEngine.ofClient(engine, port, handshake, this.parts.factory().library());
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
        return EngineSslContextSpi.of(this, sessions(), shownParameters(), this::createEngine, this::createEngine);
    }

    /** Returns where the library keeps the sessions. */
    SessionSource sessions() {
        return this.parts.engines().sessions();
    }

    ResolvedSettings settings() {
        return this.parts.settings();
    }

    /** Returns the settings of the engines. */
    SSLParameters shownParameters() {
        return this.parts.settings().clientParameters();
    }

    @Override
    public EngineClientContext observed(String contextName, HandshakeListener listener) {
        return new EngineClientContext(this.parts, this.observer.and(contextName, listener));
    }

    /** @throws UnsupportedOperationException if checks of the peer are skipped, which is for tests */
    @Override
    public ReloadableClientContext reloadable() {
        if (!this.parts.trustManager().performsAllChecks()) {
            throw new UnsupportedOperationException("a context that skips checks cannot be reloaded; create it again");
        }
        return new ReloadingClientContext(new Generations<>(this));
    }

    @Override
    public Optional<EngineClientContext> renewed(MaterialSnapshot snapshot) throws ConfigurationException {
        return this.parts.renewed(snapshot).map(renewed -> new EngineClientContext(renewed, this.observer));
    }

    @Override
    public void publish() {
        this.parts.publish();
    }

    @Override
    public MaterialVersion version() {
        return this.parts.material().version();
    }

    @Override
    public ClientContext replacingChecks(PeerVerifierReplacement replacement) {
        try {
            return new EngineClientContext(
                    this.parts.with(this.parts.trustManager().replacing(replacement)), this.observer);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(
                    "the TLS library refused settings that it accepted before: " + e.getMessage(), e);
        }
    }
}
