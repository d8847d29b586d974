package io.unifiedtls.jsse;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import javax.net.ssl.SSLEngine;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

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

/**
 * The TLS implementation {@code bouncycastle}, which uses BouncyCastle's JSSE provider if it is on the class path. The
 * provider is not registered.
 *
 * <p>Stateless and thread-safe.
 */
public final class BouncyCastleImplementation implements TlsImplementation {

    /** Loaded only where the library is there. */
    private static final class Library {

        private static final JsseImplementation IMPLEMENTATION = JsseImplementation.over(
                "bouncycastle",
                new BouncyCastleJsseProvider(new BouncyCastleProvider()),
                Set.of(NamedGroup.values()),
                Set.of(
                        TlsFeature.CLIENTS,
                        TlsFeature.SERVERS,
                        TlsFeature.ALL_PEER_KEYS,
                        TlsFeature.ALL_SERVER_NAMES,
                        TlsFeature.SESSIONS_BY_SERVER_NAME,
                        TlsFeature.TLS_1_3_CIPHER_SELECTION,
                        TlsFeature.BINARY_INNER_PROTOCOLS),
                new Traits());
    }

    private static final class Traits implements ProviderTraits {

        /** What it has properties of the same names for. */
        private static final Set<String> PROPERTIES = Set.of(
                "jdk.tls.namedGroups",
                "jdk.tls.maxCertificateChainLength",
                "jdk.tls.maxHandshakeMessageSize",
                "jdk.tls.useExtendedMasterSecret",
                "jdk.tls.allowLegacyMasterSecret",
                "jdk.tls.allowLegacyResumption",
                "jdk.tls.client.SignatureSchemes",
                "jdk.tls.client.enableCAExtension",
                "jdk.tls.client.maxInboundCertificateChainLength",
                "jdk.tls.client.useCompatibilityMode",
                "jdk.tls.server.SignatureSchemes",
                "jdk.tls.server.maxInboundCertificateChainLength",
                "javax.net.ssl.sessionCacheSize",
                "jsse.enableSNIExtension",
                "sun.security.ssl.allowLegacyHelloMessages");

        /** The curves of EC keys. */
        private static final Set<NamedGroup> CURVES =
                Set.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1);

        private static final Pattern KNOWN_ENTRY = Pattern.compile("\\S+|\\S+\\s+keySize\\s+[<>=!]+\\s+[0-9]+");

        @Override
        public String version(Provider provider) {
            // "Bouncy Castle JSSE Provider Version 1.0.23"
            return provider.getInfo().replace(" Provider Version", "");
        }

        /** It exports keying material only while it completes the handshake. */
        @Override
        public Optional<byte[]> channelBinding(SSLEngine engine, String registeredName) {
            return (registeredName.equals(ChannelBinding.TLS_UNIQUE.registeredName())
                            && engine instanceof BCSSLEngine any)
                    ? Optional.ofNullable(any.getConnection().getChannelBinding(registeredName))
                    : Optional.empty();
        }

        @Override
        public void setGroups(SSLEngine engine, String[] groups) {
            if (engine instanceof BCSSLEngine any) {
                var parameters = any.getParameters();
                parameters.setNamedGroups(groups);
                any.setParameters(parameters);
            }
        }

        @Override
        public boolean honours(String property, String value) {
            // It knows the names of algorithms and sizes of keys, and ignores the rest of the JDK's syntax.
            return PROPERTIES.contains(property)
                    || property.equals("jdk.tls.disabledAlgorithms")
                            && !value.contains("*")
                            && KNOWN_ENTRY.matcher(value).matches();
        }

        /** It holds the curves of signatures to the groups, which TLS 1.3 does not (RFC 8446, section 4.2.7). */
        @Override
        public Optional<String> lacks(List<NamedGroup> groups) {
            return groups.containsAll(CURVES)
                    ? Optional.empty()
                    : Optional.of(
                            "accepts EC certificates only on curves among the groups %s; add secp256r1, secp384r1 and secp521r1, or use another implementation"
                                    .formatted(groups.stream()
                                            .map(NamedGroup::protocolName)
                                            .toList()));
        }

        /** Each handshake that a key for another hash would sign fails. */
        @Override
        public Optional<String> lacks(PrivateKey key) {
            return (key instanceof RSAKey rsa
                            && rsa.getParams() instanceof PSSParameterSpec restriction
                            && !restriction.getDigestAlgorithm().equals("SHA-256"))
                    ? Optional.of("RSASSA-PSS keys with %s".formatted(restriction.getDigestAlgorithm()))
                    : Optional.empty();
        }
    }

    /** Returns the implementation over the provider, which has to be there. */
    static JsseImplementation overProvider() {
        return Library.IMPLEMENTATION;
    }

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public boolean isAvailable() {
        try {
            return Provider.class.isAssignableFrom(BouncyCastleJsseProvider.class);
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
        return 400;
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
