package io.unifiedtls.jsse;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.trust.CertificateVerifier;
import io.unifiedtls.internal.trust.PeerTrustManager;
import io.unifiedtls.internal.trust.Trust;

/**
 * The implementation over JSSE: the TLS provider of the JDK, whatever other providers are registered.
 *
 * <p>Stateless and thread-safe.
 */
public final class JsseImplementation implements TlsImplementation {

    private static final String PLATFORM_PROVIDER = "SunJSSE";

    private final Optional<Provider> provider;

    private final Clock clock;

    private final Optional<PreciseAlerts> alerts;

    /** Creates the implementation over the provider of the JDK. */
    public JsseImplementation() {
        this(Clock.systemUTC());
    }

    JsseImplementation(Clock clock) {
        this.provider = Optional.ofNullable(Security.getProvider(PLATFORM_PROVIDER));
        this.clock = clock;
        this.alerts = PreciseAlerts.open();
    }

    @Override
    public String name() {
        return "jsse";
    }

    @Override
    public TlsCapabilities capabilities() {
        var ciphers = Arrays.stream(
                        newContext(null, null).getSupportedSSLParameters().getCipherSuites())
                .flatMap(name -> CipherSuite.named(name).stream())
                .collect(Collectors.toSet());
        return new TlsCapabilities(List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3), ciphers);
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        Validation.of(configuration);
        Settings.of(configuration, capabilities());
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        Validation.of(configuration);
        Settings.of(configuration, capabilities());
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return JsseClientContext.create(this, configuration, Settings.of(configuration, capabilities()));
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        validate(configuration);
        return JsseServerContext.create(this, configuration, Settings.of(configuration, capabilities()));
    }

    /** Returns a new context of the provider, with managers or without. */
    SSLContext newContext(@Nullable KeyManager keyManager, @Nullable TrustManager trustManager) {
        try {
            var context = this.provider.isPresent()
                    ? SSLContext.getInstance("TLS", this.provider.get())
                    : SSLContext.getInstance("TLS");
            context.init(
                    (keyManager == null) ? null : new KeyManager[] {keyManager},
                    (trustManager == null) ? null : new TrustManager[] {trustManager},
                    null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("the JDK has no usable TLS provider", e);
        }
    }

    /** Returns a trust manager over authorities. */
    PeerTrustManager trustManager(Trust trust) {
        return new PeerTrustManager(
                new CertificateVerifier(trust, this.clock),
                (engine, refusal) -> this.alerts.ifPresent(any -> any.send(engine, refusal)));
    }

    Clock clock() {
        return this.clock;
    }
}
