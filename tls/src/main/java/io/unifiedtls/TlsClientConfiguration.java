package io.unifiedtls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The TLS configuration of a client (PEP 748, "Configuration").
 *
 * <p>Immutable; configurations with the same settings are equal. Does not read files. The server's certificate and host
 * name are always verified.
 */
public final class TlsClientConfiguration {

    private final Optional<SigningChain> certificateChain;

    private final List<CipherSuite> ciphers;

    private final List<NamedGroup> groups;

    private final List<NextProtocol> innerProtocols;

    private final Optional<TlsVersion> lowestSupportedVersion;

    private final Optional<TlsVersion> highestSupportedVersion;

    private final Optional<TrustStore> trustStore;

    private TlsClientConfiguration(Builder builder) {
        this.certificateChain = builder.certificateChain;
        this.ciphers = builder.ciphers;
        this.groups = builder.groups;
        this.innerProtocols = builder.innerProtocols;
        this.lowestSupportedVersion = builder.lowestSupportedVersion;
        this.highestSupportedVersion = builder.highestSupportedVersion;
        this.trustStore = builder.trustStore;
        TlsServerConfiguration.checkVersions(this.lowestSupportedVersion, this.highestSupportedVersion);
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these settings. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.certificateChain = this.certificateChain;
        builder.ciphers = this.ciphers;
        builder.groups = this.groups;
        builder.innerProtocols = this.innerProtocols;
        builder.lowestSupportedVersion = this.lowestSupportedVersion;
        builder.highestSupportedVersion = this.highestSupportedVersion;
        builder.trustStore = this.trustStore;
        return builder;
    }

    /** Returns the client certificate, which is sent only if the server requests one. */
    public Optional<SigningChain> certificateChain() {
        return this.certificateChain;
    }

    /** Returns the allowed cipher suites, in order of preference; the secure defaults if empty. */
    public List<CipherSuite> ciphers() {
        return this.ciphers;
    }

    /** Returns the groups for the key exchange, in order of preference; the implementation's defaults if empty. */
    public List<NamedGroup> groups() {
        return this.groups;
    }

    /** Returns the ALPN protocols (RFC 7301) to offer, in order of preference; ALPN is not used if empty. */
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

    /** Returns the CA certificates that verify servers; the operating system's if empty. */
    public Optional<TrustStore> trustStore() {
        return this.trustStore;
    }

    private List<Object> settings() {
        return List.of(
                this.certificateChain,
                this.ciphers,
                this.groups,
                this.innerProtocols,
                this.lowestSupportedVersion,
                this.highestSupportedVersion,
                this.trustStore);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsClientConfiguration configuration
                && settings().equals(configuration.settings());
    }

    @Override
    public int hashCode() {
        return settings().hashCode();
    }

    /** Returns the settings; never a secret. */
    @Override
    public String toString() {
        return "TlsClientConfiguration" + settings();
    }

    /** Builds {@link TlsClientConfiguration}s. Not thread-safe. */
    public static final class Builder {

        private Optional<SigningChain> certificateChain = Optional.empty();

        private List<CipherSuite> ciphers = List.of();

        private List<NamedGroup> groups = List.of();

        private List<NextProtocol> innerProtocols = List.of();

        private Optional<TlsVersion> lowestSupportedVersion = Optional.empty();

        private Optional<TlsVersion> highestSupportedVersion = Optional.empty();

        private Optional<TrustStore> trustStore = Optional.empty();

        private Builder() {}

        /** Sets the client certificate, which is sent only if the server requests one. */
        public Builder certificateChain(SigningChain certificateChain) {
            this.certificateChain = Optional.of(certificateChain);
            return this;
        }

        /** Removes the client certificate. */
        public Builder unsetCertificateChain() {
            this.certificateChain = Optional.empty();
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
            this.ciphers = TlsServerConfiguration.checkCiphers(ciphers);
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
         * Sets the ALPN protocols (RFC 7301) to offer, in order of preference. If there is no common protocol, the
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
         * Sets the CA certificates that verify servers; no other is trusted. By default, the operating system's are
         * used.
         */
        public Builder trustStore(TrustStore trustStore) {
            this.trustStore = Optional.of(trustStore);
            return this;
        }

        /** Removes the trust store, so that the operating system's is used. */
        public Builder unsetTrustStore() {
            this.trustStore = Optional.empty();
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws IllegalArgumentException if the lowest version is newer than the highest
         */
        public TlsClientConfiguration build() {
            return new TlsClientConfiguration(this);
        }
    }
}
