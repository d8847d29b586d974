package io.unifiedtls.internal.context;

import java.security.interfaces.EdECKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.material.CredentialReader;
import io.unifiedtls.internal.trust.CertificateVerifier;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.TrustAnchors;

/**
 * Creates the contexts of an implementation.
 *
 * @param implementation the implementation, with its capabilities
 * @param library creates the engines
 * @param clock for validity periods
 */
public record EngineContextFactory(TlsImplementation implementation, TlsLibrary library, Clock clock) {

    /**
     * Checks that every setting can be honoured, without reading any file.
     *
     * @throws ConfigurationException if one cannot
     */
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        new Validation(this.implementation).of(configuration);
        check(configuration.groups());
        JdkProperties.check(
                Side.CLIENT,
                ResolvedSettings.of(configuration, this.implementation),
                this.library,
                this.implementation.name());
    }

    /**
     * Checks that every setting can be honoured, without reading any file.
     *
     * @throws ConfigurationException if one cannot
     */
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        new Validation(this.implementation).of(configuration);
        check(configuration.groups());
        JdkProperties.check(
                Side.SERVER,
                ResolvedSettings.of(configuration, this.implementation),
                this.library,
                this.implementation.name());
    }

    private void check(List<NamedGroup> groups) throws ConfigurationException {
        var lacking = groups.isEmpty() ? Optional.<String>empty() : this.library.lacks(groups);
        if (lacking.isPresent()) {
            throw new ConfigurationException(
                            "TLS implementation %s %s".formatted(this.implementation.name(), lacking.get()))
                    .concerning(groups.get(0));
        }
    }

    /**
     * Creates a context, after validation: reads and checks everything that the configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    public ClientContext client(TlsClientConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return EngineClientContext.create(this, configuration);
    }

    /**
     * Creates a context, after validation: reads and checks everything that the configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    public ServerContext server(TlsServerConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return EngineServerContext.create(this, configuration);
    }

    /** Returns a trust manager over trusted certificates. */
    PeerTrustManager trustManager(TrustAnchors trust) {
        return new PeerTrustManager(new CertificateVerifier(trust, this.clock), this.library::refusing);
    }

    /** Loads a private key with its certificate chain. */
    Credential load(SigningChain chain) throws ConfigurationException {
        var credential = CredentialReader.load(chain);
        if (credential.key() instanceof EdECKey
                && !this.implementation.capabilities().has(TlsFeature.EDWARDS_KEYS)) {
            throw refused("%s keys".formatted(credential.key().getAlgorithm()), chain);
        }
        var lacking = this.library.lacks(credential.key());
        if (lacking.isPresent()) {
            throw refused(lacking.get(), chain);
        }
        return credential;
    }

    /** A client may reach a server without its name, but none that asks for one that the library refuses to read. */
    void checkReadable(Credential credential, SigningChain chain) throws ConfigurationException {
        for (var name : credential.serverNames()) {
            if (!this.library.reads(name.startsWith("*.") ? "a" + name.substring(1) : name)) {
                throw new ConfigurationException(
                                "TLS implementation %s refuses every client that requests the server name %s; configure other server names, or another implementation"
                                        .formatted(this.implementation.name(), name))
                        .concerning(chain);
            }
        }
    }

    private ConfigurationException refused(String lacking, SigningChain chain) {
        return new ConfigurationException("TLS implementation %s does not support %s; use an EC or RSA key"
                        .formatted(this.implementation.name(), lacking))
                .concerning(chain);
    }
}
