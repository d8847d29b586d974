package io.unifiedtls;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The TLS configuration of a server (PEP 748, "Configuration").
 *
 * <p>Immutable; configurations with the same settings are equal. Does not read files.
 */
public final class TlsServerConfiguration {

    private final List<SigningChain> certificateChains;

    private final Optional<CertificateDirectory> certificateDirectory;

    private final Optional<SigningChainSource> signingChainSource;

    private final List<CipherSuite> ciphers;

    private final List<NamedGroup> groups;

    private final List<NextProtocol> innerProtocols;

    private final Optional<TlsVersion> lowestSupportedVersion;

    private final Optional<TlsVersion> highestSupportedVersion;

    private final Optional<TrustStore> trustStore;

    private final ClientAuthentication clientAuthentication;

    /** Whether client authentication was set; otherwise a builder made from this derives it from its trust store. */
    private final boolean clientAuthenticationSaid;

    /** Empty for the default. */
    private final Optional<ServerNamePolicy> unknownServerName;

    /** Empty for the default. */
    private final Optional<ServerNamePolicy> absentServerName;

    private final List<SessionTicketKey> sessionTicketKeys;

    private final Optional<SessionTicketKeySource> sessionTicketKeySource;

    private TlsServerConfiguration(Builder builder) {
        this.certificateChains = builder.certificateChains;
        this.certificateDirectory = builder.certificateDirectory;
        this.signingChainSource = builder.signingChainSource;
        this.ciphers = builder.ciphers;
        this.groups = builder.groups;
        this.innerProtocols = builder.innerProtocols;
        this.lowestSupportedVersion = builder.lowestSupportedVersion;
        this.highestSupportedVersion = builder.highestSupportedVersion;
        this.trustStore = builder.trustStore;
        this.clientAuthentication = clientAuthentication(builder);
        this.clientAuthenticationSaid = builder.clientAuthentication != null;
        this.unknownServerName = builder.unknownServerName;
        this.absentServerName = builder.absentServerName;
        this.sessionTicketKeys = builder.sessionTicketKeys;
        this.sessionTicketKeySource = builder.sessionTicketKeySource;
        checkVersions(this.lowestSupportedVersion, this.highestSupportedVersion);
        if (this.sessionTicketKeySource.isPresent() && !this.sessionTicketKeys.isEmpty()) {
            throw new IllegalArgumentException("both session ticket keys and a source of them are set; remove one");
        }
    }

    private static ClientAuthentication clientAuthentication(Builder builder) {
        if (builder.clientAuthentication != null) {
            return builder.clientAuthentication;
        }
        return builder.trustStore.isPresent() ? ClientAuthentication.REQUIRED : ClientAuthentication.NONE;
    }

    static void checkVersions(Optional<TlsVersion> lowest, Optional<TlsVersion> highest) {
        if (lowest.isPresent()
                && highest.isPresent()
                && lowest.get().code() > highest.get().code()) {
            throw new IllegalArgumentException("lowest supported version %s is newer than highest supported version %s"
                    .formatted(lowest.get(), highest.get()));
        }
    }

    static List<CipherSuite> checkCiphers(List<CipherSuite> ciphers) {
        if (ciphers.isEmpty()) {
            throw new IllegalArgumentException(
                    "the list of cipher suites is empty; list at least one, or call unsetCiphers() to use the secure defaults");
        }
        return List.copyOf(ciphers);
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these settings. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.certificateChains = this.certificateChains;
        builder.certificateDirectory = this.certificateDirectory;
        builder.signingChainSource = this.signingChainSource;
        builder.ciphers = this.ciphers;
        builder.groups = this.groups;
        builder.innerProtocols = this.innerProtocols;
        builder.lowestSupportedVersion = this.lowestSupportedVersion;
        builder.highestSupportedVersion = this.highestSupportedVersion;
        builder.trustStore = this.trustStore;
        builder.clientAuthentication = this.clientAuthenticationSaid ? this.clientAuthentication : null;
        builder.unknownServerName = this.unknownServerName;
        builder.absentServerName = this.absentServerName;
        builder.sessionTicketKeys = this.sessionTicketKeys;
        builder.sessionTicketKeySource = this.sessionTicketKeySource;
        return builder;
    }

