package io.unifiedtls;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a server speaks TLS (PEP 748, "Configuration").
 *
 * <p>Immutable, and equal by value: two configurations with the same settings are equal. Reads no file.
 */
public final class TlsServerConfiguration {

    private final List<SigningChain> certificateChains;

    private final List<CipherSuite> ciphers;

    private final List<NamedGroup> groups;

    private final List<NextProtocol> innerProtocols;

    private final Optional<TlsVersion> lowestSupportedVersion;

    private final Optional<TlsVersion> highestSupportedVersion;

    private final Optional<TrustStore> trustStore;

    private final ClientAuthentication clientAuthentication;

    /** Whether that was said; otherwise a builder made of this decides anew, with the trust store it gets. */
    private final boolean clientAuthenticationSaid;

    private final ServerNamePolicy unknownServerName;

    private final ServerNamePolicy absentServerName;

    private final List<SessionTicketKey> sessionTicketKeys;

    private TlsServerConfiguration(Builder builder) {
        this.certificateChains = builder.certificateChains;
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
        checkVersions(this.lowestSupportedVersion, this.highestSupportedVersion);
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

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these settings. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.certificateChains = this.certificateChains;
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
        return builder;
    }

    /** Returns the identities of the server; the first one is the default. */
    public List<SigningChain> certificateChains() {
        return this.certificateChains;
    }

    /** Returns the cipher suites to allow, best first; the secure defaults if empty. */
    public List<CipherSuite> ciphers() {
        return this.ciphers;
    }

    /** Returns the groups to agree on a key in, best first; those of the implementation if empty. */
    public List<NamedGroup> groups() {
        return this.groups;
    }

    /** Returns the protocols to accept by ALPN (RFC 7301), best first; no ALPN if empty. */
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

    /** Returns the authorities that identify clients, and no other. */
    public Optional<TrustStore> trustStore() {
        return this.trustStore;
    }

    /**
     * Returns whether clients are asked for a certificate: {@code REQUIRED} if there is a trust store and nothing was
     * said, otherwise {@code NONE}.
     */
    public ClientAuthentication clientAuthentication() {
        return this.clientAuthentication;
    }

    /** Returns what happens to a client that asks for a server name that no chain has. */
    public ServerNamePolicy unknownServerName() {
        return this.unknownServerName;
    }

    /** Returns what happens to a client that asks for no server name. */
    public ServerNamePolicy absentServerName() {
        return this.absentServerName;
    }

    /** Returns the keys of session tickets, the current one first; the implementation makes its own if empty. */
    public List<SessionTicketKey> sessionTicketKeys() {
        return this.sessionTicketKeys;
    }

    private List<Object> settings() {
        return List.of(
                this.certificateChains,
                this.ciphers,
                this.groups,
                this.innerProtocols,
                this.lowestSupportedVersion,
                this.highestSupportedVersion,
                this.trustStore,
                this.clientAuthentication,
                this.unknownServerName,
                this.absentServerName,
                this.sessionTicketKeys);
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

        private List<CipherSuite> ciphers = List.of();

        private List<NamedGroup> groups = List.of();

        private List<NextProtocol> innerProtocols = List.of();

        private Optional<TlsVersion> lowestSupportedVersion = Optional.empty();

        private Optional<TlsVersion> highestSupportedVersion = Optional.empty();

        private Optional<TrustStore> trustStore = Optional.empty();

        private @Nullable ClientAuthentication clientAuthentication;

        private ServerNamePolicy unknownServerName = ServerNamePolicy.USE_DEFAULT;

        private ServerNamePolicy absentServerName = ServerNamePolicy.USE_DEFAULT;

        private List<SessionTicketKey> sessionTicketKeys = List.of();

        private Builder() {}

        /**
         * Says the identities of the server, the default one first. Where several are for the same name, a client gets
         * the first one that it can verify and that is valid.
         */
        public Builder certificateChains(List<SigningChain> certificateChains) {
            this.certificateChains = List.copyOf(certificateChains);
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
         * Accepts these protocols by ALPN (RFC 7301), best first. A handshake goes on without one where none is shared.
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

        /**
         * Trusts these authorities, and only these, to identify clients. Unless {@link #clientAuthentication} says
         * otherwise, clients then have to have a certificate.
         */
        public Builder trustStore(TrustStore trustStore) {
            this.trustStore = Optional.of(trustStore);
            return this;
        }

        /** Says whether clients are asked for a certificate. */
        public Builder clientAuthentication(ClientAuthentication clientAuthentication) {
            this.clientAuthentication = Objects.requireNonNull(clientAuthentication);
            return this;
        }

        /**
         * Says what happens to a client that asks for a server name that no chain has; otherwise it gets the default
         * chain.
         */
        public Builder unknownServerName(ServerNamePolicy unknownServerName) {
            this.unknownServerName = Objects.requireNonNull(unknownServerName);
            return this;
        }

        /** Says what happens to a client that asks for no server name; otherwise it gets the default chain. */
        public Builder absentServerName(ServerNamePolicy absentServerName) {
            this.absentServerName = Objects.requireNonNull(absentServerName);
            return this;
        }

        /**
         * Makes session tickets under the first of these keys, and takes those that were made under any; otherwise the
         * implementation makes keys of its own. {@link ServerContext#withSessionTicketKeys} rotates them.
         */
        public Builder sessionTicketKeys(List<SessionTicketKey> sessionTicketKeys) {
            this.sessionTicketKeys = List.copyOf(sessionTicketKeys);
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws IllegalArgumentException if the lowest version is newer than the highest
         */
        public TlsServerConfiguration build() {
            return new TlsServerConfiguration(this);
        }
    }
}
