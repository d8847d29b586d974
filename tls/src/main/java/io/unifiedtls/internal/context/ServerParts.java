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
 * What the connections of a server are made from: its configuration, and what was loaded for it. Immutable.
 *
 * @param factory the factory of the context
 * @param settings the configuration, limited to what the library supports
 * @param credentials the certificate chains, in the order of the configuration
 * @param selector selects one of them for a client
 * @param trustManager verifies clients
 * @param keyManager gives the library the chain that was selected
 * @param engines creates the library's engines
 * @param version the content of the files that were read
 */
record ServerParts(
        EngineContextFactory factory,
        TlsServerConfiguration configuration,
        ResolvedSettings settings,
        List<Credential> credentials,
        CertificateSelector selector,
        PeerTrustManager trustManager,
        ServerKeyManager keyManager,
        ServerEngineFactory engines,
        MaterialVersion version) {

    /** The native library keeps each key that it has served, so that now and then a new context of it is made. */
    private static final int MOST_CHAINS_OF_A_LIBRARY = 1_000;

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    /**
     * Loads everything that a configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    static ServerParts load(EngineContextFactory factory, TlsServerConfiguration configuration)
            throws ConfigurationException {
        var settings = ResolvedSettings.of(configuration, factory.implementation());
        return load(factory, configuration, settings, new MaterialSnapshot()).withNewEngines();
    }

    /** Loads all but the engines. */
    private static Loaded load(
            EngineContextFactory factory,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
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
            var trustManager = trustManager(factory, configuration);
            return new Loaded(
                    factory, configuration, settings, credentials, selector, trustManager, snapshot.version());
        });
    }

    /** What was loaded, without what the library makes of it. */
    private record Loaded(
            EngineContextFactory factory,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
            List<Credential> credentials,
            CertificateSelector selector,
            PeerTrustManager trustManager,
            MaterialVersion version) {

        ServerParts withNewEngines() throws ConfigurationException {
            var keyManager = new ServerKeyManager(this.credentials, this.selector);
            var engines = this.factory
                    .library()
                    .server(new ServerEngineParameters(
                            this.configuration,
                            this.settings,
                            keyManager,
                            keyManager::ocspResponse,
                            this.trustManager,
                            this.factory.clock()));
            return new ServerParts(
                    this.factory,
                    this.configuration,
                    this.settings,
                    this.credentials,
                    this.selector,
                    this.trustManager,
                    keyManager,
                    engines,
                    this.version);
        }

        ServerParts withEnginesOf(ServerParts previous) {
            return new ServerParts(
                    this.factory,
                    this.configuration,
                    this.settings,
                    this.credentials,
                    this.selector,
                    previous.trustManager,
                    previous.keyManager,
                    previous.engines,
                    this.version);
        }
    }

    /** Returns the same with a configuration that needs the same files. */
    ServerParts with(TlsServerConfiguration changed) throws ConfigurationException {
        return new Loaded(
                        this.factory,
                        changed,
                        this.settings,
                        this.credentials,
                        this.selector,
                        this.trustManager,
                        this.version)
                .withNewEngines();
    }

    /** Returns the same with another trust manager. */
    ServerParts with(PeerTrustManager changed) throws ConfigurationException {
        return new Loaded(
                        this.factory,
                        this.configuration,
                        this.settings,
                        this.credentials,
                        this.selector,
                        changed,
                        this.version)
                .withNewEngines();
    }

    /**
     * Loads the files again. If the same clients are trusted, the sessions of this remain valid; otherwise none is
     * resumed, since whoever made it may not be trusted any more.
     *
     * @return empty if the snapshot has nothing new
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    Optional<ServerParts> renewed(MaterialSnapshot snapshot) throws ConfigurationException {
        if (this.version.isOf(snapshot)) {
            return Optional.empty();
        }
        var loaded = load(this.factory, this.configuration, this.settings, snapshot);
        return Optional.of(
                loaded.trustManager().verifiesTheSameAs(this.trustManager)
                                && this.keyManager.served() < MOST_CHAINS_OF_A_LIBRARY
                        ? loaded.withEnginesOf(this)
                        : loaded.withNewEngines());
    }

    /** Has the library serve these chains; called before the first connection that may use them. */
    void publish() {
        this.keyManager.serve(this.credentials, this.selector);
    }

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
            for (var name : credential.serverNames()) {
                checkReadable(name, chain, factory);
            }
            credentials.add(credential);
        }
        return List.copyOf(credentials);
    }

    /** A client may reach a server without its name, but none that asks for one that the library refuses to read. */
    private static void checkReadable(String name, SigningChain chain, EngineContextFactory factory)
            throws ConfigurationException {
        if (!factory.library().reads(name.startsWith("*.") ? "a" + name.substring(1) : name)) {
            throw new ConfigurationException(
                            "TLS implementation %s refuses every client that requests the server name %s; configure other server names, or another implementation"
                                    .formatted(factory.implementation().name(), name))
                    .concerning(chain);
        }
    }
}