    /** Returns the certificate chains of the server; the first one is the default. */
    public List<SigningChain> certificateChains() {
        return this.certificateChains;
    }

    /** Returns the directory of further certificate chains, which are loaded on demand. */
    public Optional<CertificateDirectory> certificateDirectory() {
        return this.certificateDirectory;
    }

    /** Returns the source of further certificate chains, which is asked on demand. */
    public Optional<SigningChainSource> signingChainSource() {
        return this.signingChainSource;
    }

    /** Returns the allowed cipher suites, in order of preference; the secure defaults if empty. */
    public List<CipherSuite> ciphers() {
        return this.ciphers;
    }

    /** Returns the groups for the key exchange, in order of preference; the implementation's defaults if empty. */
    public List<NamedGroup> groups() {
        return this.groups;
    }

    /** Returns the ALPN protocols (RFC 7301) to accept, in order of preference; ALPN is not used if empty. */
    public List<NextProtocol> innerProtocols() {
        return this.innerProtocols;
    }

    /** Returns the oldest version to accept; TLS 1.2 if empty. */
    public Optional<TlsVersion> lowestSupportedVersion() {
        return this.lowestSupportedVersion;
    }

    /** Returns the newest version to accept; the newest that the implementation supports if empty. */
    public Optional<TlsVersion> highestSupportedVersion() {
        return this.highestSupportedVersion;
    }

    /** Returns the CA certificates that verify clients; no other is trusted. */
    public Optional<TrustStore> trustStore() {
        return this.trustStore;
    }

    /**
     * Returns whether client certificates are requested. The default is {@code REQUIRED} if there is a trust store,
     * otherwise {@code NONE}.
     */
    public ClientAuthentication clientAuthentication() {
        return this.clientAuthentication;
    }

    /**
     * Returns what happens if a client requests an unknown server name. By default, it gets the default chain, or is
     * rejected if there are no {@link #certificateChains()}.
     */
    public ServerNamePolicy unknownServerName() {
        return this.unknownServerName.orElseGet(this::defaultPolicy);
    }

    /**
     * Returns what happens if a client does not send a server name. By default, it gets the default chain, or is
     * rejected if there are no {@link #certificateChains()}.
     */
    public ServerNamePolicy absentServerName() {
        return this.absentServerName.orElseGet(this::defaultPolicy);
    }

    private ServerNamePolicy defaultPolicy() {
        return this.certificateChains.isEmpty() ? ServerNamePolicy.REJECT : ServerNamePolicy.USE_DEFAULT;
    }

    /**
     * Returns the session ticket keys, the current one first; if empty, and without a {@link #sessionTicketKeySource},
     * the implementation generates its own.
     */
    public List<SessionTicketKey> sessionTicketKeys() {
        return this.sessionTicketKeys;
    }

    /** Returns the source of session ticket keys that change while the server runs. */
    public Optional<SessionTicketKeySource> sessionTicketKeySource() {
        return this.sessionTicketKeySource;
    }

    private List<Object> settings() {
        return List.of(
                this.certificateChains,
                this.certificateDirectory,
                this.signingChainSource,
                this.ciphers,
                this.groups,
                this.innerProtocols,
                this.lowestSupportedVersion,
                this.highestSupportedVersion,
                this.trustStore,
                this.clientAuthentication,
                this.unknownServerName,
                this.absentServerName,
                this.sessionTicketKeys,
                this.sessionTicketKeySource);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsServerConfiguration configuration
                && settings().equals(configuration.settings());
    }

    @Override
    public int hashCode() {
        return settings().hashCode();
    }

