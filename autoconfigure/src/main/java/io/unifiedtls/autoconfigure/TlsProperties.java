package io.unifiedtls.autoconfigure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;

/**
 * What {@code application.yml} says about TLS.
 *
 * @param implementation TLS library to use: auto, for the fastest one present that can do what is asked, or a name.
 * @param servers Servers by name; the embedded web server uses the one named web, and a management server on its own
 *     port the one named management.
 * @param clients Clients by name.
 */
@ConfigurationProperties("tls")
record TlsProperties(
        @DefaultValue(AUTO) String implementation,
        @DefaultValue Map<String, Server> servers,
        @DefaultValue Map<String, Client> clients) {

    static final String PREFIX = "tls";

    /** The name that stands for the fastest implementation that can do what is asked. */
    static final String AUTO = "auto";

    TlsProperties {
        servers = Collections.unmodifiableMap(EntryNames.withoutRepeated(servers, PropertyNames.SERVERS));
        clients = Collections.unmodifiableMap(EntryNames.withoutRepeated(clients, PropertyNames.CLIENTS));
    }

    /** What servers and clients have in common. */
    sealed interface Peer {

        @Nullable
        String implementation();

        @Nullable
        Trust trustStore();

        @Nullable
        TlsVersion lowestSupportedVersion();

        @Nullable
        TlsVersion highestSupportedVersion();

        List<String> ciphers();

        @Nullable
        List<String> innerProtocols();

        List<String> groups();
    }

    /**
     * How a server speaks TLS.
     *
     * @param implementation TLS library to use, instead of the one of tls.implementation.
     * @param certificateChains Identities of the server; one without a match for the server name gets the first.
     * @param clientAuthentication Whether clients are asked for a certificate; required if left out and a trust store
     *     is set.
     * @param trustStore Authorities that identify clients, and no other.
     * @param lowestSupportedVersion Oldest protocol version to accept.
     * @param highestSupportedVersion Newest protocol version to accept.
     * @param ciphers Cipher suites to allow, best first, as IANA names or codes such as 0x1301. Those of TLS 1.3 need
     *     the implementation jsse or bouncycastle.
     * @param innerProtocols Application protocols to accept by ALPN, best first.
     * @param groups Groups for the key exchange, best first, as IANA names such as x25519.
     * @param unknownServerName What happens to a client that asks for a server name that no chain has.
     * @param absentServerName What happens to a client that asks for no server name.
     * @param handshakeTimeout How long a handshake with the web server may take.
     */
    record Server(
            @Nullable String implementation,
            @DefaultValue List<Chain> certificateChains,
            @Nullable ClientAuthentication clientAuthentication,
            @Nullable Trust trustStore,
            @Nullable TlsVersion lowestSupportedVersion,
            @Nullable TlsVersion highestSupportedVersion,
            @DefaultValue List<String> ciphers,
            @Nullable List<String> innerProtocols,
            @DefaultValue List<String> groups,
            @DefaultValue("use-default") ServerNamePolicy unknownServerName,
            @DefaultValue("use-default") ServerNamePolicy absentServerName,
            @Nullable Duration handshakeTimeout)
            implements Peer {}

    /**
     * How a client speaks TLS.
     *
     * @param implementation TLS library to use, instead of the one of tls.implementation.
     * @param certificateChain Identity of the client, for servers that ask for one.
     * @param trustStore Authorities that identify servers, and no other.
     * @param lowestSupportedVersion Oldest protocol version to accept.
     * @param highestSupportedVersion Newest protocol version to accept.
     * @param ciphers Cipher suites to allow, best first, as IANA names or codes such as 0x1301. Those of TLS 1.3 need
     *     the implementation jsse or bouncycastle.
     * @param innerProtocols Application protocols to offer by ALPN, best first.
     * @param groups Groups for the key exchange, best first, as IANA names such as x25519.
     * @param insecure Checks of the server's identity to skip, in a test; needs the module unified-tls-insecure.
     */
    record Client(
            @Nullable String implementation,
            @Nullable Chain certificateChain,
            @Nullable Trust trustStore,
            @Nullable TlsVersion lowestSupportedVersion,
            @Nullable TlsVersion highestSupportedVersion,
            @DefaultValue List<String> ciphers,
            @Nullable List<String> innerProtocols,
            @DefaultValue List<String> groups,
            @DefaultValue List<InsecureCheck> insecure)
            implements Peer {}

    /** A check of a server's identity that can be skipped. */
    enum InsecureCheck {
        /** Whether the certificate is valid, and leads to a trusted authority. */
        CERTIFICATE,

        /** Whether the certificate is for the host name. */
        HOSTNAME
    }

    /**
     * An identity: a certificate with its key, an entry of a key store, or a certificate made at start.
     *
     * @param certificate Location of the certificate and its intermediate certificates (PEM or DER), or the PEM itself;
     *     or a PKCS#11 URI, or alias: and an alias in the key store of the platform.
     * @param privateKey Location of the private key, or the PEM itself, or its id; in the location of the certificate
     *     if left out.
     * @param privateKeyPassword Password of the private key, if it is encrypted, or PIN of its token.
     * @param serverNames Names that the chain is served for; those of the certificate if left out.
     * @param keystore Key store to take the certificate and its key from.
     * @param selfSigned Certificate to make at start, for development.
     */
    record Chain(
            @Nullable String certificate,
            @Nullable String privateKey,
            @Nullable String privateKeyPassword,
            @DefaultValue List<String> serverNames,
            @Nullable KeyStore keystore,
            @Nullable SelfSigned selfSigned) {

        /** Returns where the chain comes from, never a key or its password. */
        @Override
        public String toString() {
            return "Chain[certificate=%s, privateKey=%s, serverNames=%s, keystore=%s, selfSigned=%s]"
                    .formatted(
                            Location.printable(this.certificate),
                            Location.printable(this.privateKey),
                            this.serverNames,
                            this.keystore,
                            this.selfSigned);
        }
    }

    /**
     * A key store.
     *
     * @param location Location of the key store.
     * @param type Type of the key store, such as PKCS12 or JKS; recognised by its content if left out.
     * @param password Password of the key store.
     * @param alias Entry to use; the only one if left out.
     * @param keyPassword Password of the entry; that of the key store if left out.
     */
    record KeyStore(
            @Nullable String location,
            @Nullable String type,
            @Nullable String password,
            @Nullable String alias,
            @Nullable String keyPassword) {

        /** Returns which entry of which store, never a password. */
        @Override
        public String toString() {
            return "KeyStore[location=%s, type=%s, alias=%s]"
                    .formatted(
                            Location.printable(this.location),
                            Location.printable(this.type),
                            Location.printable(this.alias));
        }
    }

    /**
     * A certificate that is made at start, for development.
     *
     * @param serverNames Host names and IP addresses that the certificate is for.
     */
    record SelfSigned(@DefaultValue List<String> serverNames) {}

    /** Which certificates of a peer must not be on a revocation list. */
    enum RevocationChecks {
        /** That of the peer itself. */
        LEAF,

        /** Every one but the trusted one; each of their issuers needs a list. */
        CHAIN
    }

    /**
     * Authorities to trust: one of system, certificates, directory and keystore.
     *
     * @param system Whether to trust what the operating system trusts.
     * @param certificates Location of the certificates of the authorities (PEM or DER), or the PEM itself; or a PKCS#11
     *     URI, or alias: and an alias in the key store of the platform.
     * @param directory Directory with files of certificates.
     * @param keystore Key store with the certificates of the authorities.
     * @param revocationLists Location of the certificate revocation lists (PEM or DER), or the PEM itself.
     * @param revocationChecks Which certificates of a peer must not be on the lists.
     * @param strict Whether certificates of a peer have to conform to RFC 5280.
     */
    record Trust(
            @Nullable Boolean system,
            @Nullable String certificates,
            @Nullable String directory,
            @Nullable KeyStore keystore,
            @Nullable String revocationLists,
            @Nullable RevocationChecks revocationChecks,
            @Nullable Boolean strict) {

        /** Returns where the authorities come from. */
        @Override
        public String toString() {
            return "Trust[system=%s, certificates=%s, directory=%s, keystore=%s, revocationLists=%s, revocationChecks=%s, strict=%s]"
                    .formatted(
                            this.system,
                            Location.printable(this.certificates),
                            Location.printable(this.directory),
                            this.keystore,
                            Location.printable(this.revocationLists),
                            this.revocationChecks,
                            this.strict);
        }
    }
}
