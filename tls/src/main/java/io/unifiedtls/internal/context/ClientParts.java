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
 * What the connections of a client are made from: its configuration, and what was loaded for it. Immutable.
 *
 * @param factory the factory of the context
 * @param settings the configuration, limited to what the library supports
 * @param credential the client's key and certificate chain, if it has one
 * @param trustManager verifies servers
 * @param engines creates the library's engines
 * @param keyManager gives the library the client's chain
 * @param sessions the sessions that may be resumed
 * @param version the content of the files that were read
 */
record ClientParts(
        EngineContextFactory factory,
        TlsClientConfiguration configuration,
        ResolvedSettings settings,
        Optional<Credential> credential,
        PeerTrustManager trustManager,
        ClientKeyManager keyManager,
        ClientEngineFactory engines,
        ClientSessions sessions,
        MaterialVersion version) {

    /**
     * Loads everything that a configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    static ClientParts load(EngineContextFactory factory, TlsClientConfiguration configuration)
            throws ConfigurationException {
        return load(
                        factory,
                        configuration,
                        ResolvedSettings.of(configuration, factory.implementation()),
                        new MaterialSnapshot())
                .withNewEngines();
    }

    private static Loaded load(
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
            return new Loaded(
                    factory, configuration, settings, credential, factory.trustManager(trust), snapshot.version());
        });
    }

    /** What was loaded, without what the library makes of it. */
    private record Loaded(
            EngineContextFactory factory,
            TlsClientConfiguration configuration,
            ResolvedSettings settings,
            Optional<Credential> credential,
            PeerTrustManager trustManager,
            MaterialVersion version) {

        ClientParts withNewEngines() throws ConfigurationException {
            var keyManager = new ClientKeyManager(this.credential);
            var engines = this.factory
                    .library()
                    .client(new ClientEngineParameters(
                            this.configuration, this.settings, keyManager, this.trustManager, this.factory.clock()));
            var sessions = new ClientSessions(
                    engines.sessions().clientSessions(), this.trustManager, this.factory.clock());
            return new ClientParts(
                    this.factory,
                    this.configuration,
                    this.settings,
                    this.credential,
                    this.trustManager,
                    keyManager,
                    engines,
                    sessions,
                    this.version);
        }

        ClientParts withEnginesOf(ClientParts previous) {
            return new ClientParts(
                    this.factory,
                    this.configuration,
                    this.settings,
                    this.credential,
                    previous.trustManager,
                    previous.keyManager,
                    previous.engines,
                    previous.sessions,
                    this.version);
        }
    }

    /** Returns the same with another trust manager. */
    ClientParts with(PeerTrustManager changed) throws ConfigurationException {
        return new Loaded(this.factory, this.configuration, this.settings, this.credential, changed, this.version)
                .withNewEngines();
    }

    /**
     * Loads the files again. If the same servers are trusted, the sessions of this remain valid; otherwise none is
     * resumed.
     *
     * @return empty if the snapshot has nothing new
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    Optional<ClientParts> renewed(MaterialSnapshot snapshot) throws ConfigurationException {
        if (this.version.isOf(snapshot)) {
            return Optional.empty();
        }
        var loaded = load(this.factory, this.configuration, this.settings, snapshot);
        return Optional.of(
                loaded.trustManager().verifiesTheSameAs(this.trustManager)
                        ? loaded.withEnginesOf(this)
                        : loaded.withNewEngines());
    }

    /** Has the library send this chain; called before the first connection that may use it. */
    void publish() {
        this.keyManager.send(this.credential);
    }
}
