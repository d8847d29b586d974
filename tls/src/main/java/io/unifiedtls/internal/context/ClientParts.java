package io.unifiedtls.internal.context;

import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.material.Credential;
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
 * @param sessions the sessions that may be resumed
 */
record ClientParts(
        EngineContextFactory factory,
        TlsClientConfiguration configuration,
        ResolvedSettings settings,
        Optional<Credential> credential,
        PeerTrustManager trustManager,
        ClientEngineFactory engines,
        ClientSessions sessions) {

    /**
     * Loads everything that a configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    static ClientParts load(EngineContextFactory factory, TlsClientConfiguration configuration)
            throws ConfigurationException {
        Optional<Credential> credential = configuration.certificateChain().isPresent()
                ? Optional.of(factory.load(configuration.certificateChain().get()))
                : Optional.empty();
        var trust = TrustStores.load(configuration.trustStore().orElseGet(TrustStore::system));
        return create(
                factory,
                configuration,
                ResolvedSettings.of(configuration, factory.implementation()),
                credential,
                factory.trustManager(trust));
    }

    /** Returns the same with another trust manager. */
    ClientParts with(PeerTrustManager changed) throws ConfigurationException {
        return create(this.factory, this.configuration, this.settings, this.credential, changed);
    }

    private static ClientParts create(
            EngineContextFactory factory,
            TlsClientConfiguration configuration,
            ResolvedSettings settings,
            Optional<Credential> credential,
            PeerTrustManager trustManager)
            throws ConfigurationException {
        var engines = factory.library()
                .client(new ClientEngineParameters(
                        configuration, settings, new ClientKeyManager(credential), trustManager, factory.clock()));
        var sessions = new ClientSessions(engines.sessions().clientSessions(), trustManager, factory.clock());
        return new ClientParts(factory, configuration, settings, credential, trustManager, engines, sessions);
    }
}
