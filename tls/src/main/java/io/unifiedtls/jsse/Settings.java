package io.unifiedtls.jsse;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;

/**
 * What a configuration comes to with what the provider can do.
 *
 * @param versions the versions to enable
 * @param ciphers the cipher suites to enable, best first
 * @param innerProtocols the application protocols, best first, as JSSE writes them
 */
record Settings(List<TlsVersion> versions, List<CipherSuite> ciphers, List<String> innerProtocols) {

    static Settings of(TlsServerConfiguration configuration, TlsCapabilities capabilities)
            throws ConfigurationException {
        return of(
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion(),
                configuration.ciphers(),
                configuration.innerProtocols(),
                capabilities);
    }

    static Settings of(TlsClientConfiguration configuration, TlsCapabilities capabilities)
            throws ConfigurationException {
        return of(
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion(),
                configuration.ciphers(),
                configuration.innerProtocols(),
                capabilities);
    }

    private static Settings of(
            Optional<TlsVersion> lowest,
            Optional<TlsVersion> highest,
            List<CipherSuite> configured,
            List<NextProtocol> innerProtocols,
            TlsCapabilities capabilities)
            throws ConfigurationException {
        var ciphers = ciphers(configured, capabilities);
        // A version without a cipher suite of its own is not offered, so that the peer is told of the version.
        var range = capabilities.versions().stream()
                .filter(version -> version.code()
                        >= lowest.orElse(TlsVersion.MINIMUM_SUPPORTED).code())
                .filter(version -> version.code()
                        <= highest.orElse(TlsVersion.MAXIMUM_SUPPORTED).code())
                .toList();
        var versions = range.stream()
                .filter(version -> ciphers.stream().anyMatch(cipher -> isOf(cipher, version)))
                .toList();
        if (versions.isEmpty()) {
            throw new ConfigurationException("none of the cipher suites %s can be used with %s"
                    .formatted(ciphers, range.stream().map(TlsVersion::protocol).toList()));
        }
        return new Settings(
                versions,
                ciphers.stream()
                        .filter(cipher -> versions.stream().anyMatch(version -> isOf(cipher, version)))
                        .toList(),
                innerProtocols.stream().map(NextProtocol::wireName).toList());
    }

    private static List<CipherSuite> ciphers(List<CipherSuite> configured, TlsCapabilities capabilities)
            throws ConfigurationException {
        if (configured.isEmpty()) {
            return Stream.concat(CipherSuite.DEFAULT_TLS_1_3.stream(), CipherSuite.DEFAULT_TLS_1_2.stream())
                    .filter(capabilities.ciphers()::contains)
                    .toList();
        }
        for (var cipher : configured) {
            if (!capabilities.ciphers().contains(cipher)) {
                throw new ConfigurationException(
                                "cipher suite %s is not supported by the TLS implementation jsse".formatted(cipher))
                        .concerning(cipher);
            }
        }
        return configured;
    }

    private static boolean isOf(CipherSuite cipher, TlsVersion version) {
        return cipher.isTls13() == (version == TlsVersion.TLSv1_3);
    }

    /** Returns new parameters with these settings. */
    SSLParameters parameters() {
        var parameters = new SSLParameters(
                this.ciphers.stream().map(CipherSuite::name).toArray(String[]::new),
                this.versions.stream().map(TlsVersion::protocol).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }
}
