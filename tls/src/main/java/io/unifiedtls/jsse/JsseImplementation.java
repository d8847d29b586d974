package io.unifiedtls.jsse;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.EdECKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.pem.SigningChains;
import io.unifiedtls.internal.sni.SigningEntry;
import io.unifiedtls.internal.trust.CertificateVerifier;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.Trust;

/**
 * The implementation over JSSE: the TLS provider of the JDK, whatever other providers are registered, or another one.
 *
 * <p>Immutable and thread-safe.
 */
public final class JsseImplementation implements TlsImplementation {

    private static final String PLATFORM_PROVIDER = "SunJSSE";

    private static final Set<TlsFeature> PLATFORM_FEATURES = Set.of(TlsFeature.values());

    private final String name;

    private final Optional<Provider> provider;

    private final TlsCapabilities capabilities;

    private final Clock clock;

    private final Optional<PreciseAlerts> alerts;

    private final UnaryOperator<SSLEngine> preparation;

    /** Creates the implementation over the provider of the JDK. */
    public JsseImplementation() {
        this(Clock.systemUTC());
    }

    JsseImplementation(Clock clock) {
        this("jsse", Optional.ofNullable(Security.getProvider(PLATFORM_PROVIDER)), PLATFORM_FEATURES, clock, UnaryOperator.identity());
    }

    private JsseImplementation(
            String name,
            Optional<Provider> provider,
            Set<TlsFeature> features,
            Clock clock,
            UnaryOperator<SSLEngine> preparation) {
        this.name = name;
        this.provider = provider;
        this.capabilities = capabilities(provider, features);
        this.clock = clock;
        this.alerts = PreciseAlerts.open();
        this.preparation = preparation;
    }

    /**
     * Returns an implementation over a provider, which need not be registered.
     *
     * @param name the name of the implementation
     * @param features what the provider can do; it is not asked to do anything else
     */
    public static JsseImplementation over(String name, Provider provider, Set<TlsFeature> features) {
        return over(name, provider, features, UnaryOperator.identity());
    }

    /** Returns an implementation over a provider whose servers need engines prepared in a way that JSSE does not know. */
    static JsseImplementation over(
            String name, Provider provider, Set<TlsFeature> features, UnaryOperator<SSLEngine> preparation) {
        return new JsseImplementation(name, Optional.of(provider), features, Clock.systemUTC(), preparation);
    }

    private static TlsCapabilities capabilities(Optional<Provider> provider, Set<TlsFeature> features) {
        // No managers at all, since the default ones of a provider read the trust store of the JDK.
        var supported = newContext(provider).getSupportedSSLParameters();
        var ciphers = Arrays.stream(supported.getCipherSuites())
                .flatMap(name -> CipherSuite.named(name).stream())
                .collect(Collectors.toSet());
        return new TlsCapabilities(List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3), ciphers, features);
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public TlsCapabilities capabilities() {
        return this.capabilities;
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        new Validation(this).of(configuration);
        Settings.of(configuration, this);
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        new Validation(this).of(configuration);
        Settings.of(configuration, this);
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return JsseClientContext.create(this, configuration, Settings.of(configuration, this));
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return JsseServerContext.create(this, configuration, Settings.of(configuration, this));
    }

    /** Returns a new context of the provider with managers. */
    SSLContext newContext(KeyManager keyManager, TrustManager trustManager) {
        return newContext(this.provider, List.of(keyManager), trustManager);
    }

    private static SSLContext newContext(Optional<Provider> provider, TrustManager... trustManagers) {
        return newContext(provider, List.of(), trustManagers);
    }

    private static SSLContext newContext(
            Optional<Provider> provider, List<KeyManager> keyManagers, TrustManager... trustManagers) {
        try {
            var context = provider.isPresent()
                    ? SSLContext.getInstance("TLS", provider.get())
                    : SSLContext.getInstance("TLS");
            context.init(keyManagers.toArray(KeyManager[]::new), trustManagers, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("no usable TLS provider: " + e.getMessage(), e);
        }
    }

    /** Returns a trust manager over authorities. */
    PeerTrustManager trustManager(Trust trust) {
        return new PeerTrustManager(
                new CertificateVerifier(trust, this.clock),
                (engine, refusal) -> this.alerts.ifPresent(any -> any.send(engine, refusal)));
    }

    /** Loads a signing chain. */
    SigningEntry load(SigningChain chain) throws ConfigurationException {
        var entry = SigningChains.load(chain);
        if (entry.key() instanceof EdECKey && !this.capabilities.has(TlsFeature.EDWARDS_KEYS)) {
            throw new ConfigurationException("the TLS implementation %s has no %s keys; use an EC or RSA key"
                            .formatted(this.name, entry.key().getAlgorithm()))
                    .concerning(chain);
        }
        return entry;
    }

    /** Returns an engine of a server that JSSE has configured as the provider needs it. */
    SSLEngine prepared(SSLEngine engine) {
        return this.preparation.apply(engine);
    }

    Clock clock() {
        return this.clock;
    }
}
