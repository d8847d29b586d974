package io.unifiedtls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a client speaks TLS (PEP 748, "Configuration").
 *
 * <p>Immutable, and equal by value: two configurations with the same settings are equal. Reads no file. The certificate
 * and the host name of the server are always verified.
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

    /** Returns the identity of the client, sent only to a server that asks for one. */
    public Optional<SigningChain> certificateChain() {
        return this.certificateChain;
    }

    /** Returns the cipher suites to allow, best first; the secure defaults if empty. */
    public List<CipherSuite> ciphers() {
        return this.ciphers;
    }

    /** Returns the groups to agree on a key in, best first; those of the implementation if empty. */
    public List<NamedGroup> groups() {
        return this.groups;
    }

    /** Returns the protocols to offer by ALPN (RFC 7301), best first; no ALPN if empty. */
    public List<NextProtocol> innerProtocols() {
        return this.innerProtocols;
    }

    /** Returns the oldest version to accept; TLS 1.2 if empty. */
    public Optional<TlsVersion> lowestSupportedVersion() {
        return this.lowestSupportedVersion;
    }

    /** Returns the newest version to accept; the newest of the implementation if empty. */
    public Optional<TlsVersion> highestSupportedVersion() {
        return this.highestSupportedVersion;
    }

    /** Returns the authorities that identify servers; those of the system if empty. */
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

        /** Says the identity of the client, sent only to a server that asks for one. */
        public Builder certificateChain(SigningChain certificateChain) {
            this.certificateChain = Optional.of(certificateChain);
            return this;
        }

        /** Allows only these cipher suites, best first; otherwise the secure defaults are used. */
        public Builder ciphers(List<CipherSuite> ciphers) {
            this.ciphers = List.copyOf(ciphers);
            return this;
        }

        /**
         * Agrees on keys in these groups alone, best first; otherwise in those of the implementation.
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
         * Offers these protocols by ALPN (RFC 7301), best first. A handshake goes on without one where none is shared.
         */
        public Builder innerProtocols(List<NextProtocol> innerProtocols) {
            this.innerProtocols = List.copyOf(innerProtocols);
            return this;
        }

        /** Accepts no older version; otherwise TLS 1.2 is the oldest. */
        public Builder lowestSupportedVersion(TlsVersion lowestSupportedVersion) {
            this.lowestSupportedVersion = Optional.of(lowestSupportedVersion);
            return this;
        }

        /** Accepts no newer version; otherwise the newest of the implementation is used. */
        public Builder highestSupportedVersion(TlsVersion highestSupportedVersion) {
            this.highestSupportedVersion = Optional.of(highestSupportedVersion);
            return this;
        }

        /** Trusts these authorities, and only these, to identify the server; otherwise those of the system. */
        public Builder trustStore(TrustStore trustStore) {
            this.trustStore = Optional.of(trustStore);
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
