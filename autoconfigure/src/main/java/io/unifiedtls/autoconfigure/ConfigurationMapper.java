package io.unifiedtls.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Makes configurations from properties, and keeps which property each of their values came from. */
final class ConfigurationMapper {

    // less than a round trip around the world: 10 for 10s
    private static final Duration SHORTEST_HANDSHAKE_TIMEOUT = Duration.ofMillis(100);

    private final Environment environment;

    private final CertificateChainMapper chains;

    private final OnDemandMapper onDemand;

    private final TrustStoreMapper trustStores;

    private final TicketKeyMapper ticketKeys;

    ConfigurationMapper(
            Environment environment,
            LocationResolver locations,
            SelfSignedChains selfSignedChains,
            SpringBundles bundles,
            ListableBeanFactory beans) {
        var keyStores = new KeyStoreMapper(locations);
        this.environment = environment;
        this.chains = new CertificateChainMapper(locations, keyStores, bundles, selfSignedChains);
        this.onDemand = new OnDemandMapper(locations, beans);
        this.trustStores = new TrustStoreMapper(locations, keyStores, bundles);
        this.ticketKeys = new TicketKeyMapper(locations, beans.getBeanProvider(SessionTicketKeySource.class));
    }

    TlsServerConfiguration server(String name, TlsProperties.Server server, PropertyOrigins settings) {
        var entry = settings.entry();
        checkVersions(server, entry);
        checkHandshakeTimeout(name, server.handshakeTimeout(), entry);
        RedirectPort.check(name, server.redirectHttpPort(), entry, this.environment);
        OnDemandMapper.checkChains(server, entry);
        var builder = TlsServerConfiguration.builder()
                .certificateChains(this.chains.all(server.certificateChains(), entry + ".certificate-chains", settings))
                .innerProtocols(serverProtocols(name, server, settings))
                .groups(GroupMapper.of(server.groups(), entry + ".groups", settings));
        if (!server.ciphers().isEmpty()) {
            builder.ciphers(CipherMapper.of(server.ciphers(), entry + ".ciphers", settings));
        }
        this.ticketKeys.add(server, builder, settings);
        this.onDemand.add(server, builder, settings);
        if (server.unknownServerName() != null) {
            builder.unknownServerName(server.unknownServerName());
        }
        if (server.absentServerName() != null) {
            builder.absentServerName(server.absentServerName());
        }
        if (server.lowestSupportedVersion() != null) {
            builder.lowestSupportedVersion(server.lowestSupportedVersion());
        }
        if (server.highestSupportedVersion() != null) {
            builder.highestSupportedVersion(server.highestSupportedVersion());
        }
        if (server.trustStore() != null) {
            builder.trustStore(this.trustStores.of(server.trustStore(), entry + ".trust-store", settings));
        }
        if (server.clientAuthentication() != null) {
            checkClientAuthentication(server.clientAuthentication(), server.trustStore(), entry);
            builder.clientAuthentication(settings.put(server.clientAuthentication(), entry + ".client-authentication"));
        }
        return settings.put(builder.build(), entry);
    }

    TlsClientConfiguration client(TlsProperties.Client client, PropertyOrigins settings) {
        var entry = settings.entry();
        checkVersions(client, entry);
        var builder = TlsClientConfiguration.builder()
                .innerProtocols(protocols(client.innerProtocols(), entry, settings))
                .groups(GroupMapper.of(client.groups(), entry + ".groups", settings));
        if (!client.ciphers().isEmpty()) {
            builder.ciphers(CipherMapper.of(client.ciphers(), entry + ".ciphers", settings));
        }
        if (client.certificateChain() != null) {
            builder.certificateChain(
                    this.chains.ofClient(client.certificateChain(), entry + ".certificate-chain", settings));
        }
        if (client.trustStore() != null) {
            builder.trustStore(this.trustStores.of(client.trustStore(), entry + ".trust-store", settings));
        }
        if (client.lowestSupportedVersion() != null) {
            builder.lowestSupportedVersion(client.lowestSupportedVersion());
        }
        if (client.highestSupportedVersion() != null) {
            builder.highestSupportedVersion(client.highestSupportedVersion());
        }
        return settings.put(builder.build(), entry);
    }

