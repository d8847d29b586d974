package io.unifiedtls.benchmarks.servers;

import java.nio.file.Path;

import javax.net.ssl.SSLException;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.benchmarks.Wire;

/** A client, the servers that it calls, and the connection in memory between them. Not thread-safe. */
final class DirectoryPeers {

    /** Ports to call, so that no session is resumed. */
    private static final int PORTS = 50_000;

    private final ClientContext client;

    private final Wire wire = new Wire();

    private int port;

    DirectoryPeers(Path root) throws ConfigurationException {
        this.client = implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromFile(DirectoryFiles.authority(root)))
                        .build());
        this.client.sslContext().getClientSessionContext().setSessionCacheSize(1);
    }

    static ServerContext server(CertificateDirectory directory) throws ConfigurationException {
        return server(
                TlsServerConfiguration.builder().certificateDirectory(directory).build());
    }

    static ServerContext server(TlsServerConfiguration configuration) throws ConfigurationException {
        return implementation().serverContext(configuration);
    }

    /** The code for directories is the same for all implementations. */
    private static TlsImplementation implementation() throws ConfigurationException {
        return TlsImplementation.named("jsse");
    }

    ClientContext client() {
        return this.client;
    }

    /** Completes a full handshake, closes the connection, and returns how long the handshake took. */
    long handshake(ServerContext server, String name) throws SSLException {
        this.port = this.port % PORTS + 1;
        var clientEngine = this.client.createEngine(name, this.port);
        var serverEngine = server.createEngine();
        var before = System.nanoTime();
        this.wire.handshake(clientEngine, serverEngine);
        var nanos = System.nanoTime() - before;
        this.wire.close(clientEngine, serverEngine);
        return nanos;
    }
}
