package io.unifiedtls.jsse;

import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.context.GroupParameters;

/**
 * The TLS implementation {@code conscrypt}, which uses BoringSSL through Conscrypt if it is on the class path. The
 * provider is not registered.
 *
 * <p>Stateless and thread-safe.
 */
public final class ConscryptImplementation implements TlsImplementation {

    /** What it can be told with the parameters of JSSE, since JDK 20; it has P-521 in TLS 1.2 alone. */
    private static final Set<NamedGroup> GROUPS =
            Set.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);

    /** Loaded only where the library is there. */
    private static final class Library {

        private static final JsseImplementation IMPLEMENTATION = JsseImplementation.over(
                "conscrypt",
                Conscrypt.newProvider(),
                GroupParameters.present() ? GROUPS : Set.of(),
                Set.of(
                        TlsFeature.CLIENTS,
                        TlsFeature.SERVERS,
                        TlsFeature.TLS_1_3_RESUMPTION,
                        TlsFeature.CLOSE_CONFIRMATION,
                        TlsFeature.KEYING_MATERIAL_EXPORT),
                new Traits());
    }

    private static final class Traits implements ProviderTraits {

        @Override
        public String version(Provider provider) {
            var version = Conscrypt.version();
            return "Conscrypt %d.%d.%d (BoringSSL)".formatted(version.major(), version.minor(), version.patch());
        }

        @Override
        public Optional<byte[]> exportKeyingMaterial(
                SSLEngine engine, String label, byte @Nullable [] context, int length) throws SSLException {
            return Optional.ofNullable(Conscrypt.exportKeyingMaterial(engine, label, context, length));
        }

        @Override
        public Optional<byte[]> channelBinding(SSLEngine engine, String registeredName) {
            return registeredName.equals(ChannelBinding.TLS_UNIQUE.registeredName())
                    ? Optional.ofNullable(Conscrypt.getTlsUnique(engine))
                    : Optional.empty();
        }

        /** Without tickets its servers resume no session of TLS 1.3. */
        @Override
        public SSLEngine ofServer(SSLEngine engine) {
            Conscrypt.setUseSessionTickets(engine, true);
            return new TicketEngine(engine);
        }

        @Override
        public UnaryOperator<SSLEngine> ofClient() {
            return new UnsentServerNames(Conscrypt::getHostname)::watching;
        }

        /** It ignores what has no dot or one at the end. */
        @Override
        public boolean reads(String serverName) {
            return serverName.indexOf('.') < 0 || serverName.endsWith(".") || JsseLibrary.isHostName(serverName);
        }

        /** Each handshake that such a key would sign fails. */
        @Override
        public Optional<String> lacks(PrivateKey key) {
            return key.getAlgorithm().equals("RSASSA-PSS") ? Optional.of("RSASSA-PSS keys") : Optional.empty();
        }
    }

    /** Returns the implementation over the provider, which has to be there. */
    static JsseImplementation overProvider() {
        return Library.IMPLEMENTATION;
    }

    @Override
    public String name() {
        return "conscrypt";
    }

    @Override
    public boolean isAvailable() {
        try {
            return Conscrypt.isAvailable();
        } catch (NoClassDefFoundError notOnTheClassPath) {
            return false;
        }
    }

    @Override
    public Optional<String> version() {
        return isAvailable() ? Library.IMPLEMENTATION.version() : Optional.empty();
    }

    @Override
    public int rank() {
        return 200;
    }

    @Override
    public TlsCapabilities capabilities() {
        return Library.IMPLEMENTATION.capabilities();
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        Library.IMPLEMENTATION.validate(configuration);
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        Library.IMPLEMENTATION.validate(configuration);
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        return Library.IMPLEMENTATION.clientContext(configuration);
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        return Library.IMPLEMENTATION.serverContext(configuration);
    }
}