    /** Returns the settings; never a secret. */
    @Override
    public String toString() {
        return "TlsServerConfiguration" + settings();
    }

    /** Builds {@link TlsServerConfiguration}s. Not thread-safe. */
    public static final class Builder {

        private List<SigningChain> certificateChains = List.of();

        private Optional<CertificateDirectory> certificateDirectory = Optional.empty();

        private Optional<SigningChainSource> signingChainSource = Optional.empty();

        private List<CipherSuite> ciphers = List.of();

        private List<NamedGroup> groups = List.of();

        private List<NextProtocol> innerProtocols = List.of();

        private Optional<TlsVersion> lowestSupportedVersion = Optional.empty();

        private Optional<TlsVersion> highestSupportedVersion = Optional.empty();

        private Optional<TrustStore> trustStore = Optional.empty();

        private @Nullable ClientAuthentication clientAuthentication;

        private Optional<ServerNamePolicy> unknownServerName = Optional.empty();

        private Optional<ServerNamePolicy> absentServerName = Optional.empty();

        private List<SessionTicketKey> sessionTicketKeys = List.of();

        private Optional<SessionTicketKeySource> sessionTicketKeySource = Optional.empty();

        private Builder() {}

        /**
         * Sets the certificate chains of the server, the default one first. If several have the same server name, a
         * client gets the first one that it can verify and that is valid.
         */
        public Builder certificateChains(List<SigningChain> certificateChains) {
            this.certificateChains = List.copyOf(certificateChains);
            return this;
        }

        /**
         * Sets a directory of further certificate chains, each loaded when a client first requests its server name. A
         * name that {@link #certificateChains} has too is served from there.
         */
        public Builder certificateDirectory(CertificateDirectory certificateDirectory) {
            this.certificateDirectory = Optional.of(certificateDirectory);
            return this;
        }

        /** Removes the directory of further certificate chains. */
        public Builder unsetCertificateDirectory() {
            this.certificateDirectory = Optional.empty();
            return this;
        }

        /**
         * Sets a source of further certificate chains. It is asked when a client requests a server name that neither
         * {@link #certificateChains} nor the {@link #certificateDirectory} has, wildcards included.
         */
        public Builder signingChainSource(SigningChainSource signingChainSource) {
            this.signingChainSource = Optional.of(signingChainSource);
            return this;
        }

        /** Removes the source of further certificate chains. */
        public Builder unsetSigningChainSource() {
            this.signingChainSource = Optional.empty();
            return this;
        }

        /**
         * Sets the allowed cipher suites, in order of preference. By default, the secure defaults are used.
         *
         * <p>An implementation that does not support one of them refuses the configuration. The lists
         * {@link CipherSuite#DEFAULT_TLS_1_3} and {@link CipherSuite#DEFAULT_TLS_1_2} are portable: if the list
         * contains a whole one of them, its suites that an implementation does not support are left out.
         *
         * @throws IllegalArgumentException if the list is empty
         */
        public Builder ciphers(List<CipherSuite> ciphers) {
            this.ciphers = checkCiphers(ciphers);
            return this;
        }

        /** Removes the cipher suites, so that the secure defaults are used. */
        public Builder unsetCiphers() {
            this.ciphers = List.of();
            return this;
        }

        /**
         * Sets the groups for the key exchange, in order of preference. By default, the implementation's are used.
         *
         * @throws IllegalArgumentException if one is listed twice
         */
        public Builder groups(List<NamedGroup> groups) {
            if (Set.copyOf(groups).size() < groups.size()) {
                throw new IllegalArgumentException("a group is listed twice: %s".formatted(groups));
            }
            this.groups = List.copyOf(groups);
            return this;
        }

        /**
         * Sets the ALPN protocols (RFC 7301) to accept, in order of preference. If there is no common protocol, the
         * handshake continues without ALPN.
         */
        public Builder innerProtocols(List<NextProtocol> innerProtocols) {
            this.innerProtocols = List.copyOf(innerProtocols);
            return this;
        }

