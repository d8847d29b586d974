package io.unifiedtls.internal.context;

import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.TrustStores;

/**
 * What the connections of a client are made from. Immutable, but for the key manager, which may have another chain
 * later.
 *
 * @param material what was loaded
 * @param keyManager gives the library the client's chain
 * @param engines creates the library's engines
 * @param sessions the sessions that may be resumed
 */
record ClientParts(
        Material material, ClientKeyManager keyManager, ClientEngineFactory engines, ClientSessions sessions) {

    /**
     * A configuration, and what was loaded for it. Immutable.
     *
     * @param factory the factory of the context
     * @param settings the configuration, limited to what the library supports
     * @param credential the client's key and certificate chain, if it has one
     * @param trustManager verifies servers
     * @param version the content of the files that were read
     */
    record Material(
            EngineContextFactory factory,
            TlsClientConfiguration configuration,
            ResolvedSettings settings,
            Optional<Credential> credential,
            PeerTrustManager trustManager,
            MaterialVersion version) {

        private ClientParts withNewEngines() throws ConfigurationException {
            var keyManager = new ClientKeyManager(this.credential);
            var engines = this.factory
                    .library()
                    .client(new ClientEngineParameters(
                            this.configuration,
                            this.settings,
                            keyManager,
                            keyManager::entry,
                            this.trustManager,
                            this.factory.clock()));
            var sessions =
                    new ClientSessions(engines.sessions().clientSessions(), this.trustManager, this.factory.clock());
            return new ClientParts(this, keyManager, engines, sessions);
        }

        private Material with(PeerTrustManager trust) {
            return new Material(this.factory, this.configuration, this.settings, this.credential, trust, this.version);
        }
    }

    /**
     * Loads everything that a configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    static ClientParts load(EngineContextFactory factory, TlsClientConfiguration configuration)
            throws ConfigurationException {
        var settings = ResolvedSettings.of(configuration, factory.implementation());
        return load(factory, configuration, settings, new MaterialSnapshot()).withNewEngines();
    }

    private static Material load(
            EngineContextFactory factory,
            TlsClientConfiguration configuration,
            ResolvedSettings settings,
            MaterialSnapshot snapshot)
            throws ConfigurationException {
        return snapshot.load(() -> {
            Optional<Credential> credential = configuration.certificateChain().isPresent()
                    ? Optional.of(factory.load(configuration.certificateChain().get()))
                    : Optional.empty();
            var trust = TrustStores.load(configuration.trustStore().orElseGet(TrustStore::system));
            return new Material(
                    factory, configuration, settings, credential, factory.trustManager(trust), snapshot.version());
        });
    }

    /** Returns the same with another trust manager. */
    ClientParts with(PeerTrustManager changed) throws ConfigurationException {
        return this.material.with(changed).withNewEngines();
    }

    /**
     * Loads the files again. If the same servers are trusted, the sessions of this remain valid; otherwise none is
     * resumed.
     *
     * @return empty if the snapshot has nothing new
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    Optional<ClientParts> renewed(MaterialSnapshot snapshot) throws ConfigurationException {
        if (this.material.version().isOf(snapshot)) {
            return Optional.empty();
        }
        var renewed = load(factory(), configuration(), settings(), snapshot);
        return Optional.of(
                renewed.trustManager().verifiesTheSameAs(trustManager())
                        ? new ClientParts(renewed.with(trustManager()), this.keyManager, this.engines, this.sessions)
                        : renewed.withNewEngines());
    }

    /** Has the library send this chain; called before the first connection that may use it. */
    void publish() {
        this.keyManager.send(this.material.credential());
    }

    // ---- what was loaded

    EngineContextFactory factory() {
        return this.material.factory();
    }

    TlsClientConfiguration configuration() {
        return this.material.configuration();
    }

    ResolvedSettings settings() {
        return this.material.settings();
    }

    Optional<Credential> credential() {
        return this.material.credential();
    }

    PeerTrustManager trustManager() {
        return this.material.trustManager();
    }
}
