package io.unifiedtls.boringssl;

import java.util.List;
import java.util.function.UnaryOperator;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.junit.TestIdentities;

/** Clients and servers over BoringSSL that trust each other, but for what a test changes. */
final class Fixture {

    static final BoringSslImplementation IMPLEMENTATION = new BoringSslImplementation();

    static final TestAuthority AUTHORITY = TestAuthority.create("BoringSSL Tests");

    static final TestCertificate LOCALHOST = AUTHORITY.server("localhost");

    private Fixture() {}

    static ClientContext client() throws ConfigurationException {
        return client(settings -> settings);
    }

    static ClientContext client(TlsVersion version) throws ConfigurationException {
        return client(settings -> settings.lowestSupportedVersion(version).highestSupportedVersion(version));
    }

    static ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws ConfigurationException {
        return IMPLEMENTATION.clientContext(
                settings.apply(TlsClientConfiguration.builder().trustStore(TestIdentities.trust(AUTHORITY)))
                        .build());
    }

    static ServerContext server() throws ConfigurationException {
        return server(settings -> settings);
    }

    static ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws ConfigurationException {
        return IMPLEMENTATION.serverContext(settings.apply(
                        TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(LOCALHOST))))
                .build());
    }
}
