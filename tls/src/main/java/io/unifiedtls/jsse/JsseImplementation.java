package io.unifiedtls.jsse;

import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.context.EngineContextFactory;
import io.unifiedtls.internal.context.GroupParameters;
import io.unifiedtls.internal.record.InvalidRecords;
import io.unifiedtls.internal.record.RecordFault;

/**
 * The TLS implementation {@code jsse}, which uses the JDK's JSSE provider, regardless of other registered providers.
 *
 * <p>Immutable and thread-safe.
 */
public final class JsseImplementation implements TlsImplementation {

    private static final String PLATFORM_NAME = "jsse";

    private static final String PLATFORM_PROVIDER = "SunJSSE";

    private static final Set<TlsFeature> PLATFORM_FEATURES = platformFeatures();

    /** What every platform since JDK 20 has, where they can be chosen. */
    private static final Set<NamedGroup> PLATFORM_GROUPS = Set.of(
            NamedGroup.X25519, NamedGroup.X448, NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1);

    private static Set<TlsFeature> platformFeatures() {
        // It makes keys of its own, and asks for the responses of OCSP itself.
        var missing = EnumSet.of(TlsFeature.SESSION_TICKET_KEYS, TlsFeature.OCSP_STAPLING);
        if (!SessionExport.present()) {
            missing.add(TlsFeature.KEYING_MATERIAL_EXPORT);
        }
        return Set.copyOf(EnumSet.complementOf(missing));
    }

    private static final ProviderTraits PLATFORM_TRAITS = new ProviderTraits() {

        /** The provider's own version is no more than the first number of the JDK's. */
        @Override
        public String version(Provider provider) {
            return "%s %s".formatted(provider.getName(), System.getProperty("java.version"));
        }

        @Override
        public Optional<byte[]> exportKeyingMaterial(
                SSLEngine engine, String label, byte @Nullable [] context, int length) throws SSLException {
            return SessionExport.of(engine.getSession(), label, context, length);
        }

        @Override
        public boolean honours(String property, String value) {
            return true;
        }

        /**
         * It answers a length beyond every limit with {@code unexpected_message}. It never sends
         * {@code record_overflow}; for a record that is only somewhat too large it would ask for larger buffers.
         */
        @Override
        public ByteBuffer invalidRecord(RecordFault fault) {
            return (fault.alert() == AlertDescription.UNEXPECTED_MESSAGE)
                    ? InvalidRecords.endless()
                    : InvalidRecords.undecryptable();
        }
    };

    private final String name;

    private final Optional<String> version;

    private final TlsCapabilities capabilities;

    private final EngineContextFactory contexts;

    /** Creates the implementation with the JDK's provider. */
    public JsseImplementation() {
        this(Clock.systemUTC());
    }

    JsseImplementation(Clock clock) {
        this(
                PLATFORM_NAME,
                Optional.ofNullable(Security.getProvider(PLATFORM_PROVIDER)),
                GroupParameters.present() ? PLATFORM_GROUPS : Set.of(),
                PLATFORM_FEATURES,
                PLATFORM_TRAITS,
                clock);
    }

    private JsseImplementation(
            String name,
            Optional<Provider> provider,
            Set<NamedGroup> groups,
            Set<TlsFeature> features,
            ProviderTraits traits,
            Clock clock) {
        var library = new JsseLibrary(provider, PreciseAlerts.open(), traits);
        this.name = name;
        this.version = provider.map(traits::version);
        this.capabilities = capabilities(library, groups, features);
        this.contexts = new EngineContextFactory(this, library, clock);
    }

    /**
     * Returns an implementation over a provider, which need not be registered.
     *
     * @param name the name of the implementation
     * @param features what the provider can do; it is not asked to do anything else
     */
    public static JsseImplementation over(String name, Provider provider, Set<TlsFeature> features) {
        return over(name, provider, Set.of(), features, new ProviderTraits() {});
    }

    /** Returns an implementation over a provider of which more is known. */
    static JsseImplementation over(
            String name, Provider provider, Set<NamedGroup> groups, Set<TlsFeature> features, ProviderTraits traits) {
        return new JsseImplementation(name, Optional.of(provider), groups, features, traits, Clock.systemUTC());
    }

    private JsseImplementation(JsseImplementation other, Clock clock) {
        this.name = other.name;
        this.version = other.version;
        this.capabilities = other.capabilities;
        this.contexts = new EngineContextFactory(this, other.contexts.library(), clock);
    }

    /** Returns the same implementation with another clock to tell which certificates are valid. */
    JsseImplementation withClock(Clock clock) {
        return new JsseImplementation(this, clock);
    }

    private static TlsCapabilities capabilities(JsseLibrary library, Set<NamedGroup> groups, Set<TlsFeature> features) {
        var ciphers = Arrays.stream(library.supported().getCipherSuites())
                .flatMap(name -> CipherSuite.named(name).stream())
                .collect(Collectors.toSet());
        return TlsCapabilities.builder()
                .versions(List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3))
                .ciphers(ciphers)
                .groups(groups)
                .features(features)
                .build();
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public Optional<String> version() {
        return this.version;
    }

    @Override
    public int rank() {
        return this.name.equals(PLATFORM_NAME) ? 300 : TlsImplementation.super.rank();
    }

    @Override
    public TlsCapabilities capabilities() {
        return this.capabilities;
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        this.contexts.validate(configuration);
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        this.contexts.validate(configuration);
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        return this.contexts.client(configuration);
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        return this.contexts.server(configuration);
    }
}
