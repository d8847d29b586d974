package io.unifiedtls.boringssl;

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

/** Clients and servers over BoringSSL that trust each other, but for what a test changes. */
final class Fixture {

    static final BoringSslImplementation IMPLEMENTATION = new BoringSslImplementation();

    static final TrustingPeers PEERS = TrustingPeers.of(IMPLEMENTATION);

    static final TestAuthority AUTHORITY = PEERS.authority();

    static final TestCertificate LOCALHOST = PEERS.localhost();

    private Fixture() {}

    static ClientContext client() throws ConfigurationException {
        return PEERS.client();
    }

    static ClientContext client(TlsVersion version) throws ConfigurationException {
        return PEERS.client(version);
    }

    static ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws ConfigurationException {
        return PEERS.client(settings);
    }

    static ServerContext server() throws ConfigurationException {
        return PEERS.server();
    }

    static ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws ConfigurationException {
        return PEERS.server(settings);
    }
}
