package io.unifiedtls.autoconfigure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;

/**
 * The properties below {@code tls}.
 *
 * @param implementation Name of the TLS implementation to use; auto selects the fastest one that supports the
 *     configuration.
 * @param servers Servers by name; the embedded web server uses the one named web, a management server on its own port
 *     the one named management.
 * @param clients Clients by name; each is a ClientContext bean with this name as its qualifier.
 * @param validateOnly Whether to check the configuration, print a report and exit, with 0 if it is valid and 1 if not,
 *     instead of starting the application.
 * @param validateOnlyFormat Format of the report of validate-only.
 */
@ConfigurationProperties("tls")
record TlsProperties(
        @DefaultValue(AUTO) String implementation,
        @DefaultValue Map<String, Server> servers,
        @DefaultValue Map<String, Client> clients,
        @DefaultValue("false") boolean validateOnly,
        @DefaultValue("text") ReportFormat validateOnlyFormat) {

    /** The name that stands for the fastest implementation that can do what is asked. */
    static final String AUTO = "auto";

    TlsProperties {
        servers = Collections.unmodifiableMap(EntryNames.withoutRepeated(servers, PropertyNames.SERVERS));
        clients = Collections.unmodifiableMap(EntryNames.withoutRepeated(clients, PropertyNames.CLIENTS));
    }

    /** Returns the names of all entries. */
    Set<String> names() {
        return Stream.concat(this.servers.keySet().stream(), this.clients.keySet().stream())
                .collect(Collectors.toSet());
    }

    /** How a report is written. */
    enum ReportFormat {
        /** For people. */
        TEXT,

        /** For programs: one JSON object. */
        JSON
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
     * The TLS configuration of a server.
     *
     * @param implementation TLS implementation to use instead of tls.implementation.
     * @param certificateChains Certificate chains of the server, selected by server name; the first one is the default.
     * @param certificateDirectory Directory of further certificate chains, each loaded when a client requests its
     *     server name.
     * @param source Name of a SigningChainSource bean that finds further certificate chains when clients request them.
     * @param clientAuthentication Whether client certificates are requested; required by default if a trust store is
     *     set.
     * @param trustStore CA certificates that verify clients; no other is trusted.
     * @param lowestSupportedVersion Oldest protocol version to accept.
     * @param highestSupportedVersion Newest protocol version to accept.
     * @param ciphers Allowed cipher suites in order of preference, as IANA names or codes such as 0x1301. TLS 1.3
     *     suites require the implementation jsse or bouncycastle.
     * @param innerProtocols ALPN protocols to accept, in order of preference.
     * @param groups Groups for the key exchange in order of preference, as IANA names such as x25519.
     * @param sessionTicketKeys Locations of session ticket keys of 48 bytes; the first one encrypts, all decrypt. By
     *     default, random keys are used and rotated.
     * @param unknownServerName What happens if a client requests an unknown server name; use-default by default, or
     *     reject without certificate-chains.
     * @param absentServerName What happens if a client does not send a server name; use-default by default, or reject
     *     without certificate-chains.
     * @param handshakeTimeout Time limit for a handshake with the web server; only for web and management.
     * @param redirectHttpPort Port for plain HTTP on which every request is redirected to HTTPS; 0 selects a free one.
     *     Only for web.
     */
    record Server(
            @Nullable String implementation,
            @DefaultValue List<Chain> certificateChains,
            @Nullable Directory certificateDirectory,
            @Nullable String source,
            @Nullable ClientAuthentication clientAuthentication,
            @Nullable Trust trustStore,
            @Nullable TlsVersion lowestSupportedVersion,
            @Nullable TlsVersion highestSupportedVersion,
            @DefaultValue List<String> ciphers,
            @Nullable List<String> innerProtocols,
            @DefaultValue List<String> groups,
            @DefaultValue List<String> sessionTicketKeys,
            @Nullable ServerNamePolicy unknownServerName,
            @Nullable ServerNamePolicy absentServerName,
            @Nullable Duration handshakeTimeout,
            @Nullable Integer redirectHttpPort)
            implements Peer {

        /** Returns the settings that tell servers apart, never a key. */
        @Override
        public String toString() {
            return "Server[implementation=%s, certificateChains=%s, certificateDirectory=%s, source=%s, clientAuthentication=%s, trustStore=%s, sessionTicketKeys=%s]"
                    .formatted(
                            this.implementation,
                            this.certificateChains,
                            this.certificateDirectory,
                            LocationFormat.printable(this.source),
                            this.clientAuthentication,
                            this.trustStore,
                            this.sessionTicketKeys.stream()
                                    .map(LocationFormat::printable)
                                    .toList());
        }
    }

    /**
     * The TLS configuration of a client.
     *
     * @param implementation TLS implementation to use instead of tls.implementation.
     * @param certificateChain Client certificate, which is sent only if the server requests one.
     * @param trustStore CA certificates that verify servers, and no others; by default, what the operating system
     *     trusts.
     * @param lowestSupportedVersion Oldest protocol version to accept.
     * @param highestSupportedVersion Newest protocol version to accept.
     * @param ciphers Allowed cipher suites in order of preference, as IANA names or codes such as 0x1301. TLS 1.3
     *     suites require the implementation jsse or bouncycastle.
     * @param innerProtocols ALPN protocols to offer, in order of preference.
     * @param groups Groups for the key exchange in order of preference, as IANA names such as x25519.
     * @param insecure Checks of the server's identity to skip, for tests; requires the module unified-tls-insecure.
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

    /** What may come from a bundle of {@code spring.ssl.bundle}. */
    sealed interface FromBundle {

        @Nullable
        String bundle();
    }

    /** A check of a server's identity that can be skipped. */
    enum InsecureCheck {
        /** Whether the certificate is valid, and leads to a trusted authority. */
        CERTIFICATE,

        /** Whether the certificate is for the host name. */
        HOSTNAME
    }

    /**
     * A certificate chain: a certificate with its key, a key store entry, or a certificate created at startup.
     *
     * @param certificate Location of the certificate and its intermediate certificates (PEM or DER), or the PEM itself;
     *     or a PKCS#11 URI, or alias: followed by an alias in the platform's key store.
     * @param privateKey Location of the private key, or the PEM itself, or its id; by default, the location of the
     *     certificate.
     * @param privateKeyPassword Password of the private key if it is encrypted, or PIN of its token.
     * @param serverNames Server names that select the chain; by default, those in the certificate. Only for servers.
     * @param keystore Key store that contains the certificate and its key.
     * @param bundle Name of the SSL bundle of spring.ssl.bundle that contains the certificate and its key.
     * @param selfSigned Certificate to create at startup, for development.
     * @param ocspResponse Location of an OCSP response for the certificate (DER) to send along with it. Only for
     *     servers.
     */
    record Chain(
            @Nullable String certificate,
            @Nullable String privateKey,
            @Nullable String privateKeyPassword,
            @DefaultValue List<String> serverNames,
            @Nullable KeyStore keystore,
            @Nullable String bundle,
            @Nullable SelfSigned selfSigned,
            @Nullable String ocspResponse)
            implements FromBundle {

        /** Returns where the chain comes from, never a key or its password. */
        @Override
        public String toString() {
            return "Chain[certificate=%s, privateKey=%s, serverNames=%s, keystore=%s, bundle=%s, selfSigned=%s, ocspResponse=%s]"
                    .formatted(
                            LocationFormat.printable(this.certificate),
                            LocationFormat.printable(this.privateKey),
                            this.serverNames,
                            this.keystore,
                            LocationFormat.printable(this.bundle),
                            this.selfSigned,
                            LocationFormat.printable(this.ocspResponse));
        }
    }

    /**
     * A directory of certificate chains.
     *
     * @param location Location of the directory, which contains NAME.pem and NAME.key, a combined NAME.pem, or a
     *     subdirectory NAME for each chain.
     * @param names Where the server names come from; by default, the name of the file.
     * @param index File that keeps the list of server names for the next start; by default, it is kept in memory.
     */
    record Directory(
            @Nullable String location,
            @DefaultValue("file") CertificateDirectory.Names names,
            @Nullable String index) {}

    /**
     * A key store.
     *
     * @param location Location of the key store.
     * @param type Type of the key store, such as PKCS12 or JKS; by default, detected from the content.
     * @param password Password of the key store.
     * @param alias Alias of the entry to use; by default, the only entry.
     * @param keyPassword Password of the entry; by default, that of the key store.
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
                            LocationFormat.printable(this.location),
                            LocationFormat.printable(this.type),
                            LocationFormat.printable(this.alias));
        }
    }

    /**
     * A certificate that is created at startup, for development.
     *
     * @param serverNames Host names and IP addresses of the certificate.
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
     * CA certificates to trust: one of system, certificates, directory, keystore and bundle.
     *
     * @param system Whether to trust what the operating system trusts.
     * @param certificates Location of the CA certificates (PEM or DER), or the PEM itself; or a PKCS#11 URI, or alias:
     *     followed by an alias in the platform's key store.
     * @param directory Directory of certificate files.
     * @param keystore Key store that contains the CA certificates.
     * @param bundle Name of the SSL bundle of spring.ssl.bundle that contains the CA certificates.
     * @param revocationLists Location of the certificate revocation lists (CRLs, PEM or DER), or the PEM itself.
     * @param revocationChecks Which certificates of a peer to check for revocation.
     * @param strict Whether a peer's certificates must conform to RFC 5280.
     */
    record Trust(
            @Nullable Boolean system,
            @Nullable String certificates,
            @Nullable String directory,
            @Nullable KeyStore keystore,
            @Nullable String bundle,
            @Nullable String revocationLists,
            @Nullable RevocationChecks revocationChecks,
            @Nullable Boolean strict)
            implements FromBundle {

        /** Returns where the authorities come from. */
        @Override
        public String toString() {
            return "Trust[system=%s, certificates=%s, directory=%s, keystore=%s, bundle=%s, revocationLists=%s, revocationChecks=%s, strict=%s]"
                    .formatted(
                            this.system,
                            LocationFormat.printable(this.certificates),
                            LocationFormat.printable(this.directory),
                            this.keystore,
                            LocationFormat.printable(this.bundle),
                            LocationFormat.printable(this.revocationLists),
                            this.revocationChecks,
                            this.strict);
        }
    }
}
