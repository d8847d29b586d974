package io.unifiedtls.test.session;

import java.util.List;
import java.util.function.UnaryOperator;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.junit.TestIdentities;

/**
 * Clients and servers over one implementation that trust each other, but for what a test changes.
 *
 * @param implementation the implementation
 * @param authority the authority that they trust
 * @param localhost the certificate of the servers
 */
public record TrustingPeers(TlsImplementation implementation, TestAuthority authority, TestCertificate localhost) {

    /** Returns peers with an authority of their own. */
    public static TrustingPeers of(TlsImplementation implementation) {
        var authority = TestAuthority.create("Trusting Peers");
        return new TrustingPeers(implementation, authority, authority.server("localhost"));
    }

    public ClientContext client() throws ConfigurationException {
        return client(settings -> settings);
    }

    public ClientContext client(TlsVersion version) throws ConfigurationException {
        return client(settings -> settings.lowestSupportedVersion(version).highestSupportedVersion(version));
    }

    public ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws ConfigurationException {
        return this.implementation.clientContext(
                settings.apply(TlsClientConfiguration.builder().trustStore(TestIdentities.trust(this.authority)))
                        .build());
    }

    public ServerContext server() throws ConfigurationException {
        return server(settings -> settings);
    }

    public ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws ConfigurationException {
        return this.implementation.serverContext(settings.apply(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestIdentities.chain(this.localhost))))
                .build());
    }
}
