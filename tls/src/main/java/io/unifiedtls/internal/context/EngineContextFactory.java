package io.unifiedtls.internal.context;

import java.security.interfaces.EdECKey;
import java.time.Clock;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
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
 * Makes the contexts of an implementation.
 *
 * @param implementation whose contexts they are; it knows what the library can do
 * @param library makes the engines
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
        JdkProperties.check(
                Side.SERVER,
                ResolvedSettings.of(configuration, this.implementation),
                this.library,
                this.implementation.name());
    }

    /**
     * Creates a context, after validation: reads and checks everything that the configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    public ClientContext client(TlsClientConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return EngineClientContext.create(this, configuration, ResolvedSettings.of(configuration, this.implementation));
    }

    /**
     * Creates a context, after validation: reads and checks everything that the configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    public ServerContext server(TlsServerConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return EngineServerContext.create(this, configuration, ResolvedSettings.of(configuration, this.implementation));
    }

    /** Returns a trust manager over authorities. */
    PeerTrustManager trustManager(TrustAnchors trust) {
        return new PeerTrustManager(new CertificateVerifier(trust, this.clock), this.library::refusing);
    }

    /** Loads a signing chain. */
    Credential load(SigningChain chain) throws ConfigurationException {
        var entry = CredentialReader.load(chain);
        if (entry.key() instanceof EdECKey
                && !this.implementation.capabilities().has(TlsFeature.EDWARDS_KEYS)) {
            throw refused("%s keys".formatted(entry.key().getAlgorithm()), chain);
        }
        var lacking = this.library.lacks(entry.key());
        if (lacking.isPresent()) {
            throw refused(lacking.get(), chain);
        }
        return entry;
    }

    private ConfigurationException refused(String lacking, SigningChain chain) {
        return new ConfigurationException("TLS implementation %s does not support %s; use an EC or RSA key"
                        .formatted(this.implementation.name(), lacking))
                .concerning(chain);
    }
}
