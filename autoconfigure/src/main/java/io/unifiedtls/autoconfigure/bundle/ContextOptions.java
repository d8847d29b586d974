package io.unifiedtls.autoconfigure.bundle;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslOptions;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsVersion;

/**
 * The cipher suites and versions of a context, for consumers of its managers.
 *
 * <p>They are never "specified": some consumers refuse a bundle with options that they cannot apply, but the
 * {@code SSLContext} that those use applies them by itself.
 */
final class ContextOptions implements SslOptions {

    private final String @Nullable [] ciphers;

    private final String @Nullable [] protocols;

    private ContextOptions(String @Nullable [] ciphers, String @Nullable [] protocols) {
        this.ciphers = ciphers;
        this.protocols = protocols;
    }

    static SslOptions of(TlsContext context) {
        if (context instanceof ClientContext client) {
            var configuration = client.configuration();
            return of(
                    configuration.ciphers(),
                    configuration.lowestSupportedVersion().orElse(TlsVersion.MINIMUM_SUPPORTED),
                    configuration.highestSupportedVersion().orElse(TlsVersion.MAXIMUM_SUPPORTED));
        }
        var configuration = ((ServerContext) context).configuration();
        return of(
                configuration.ciphers(),
                configuration.lowestSupportedVersion().orElse(TlsVersion.MINIMUM_SUPPORTED),
                configuration.highestSupportedVersion().orElse(TlsVersion.MAXIMUM_SUPPORTED));
    }

    private static SslOptions of(List<CipherSuite> ciphers, TlsVersion lowest, TlsVersion highest) {
        var defaults = TlsClientConfiguration.builder().build();
        var versions = Arrays.stream(new TlsVersion[] {TlsVersion.TLSv1_2, TlsVersion.TLSv1_3})
                .filter(version -> isBetween(lowest, version, highest))
                .map(version -> (version == TlsVersion.TLSv1_2) ? "TLSv1.2" : "TLSv1.3")
                .toArray(String[]::new);
        return new ContextOptions(
                ciphers.equals(defaults.ciphers())
                        ? null
                        : ciphers.stream().map(CipherSuite::name).toArray(String[]::new),
                (versions.length == 2) ? null : versions);
    }

    private static boolean isBetween(TlsVersion lowest, TlsVersion version, TlsVersion highest) {
        return lowest.compareTo(version) <= 0 && version.compareTo(highest) <= 0;
    }

    @Override
    public boolean isSpecified() {
        return false;
    }

    @Override
    public String @Nullable [] getCiphers() {
        return (this.ciphers == null) ? null : this.ciphers.clone();
    }

    @Override
    public String @Nullable [] getEnabledProtocols() {
        return (this.protocols == null) ? null : this.protocols.clone();
    }
}
