package io.unifiedtls.openssl;

import java.util.function.UnaryOperator;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.session.TrustingPeers;

/** Clients and servers over OpenSSL that trust each other, but for what a test changes. */
public final class Fixture {

    public static final OpenSslImplementation IMPLEMENTATION = new OpenSslImplementation();

    public static final TrustingPeers PEERS = TrustingPeers.of(IMPLEMENTATION);

    public static final TestAuthority AUTHORITY = PEERS.authority();

    public static final TestCertificate LOCALHOST = PEERS.localhost();

    private Fixture() {}

    public static ClientContext client() throws ConfigurationException {
        return PEERS.client();
    }

    public static ClientContext client(TlsVersion version) throws ConfigurationException {
        return PEERS.client(version);
    }

    public static ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings)
            throws ConfigurationException {
        return PEERS.client(settings);
    }

    public static ServerContext server() throws ConfigurationException {
        return PEERS.server();
    }

    public static ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings)
            throws ConfigurationException {
        return PEERS.server(settings);
    }
}
