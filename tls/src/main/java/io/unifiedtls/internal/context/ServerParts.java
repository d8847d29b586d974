package io.unifiedtls.internal.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.material.Credential;
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
 * @param engines creates the library's engines
 */
record ServerParts(
        EngineContextFactory factory,
        TlsServerConfiguration configuration,
        ResolvedSettings settings,
        List<Credential> credentials,
        CertificateSelector selector,
        PeerTrustManager trustManager,
        ServerEngineFactory engines) {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.TrustStore");

    /**
     * Loads everything that a configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    static ServerParts load(EngineContextFactory factory, TlsServerConfiguration configuration)
            throws ConfigurationException {
        var settings = ResolvedSettings.of(configuration, factory.implementation());
        var credentials = load(factory, configuration.certificateChains());
        var selector = new CertificateSelector(
                credentials,
                configuration.unknownServerName(),
                configuration.absentServerName(),
                Set.copyOf(settings.ciphers()),
                Set.copyOf(settings.versions()),
                factory.clock());
        return create(factory, configuration, settings, credentials, selector, trustManager(factory, configuration));
    }

    /** Returns the same with a configuration that needs the same files. */
    ServerParts with(TlsServerConfiguration changed) throws ConfigurationException {
        return create(this.factory, changed, this.settings, this.credentials, this.selector, this.trustManager);
    }

    /** Returns the same with another trust manager. */
    ServerParts with(PeerTrustManager changed) throws ConfigurationException {
        return create(this.factory, this.configuration, this.settings, this.credentials, this.selector, changed);
    }

    private static ServerParts create(
            EngineContextFactory factory,
            TlsServerConfiguration configuration,
            ResolvedSettings settings,
            List<Credential> credentials,
            CertificateSelector selector,
            PeerTrustManager trustManager)
            throws ConfigurationException {
        var keyManager = new ServerKeyManager(credentials, selector);
        var engines = factory.library()
                .server(new ServerEngineParameters(
                        configuration, settings, keyManager, keyManager::ocspResponse, trustManager, factory.clock()));
        return new ServerParts(factory, configuration, settings, credentials, selector, trustManager, engines);
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