    private List<NextProtocol> serverProtocols(String name, TlsProperties.Server server, PropertyOrigins settings) {
        var entry = settings.entry();
        if (!WebServerEntries.isWebServer(name)) {
            return protocols(server.innerProtocols(), entry, settings);
        }
        var http2 = WebServerEntries.http2(this.environment);
        if (server.innerProtocols() == null) {
            return http2 ? List.of(NextProtocol.H2, NextProtocol.HTTP1) : List.of(NextProtocol.HTTP1);
        }
        var protocols = protocols(server.innerProtocols(), entry, settings);
        var h2 = protocols.indexOf(NextProtocol.H2);
        if (h2 >= 0 && !http2) {
            throw new TlsConfigurationException(
                    PropertyNames.indexed(entry + ".inner-protocols", h2),
                    "h2 is configured, but the web server does not support HTTP/2: server.http2.enabled is not true",
                    "Enable HTTP/2, or remove h2:",
                    Snippet.of("server.http2.enabled", "true"));
        }
        for (var protocol : protocols) {
            if (!protocol.equals(NextProtocol.H2) && !protocol.equals(NextProtocol.HTTP1)) {
                throw new TlsConfigurationException(
                        PropertyNames.indexed(entry + ".inner-protocols", protocols.indexOf(protocol)),
                        "%s is configured, but the web server supports only %shttp/1.1"
                                .formatted(SecretText.shown(protocol.toString()), http2 ? "h2 and " : ""),
                        "Remove it, or use the default:",
                        Snippet.of(entry + ".inner-protocols", http2 ? "[h2, http/1.1]" : "[http/1.1]"));
            }
        }
        return protocols;
    }

    private static List<NextProtocol> protocols(@Nullable List<String> names, String entry, PropertyOrigins settings) {
        var protocols = new ArrayList<NextProtocol>();
        if (names == null) {
            return protocols;
        }
        for (var i = 0; i < names.size(); i++) {
            var property = PropertyNames.indexed(entry + ".inner-protocols", i);
            try {
                protocols.add(settings.put(NextProtocol.of(names.get(i)), property));
            } catch (IllegalArgumentException exception) {
                throw new TlsConfigurationException(
                        property,
                        exception.getMessage(),
                        "Use names from the IANA registry \"TLS ALPN Protocol IDs\":",
                        Snippet.of(entry + ".inner-protocols", "[http/1.1]"),
                        exception);
            }
        }
        return protocols;
    }

    private static void checkVersions(TlsProperties.Peer peer, String entry) {
        TlsVersion lowest = peer.lowestSupportedVersion();
        TlsVersion highest = peer.highestSupportedVersion();
        if (lowest != null && highest != null && lowest.code() > highest.code()) {
            throw new TlsConfigurationException(
                    entry + ".lowest-supported-version",
                    "%s is newer than the %s of highest-supported-version"
                            .formatted(lowest.protocol(), highest.protocol()),
                    "Lower it, or use the default for highest-supported-version:",
                    Snippet.of(entry + ".lowest-supported-version", highest.protocol()));
        }
    }

    private static void checkClientAuthentication(
            ClientAuthentication clientAuthentication, TlsProperties.@Nullable Trust trustStore, String entry) {
        if (clientAuthentication != ClientAuthentication.NONE && trustStore == null) {
            throw new TlsConfigurationException(
                    entry + ".client-authentication",
                    "client certificates are requested, but there is no trust-store to verify them",
                    "Specify the CA certificates to trust:",
                    Snippet.example(entry + ".trust-store"));
        }
    }

    private static void checkHandshakeTimeout(String name, @Nullable Duration timeout, String entry) {
        var property = entry + ".handshake-timeout";
        if (timeout != null && !WebServerEntries.isWebServer(name)) {
            throw new TlsConfigurationException(
                    property,
                    "handshake-timeout is only supported for web and management, which web servers use",
                    "Remove handshake-timeout, and set a time limit in the code that creates the connections of '%s'."
                            .formatted(name),
                    "");
        }
        if (timeout != null && timeout.compareTo(SHORTEST_HANDSHAKE_TIMEOUT) < 0) {
            throw new TlsConfigurationException(
                    property,
                    "%d ms is too short for a handshake".formatted(timeout.toMillis()),
                    "Set it to at least 100 ms, with a unit, since a number without a unit means milliseconds:",
                    Snippet.of(property, "10s"));
        }
    }
}