        /** Sets the oldest version to accept. The default is TLS 1.2. */
        public Builder lowestSupportedVersion(TlsVersion lowestSupportedVersion) {
            this.lowestSupportedVersion = Optional.of(lowestSupportedVersion);
            return this;
        }

        /** Removes the oldest version to accept, so that the default is used. */
        public Builder unsetLowestSupportedVersion() {
            this.lowestSupportedVersion = Optional.empty();
            return this;
        }

        /** Sets the newest version to accept. The default is the newest that the implementation supports. */
        public Builder highestSupportedVersion(TlsVersion highestSupportedVersion) {
            this.highestSupportedVersion = Optional.of(highestSupportedVersion);
            return this;
        }

        /** Removes the newest version to accept, so that the default is used. */
        public Builder unsetHighestSupportedVersion() {
            this.highestSupportedVersion = Optional.empty();
            return this;
        }

        /**
         * Sets the CA certificates that verify clients; no other is trusted. Client certificates are then required,
         * unless {@link #clientAuthentication} is set.
         */
        public Builder trustStore(TrustStore trustStore) {
            this.trustStore = Optional.of(trustStore);
            return this;
        }

        /**
         * Removes the trust store. Client certificates are then not requested, unless {@link #clientAuthentication} is
         * set.
         */
        public Builder unsetTrustStore() {
            this.trustStore = Optional.empty();
            return this;
        }

        /** Sets whether client certificates are requested. */
        public Builder clientAuthentication(ClientAuthentication clientAuthentication) {
            this.clientAuthentication = Objects.requireNonNull(clientAuthentication);
            return this;
        }

        /** Removes this setting, so that client certificates are required if there is a trust store. */
        public Builder unsetClientAuthentication() {
            this.clientAuthentication = null;
            return this;
        }

        /**
         * Sets what happens if a client requests an unknown server name. By default, it gets the default chain, or is
         * rejected if there are no {@link #certificateChains}.
         */
        public Builder unknownServerName(ServerNamePolicy unknownServerName) {
            this.unknownServerName = Optional.of(unknownServerName);
            return this;
        }

        /** Removes this setting, so that its default is used. */
        public Builder unsetUnknownServerName() {
            this.unknownServerName = Optional.empty();
            return this;
        }

        /**
         * Sets what happens if a client does not send a server name. By default, it gets the default chain, or is
         * rejected if there are no {@link #certificateChains}.
         */
        public Builder absentServerName(ServerNamePolicy absentServerName) {
            this.absentServerName = Optional.of(absentServerName);
            return this;
        }

        /** Removes this setting, so that its default is used. */
        public Builder unsetAbsentServerName() {
            this.absentServerName = Optional.empty();
            return this;
        }

        /**
         * Sets the session ticket keys. New tickets are encrypted with the first key; tickets encrypted with any of
         * them are accepted. By default, the implementation generates its own keys. To rotate keys, replace their files
         * and reload the context, or use {@link ServerContext#withSessionTicketKeys}.
         */
        public Builder sessionTicketKeys(List<SessionTicketKey> sessionTicketKeys) {
            this.sessionTicketKeys = List.copyOf(sessionTicketKeys);
            return this;
        }

        /**
         * Sets the source of session ticket keys that change while the server runs, instead of
         * {@link #sessionTicketKeys}. By default, there is none.
         */
        public Builder sessionTicketKeySource(SessionTicketKeySource sessionTicketKeySource) {
            this.sessionTicketKeySource = Optional.of(sessionTicketKeySource);
            return this;
        }

        /** Removes the source of session ticket keys. */
        public Builder unsetSessionTicketKeySource() {
            this.sessionTicketKeySource = Optional.empty();
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws IllegalArgumentException if the lowest version is newer than the highest, or if both session ticket
         *     keys and a source of them are set
         */
        public TlsServerConfiguration build() {
            return new TlsServerConfiguration(this);
        }
    }
}
