package io.unifiedtls.openssl;

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

/** Clients and servers over OpenSSL that trust each other, but for what a test changes. */
public final class Fixture {

    public static final OpenSslImplementation IMPLEMENTATION = new OpenSslImplementation();

    public static final TestAuthority AUTHORITY = TestAuthority.create("OpenSSL Tests");

    public static final TestCertificate LOCALHOST = AUTHORITY.server("localhost");

    private Fixture() {}

    public static ClientContext client() throws ConfigurationException {
        return client(settings -> settings);
    }

    public static ClientContext client(TlsVersion version) throws ConfigurationException {
        return client(settings -> settings.lowestSupportedVersion(version).highestSupportedVersion(version));
    }

    public static ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings)
            throws ConfigurationException {
        return IMPLEMENTATION.clientContext(
                settings.apply(TlsClientConfiguration.builder().trustStore(TestIdentities.trust(AUTHORITY)))
                        .build());
    }

    public static ServerContext server() throws ConfigurationException {
        return server(settings -> settings);
    }

    public static ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings)
            throws ConfigurationException {
        return IMPLEMENTATION.serverContext(settings.apply(
                        TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(LOCALHOST))))
                .build());
    }
}
