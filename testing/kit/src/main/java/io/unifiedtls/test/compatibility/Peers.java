package io.unifiedtls.test.compatibility;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.connection.SocketPair;
import io.unifiedtls.test.junit.TestIdentities;

/**
 * Clients and servers of an implementation that trust each other, but for what a test changes.
 *
 * @param implementation carries them out
 */
record Peers(TlsImplementation implementation) {

    static final TestAuthority AUTHORITY = TestAuthority.create("Compatibility Kit");

    /** An authority that nobody trusts, unless a test says so. */
    static final TestAuthority OTHER = TestAuthority.create("Other");

    /** What an implementation that knows anything by an id knows. */
    static final String ID = "alias:web";

    static final TestCertificate LOCALHOST = AUTHORITY.server("localhost");

    static final TestCertificate IDENTITY =
            AUTHORITY.leaf().commonName("a client").client().issue();

    ClientContext client() throws TlsException {
        return client(settings -> settings);
    }

    ClientContext client(TlsVersion version) throws TlsException {
        return client(settings -> settings.lowestSupportedVersion(version).highestSupportedVersion(version));
    }

    ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws TlsException {
        return this.implementation.clientContext(
                settings.apply(TlsClientConfiguration.builder().trustStore(TestIdentities.trust(AUTHORITY)))
                        .build());
    }

    ServerContext server() throws TlsException {
        return server(settings -> settings);
    }

    /** Returns a server that asks clients for a certificate. */
    ServerContext serverThatAsks() throws TlsException {
        return server(settings -> settings.trustStore(TestIdentities.trust(AUTHORITY)));
    }

    ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws TlsException {
        return this.implementation.serverContext(settings.apply(
                        TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(LOCALHOST))))
                .build());
    }

    /** Returns two buffers before their handshake. */
    BufferPair buffers() throws TlsException {
        return buffers(client(), server());
    }

    BufferPair buffers(ClientContext client, ServerContext server) {
        return BufferPair.of(client, "localhost", server);
    }

    /** Returns two buffers after their handshake. */
    BufferPair connected() throws TlsException {
        return connected(client(), server());
    }

    BufferPair connected(TlsVersion version) throws TlsException {
        return connected(client(version), server());
    }

    BufferPair connected(ClientContext client, ServerContext server) throws TlsException {
        var pair = buffers(client, server);
        pair.handshake();
        return pair;
    }

    SocketPair sockets() throws IOException {
        return sockets(client(), server());
    }

    SocketPair sockets(TlsVersion version) throws IOException {
        return sockets(client(version), server());
    }

    SocketPair sockets(ClientContext client, ServerContext server) throws IOException {
        return SocketPair.of(client, server);
    }
}
