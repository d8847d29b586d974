package io.unifiedtls.internal.context;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.Side;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;

/**
 * The effective settings: the configuration, limited to what the provider supports.
 *
 * @param versions the versions to enable
 * @param ciphers the cipher suites to enable, best first
 * @param innerProtocols the application protocols, best first, as JSSE writes them
 * @param groups the groups to choose, best first; those of the library if empty
 * @param placeholders cipher suites that the provider wants in its list, though no enabled version uses them
 */
public record ResolvedSettings(
        List<TlsVersion> versions,
        List<CipherSuite> ciphers,
        List<String> innerProtocols,
        List<NamedGroup> groups,
        List<CipherSuite> placeholders) {

    /** BoringSSL's servers take no ClientHello above 16 KiB; half of it is enough for the rest. */
    private static final int MOST_PROTOCOL_BYTES = 1 << 13;

    static ResolvedSettings of(TlsServerConfiguration configuration, TlsImplementation implementation)
            throws ConfigurationException {
        return of(
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion(),
                configuration.ciphers(),
                configuration.innerProtocols(),
                configuration.groups(),
                Side.SERVER,
                implementation);
    }

    static ResolvedSettings of(TlsClientConfiguration configuration, TlsImplementation implementation)
            throws ConfigurationException {
        return of(
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion(),
                configuration.ciphers(),
                configuration.innerProtocols(),
                configuration.groups(),
                Side.CLIENT,
                implementation);
    }

    private static ResolvedSettings of(
            Optional<TlsVersion> lowest,
            Optional<TlsVersion> highest,
            List<CipherSuite> configured,
            List<NextProtocol> innerProtocols,
            List<NamedGroup> groups,
            Side side,
            TlsImplementation implementation)
            throws ConfigurationException {
        var listed = configured.isEmpty() ? JdkProperties.ciphers(side) : configured;
        var ciphers = ciphers(listed, highest.filter(TlsVersion.TLSv1_3::equals).isPresent(), implementation);
        // A version without a cipher suite of its own is not offered, so that the peer's error is about the version.
        var range = range(lowest, highest, side, implementation);
        var versions = range.stream()
                .filter(version -> ciphers.stream().anyMatch(cipher -> isOf(cipher, version)))
                .toList();
        if (versions.isEmpty()) {
            throw new ConfigurationException("none of the cipher suites %s can be used with %s"
                    .formatted(ciphers, range.stream().map(TlsVersion::protocol).toList()));
        }
        var enabled = ciphers.stream()
                .filter(cipher -> versions.stream().anyMatch(version -> isOf(cipher, version)))
                .toList();
        checkText(innerProtocols, implementation);
        return new ResolvedSettings(
                versions,
                enabled,
                innerProtocols.stream().map(NextProtocol::wireName).toList(),
                groups,
                placeholders(versions, implementation));
    }

    private static List<TlsVersion> range(
            Optional<TlsVersion> lowest, Optional<TlsVersion> highest, Side side, TlsImplementation implementation)
            throws ConfigurationException {
        var ofJdk = JdkProperties.protocols(side);
        var byDefault = lowest.isEmpty() && highest.isEmpty() && !ofJdk.isEmpty();
        var range = implementation.capabilities().versions().stream()
                .filter(version -> version.code()
                        >= lowest.orElse(TlsVersion.MINIMUM_SUPPORTED).code())
                .filter(version -> version.code()
                        <= highest.orElse(TlsVersion.MAXIMUM_SUPPORTED).code())
                .filter(version -> !byDefault || ofJdk.contains(version.protocol()))
                .toList();
        if (range.isEmpty() && byDefault) {
            throw new ConfigurationException(
                    "the system property jdk.tls.%s.protocols is %s, which includes neither TLSv1.2 nor TLSv1.3; remove it, or configure the versions"
                            .formatted(side.tag(), ofJdk));
        }
        return range;
    }

    /**
     * Returns the cipher suites to enable.
     *
     * @param keepsTls13 whether TLS 1.3 has its default suites if none of them is listed
     */
    private static List<CipherSuite> ciphers(
            List<CipherSuite> configured, boolean keepsTls13, TlsImplementation implementation)
            throws ConfigurationException {
        var supported = implementation.capabilities().ciphers();
        if (configured.isEmpty()) {
            return Stream.concat(CipherSuite.DEFAULT_TLS_1_3.stream(), CipherSuite.DEFAULT_TLS_1_2.stream())
                    .filter(supported::contains)
                    .toList();
        }
        var listed = withoutMissingDefaults(configured, supported);
        for (var cipher : listed) {
            if (!supported.contains(cipher)) {
                throw new ConfigurationException("cipher suite %s is not supported by TLS implementation %s"
                                .formatted(cipher, implementation.name()))
                        .concerning(cipher);
            }
        }
        checkSelection(configured, implementation);
        if (keepsTls13 && listed.stream().noneMatch(CipherSuite::isTls13)) {
            return Stream.concat(CipherSuite.DEFAULT_TLS_1_3.stream().filter(supported::contains), listed.stream())
                    .toList();
        }
        return listed;
    }

    /** Whoever lists all the defaults means those that there are; any other suite is one that was asked for. */
    private static List<CipherSuite> withoutMissingDefaults(
            List<CipherSuite> configured, Collection<CipherSuite> supported) {
        var missing = Stream.of(CipherSuite.DEFAULT_TLS_1_3, CipherSuite.DEFAULT_TLS_1_2)
                .filter(defaults -> Collections.indexOfSubList(configured, defaults) >= 0)
                .flatMap(List::stream)
                .filter(cipher -> !supported.contains(cipher))
                .collect(Collectors.toSet());
        return configured.stream().filter(cipher -> !missing.contains(cipher)).toList();
    }

    private static boolean isOf(CipherSuite cipher, TlsVersion version) {
        return cipher.isTls13() == (version == TlsVersion.TLSv1_3);
    }

    /**
     * Some providers take the suites of TLS 1.3 and enable all that they have nevertheless, in an order of their own.
     * That is what the whole default list stands for.
     */
    private static void checkSelection(List<CipherSuite> listed, TlsImplementation implementation)
            throws ConfigurationException {
        var selected = listed.stream().filter(CipherSuite::isTls13).toList();
        if (!selected.isEmpty()
                && !selected.equals(CipherSuite.DEFAULT_TLS_1_3)
                && !implementation.capabilities().has(TlsFeature.TLS_1_3_CIPHER_SELECTION)) {
            throw new ConfigurationException(
                            "TLS implementation %s cannot restrict or order the TLS 1.3 cipher suites %s; remove them, and set the highest supported version to TLSv1.3 to keep TLS 1.3"
                                    .formatted(implementation.name(), selected))
                    .concerning(selected.get(0));
        }
    }

    private static void checkText(List<NextProtocol> innerProtocols, TlsImplementation implementation)
            throws ConfigurationException {
        // each with its length in one byte
        var bytes = innerProtocols.stream()
                .mapToInt(protocol -> 1 + protocol.wireName().length())
                .sum();
        if (bytes > MOST_PROTOCOL_BYTES) {
            throw new ConfigurationException("the ALPN protocols have %d bytes; a ClientHello has room for %d"
                    .formatted(bytes, MOST_PROTOCOL_BYTES));
        }
        for (var protocol : innerProtocols) {
            if (!implementation.capabilities().has(TlsFeature.BINARY_INNER_PROTOCOLS)
                    && !StandardCharsets.US_ASCII.newEncoder().canEncode(protocol.wireName())) {
                throw new ConfigurationException(
                        "TLS implementation %s does not support ALPN protocols that are not ASCII, such as %s"
                                .formatted(implementation.name(), protocol));
            }
        }
    }

    /** A provider that takes no selection of TLS 1.3 finds a certificate's type of key by the suites of TLS 1.2. */
    private static List<CipherSuite> placeholders(List<TlsVersion> versions, TlsImplementation implementation) {
        var capabilities = implementation.capabilities();
        return capabilities.has(TlsFeature.TLS_1_3_CIPHER_SELECTION) || versions.contains(TlsVersion.TLSv1_2)
                ? List.of()
                : CipherSuite.DEFAULT_TLS_1_2.stream()
                        .filter(capabilities.ciphers()::contains)
                        .toList();
    }

    /** Returns new parameters for an engine in server mode, but for the application protocols. */
    public SSLParameters parameters(TlsServerConfiguration configuration) {
        var parameters = parameters();
        // Every name is taken note of, so that no session is resumed for another one (RFC 6066 3).
        parameters.setSNIMatchers(List.of(new AcceptAllSniMatcher()));
        switch (configuration.clientAuthentication()) {
            case NONE -> {}
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    /** Returns new parameters for an engine in client mode. */
    public SSLParameters clientParameters() {
        var parameters = parameters();
        parameters.setApplicationProtocols(this.innerProtocols.toArray(String[]::new));
        // The trust manager verifies the host name in any case; this shows it to callers of the engine.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    private SSLParameters parameters() {
        var parameters = new SSLParameters(cipherNames(), protocols());
        parameters.setUseCipherSuitesOrder(true);
        if (!this.groups.isEmpty()) {
            GroupParameters.set(
                    parameters,
                    this.groups.stream().map(NamedGroup::protocolName).toArray(String[]::new));
        }
        return parameters;
    }

    // Clients do this for every connection, hence no streams.

    private String[] cipherNames() {
        var names = new String[this.ciphers.size() + this.placeholders.size()];
        var count = 0;
        for (var cipher : this.ciphers) {
            names[count++] = cipher.name();
        }
        for (var cipher : this.placeholders) {
            names[count++] = cipher.name();
        }
        return names;
    }

    private String[] protocols() {
        var protocols = new String[this.versions.size()];
        for (int i = 0; i < protocols.length; i++) {
            protocols[i] = this.versions.get(i).protocol();
        }
        return protocols;
    }
}
