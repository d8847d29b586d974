package io.unifiedtls.internal.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.TrustAnchors;
import io.unifiedtls.internal.trust.TrustStores;

/**
 * What the connections of a server are made from. Immutable, but for the key manager, which may have other chains
 * later.
 *
 * @param material what was loaded
 * @param keyManager gives the library the chain that was selected
 * @param engines creates the library's engines
 */
record ServerParts(Material material, ServerKeyManager keyManager, ServerEngineFactory engines) {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    /**
     * A configuration, and what was loaded for it. Immutable.
     *
     * @param factory the factory of the context
     * @param settings the configuration, limited to what the library supports
     * @param credentials the certificate chains, in the order of the configuration
     * @param onDemand has further chains, the same for all generations
     * @param selector selects one of all chains for a client
     * @param trustManager verifies clients
     * @param ticketKeys the session ticket keys; if empty, the library generates its own
     * @param version the content of the files that were read
     */
    record Material(
            EngineContextFactory factory,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
            List<Credential> credentials,
            OnDemand onDemand,
            CertificateSelector selector,
            PeerTrustManager trustManager,
            List<TicketKey> ticketKeys,
            MaterialVersion version) {

        private ServerParts withNewEngines() throws ConfigurationException {
            var keyManager = new ServerKeyManager(this.credentials, this.selector);
            var engines = this.factory
                    .library()
                    .server(new ServerEngineParameters(
                            this.configuration,
                            this.settings,
                            keyManager,
                            keyManager::entry,
                            this.trustManager,
                            this.ticketKeys,
                            this.factory.clock()));
            return new ServerParts(this, keyManager, engines);
        }

        private Material with(PeerTrustManager trust) {
            return new Material(
                    this.factory,
                    this.configuration,
                    this.settings,
                    this.credentials,
                    this.onDemand,
                    this.selector,
                    trust,
                    this.ticketKeys,
                    this.version);
        }

        private Material withTicketKeysOf(TlsServerConfiguration changed) throws ConfigurationException {
            var snapshot = new MaterialSnapshot();
            var keys = snapshot.load(() -> TicketKeyReader.read(changed.sessionTicketKeys()));
            return new Material(
                    this.factory,
                    changed,
                    this.settings,
                    this.credentials,
                    this.onDemand,
                    this.selector,
                    this.trustManager,
                    keys,
                    this.version.and(snapshot.version()));
        }
    }

    /**
     * Loads everything that a configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    static ServerParts load(EngineContextFactory factory, TlsServerConfiguration configuration)
            throws ConfigurationException {
        var settings = ResolvedSettings.of(configuration, factory.implementation());
        var onDemand = OnDemand.of(configuration, factory);
        return load(factory, configuration, settings, onDemand, new MaterialSnapshot())
                .withNewEngines();
    }

    private static Material load(
            EngineContextFactory factory,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
            OnDemand onDemand,
            MaterialSnapshot snapshot)
            throws ConfigurationException {
        return snapshot.load(() -> {
            var credentials = load(factory, configuration.certificateChains());
            var selector = new CertificateSelector(
                    credentials,
                    configuration.unknownServerName(),
                    configuration.absentServerName(),
                    Set.copyOf(settings.ciphers()),
                    Set.copyOf(settings.versions()),
                    factory.clock());
            var ticketKeys = TicketKeyReader.read(configuration.sessionTicketKeys());
            return new Material(
                    factory,
                    configuration,
                    settings,
                    credentials,
                    onDemand,
                    onDemand.addTo(selector),
                    trustManager(factory, configuration),
                    ticketKeys,
                    snapshot.version());
        });
    }

    /** Returns the same with a configuration that differs only in its session ticket keys. */
    ServerParts withTicketKeysOf(TlsServerConfiguration changed) throws ConfigurationException {
        return this.material.withTicketKeysOf(changed).withNewEngines();
    }

    /** Returns the same with another trust manager. */
    ServerParts with(PeerTrustManager changed) throws ConfigurationException {
        return this.material.with(changed).withNewEngines();
    }

    /**
     * Loads the files again. If the same clients are trusted, the sessions of this remain valid; otherwise none is
     * resumed, since its client may no longer be trusted.
     *
     * @return empty if the snapshot has nothing new
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    Optional<ServerParts> renewed(MaterialSnapshot snapshot) throws ConfigurationException {
        if (this.material.version().isOf(snapshot)) {
            return Optional.empty();
        }
        var renewed = load(factory(), configuration(), settings(), this.material.onDemand(), snapshot);
        return Optional.of(
                renewed.trustManager().verifiesTheSameAs(trustManager())
                        ? new ServerParts(renewed.with(trustManager()), this.keyManager, this.engines)
                        : renewed.withNewEngines());
    }

    /** Has the library use these chains and keys; called before the first connection that may use them. */
    void publish() {
        this.keyManager.serve(credentials(), selector());
        if (!this.material.ticketKeys().isEmpty()) {
            this.engines.use(this.material.ticketKeys());
        }
    }

    // ---- what was loaded

    EngineContextFactory factory() {
        return this.material.factory();
    }

    TlsServerConfiguration configuration() {
        return this.material.configuration();
    }

    ResolvedSettings settings() {
        return this.material.settings();
    }

    List<Credential> credentials() {
        return this.material.credentials();
    }

    CertificateSelector selector() {
        return this.material.selector();
    }

    PeerTrustManager trustManager() {
        return this.material.trustManager();
    }

    // ---- loading

    private static PeerTrustManager trustManager(EngineContextFactory factory, TlsServerConfiguration configuration)
            throws ConfigurationException {
        var trust = configuration.trustStore().isPresent()
                ? TrustStores.load(configuration.trustStore().get())
                : new TrustAnchors(List.of(), List.of());
        var trustManager = factory.trustManager(trust);
        if (configuration.clientAuthentication() != ClientAuthentication.NONE
                && trustManager.getAcceptedIssuers().length
                        < trust.authorities().size()) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "the names of {0} trusted CAs are too long for a CertificateRequest; client certificates are requested"
                            + " without a list of CAs",
                    trust.authorities().size());
        }
        return trustManager;
    }

    private static List<Credential> load(EngineContextFactory factory, List<SigningChain> chains)
            throws ConfigurationException {
        var credentials = new ArrayList<Credential>();
        for (var chain : chains) {
            var credential = factory.load(chain);
            if (credential.serverNames().isEmpty() && !credentials.isEmpty()) {
                throw new ConfigurationException(
                                "the certificate of %s has no dNSName in its subjectAltName, so it would never be served; set its server names"
                                        .formatted(credential.leaf().getSubjectX500Principal()))
                        .concerning(chain);
            }
            factory.checkReadable(credential, chain);
            credentials.add(credential);
        }
        return List.copyOf(credentials);
    }
}
