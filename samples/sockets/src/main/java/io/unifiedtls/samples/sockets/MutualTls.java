package io.unifiedtls.samples.sockets;

import java.nio.file.Path;
import java.util.List;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;

/** Both sides have a certificate. */
final class MutualTls {

    private MutualTls() {}

    // tag::mutual-server[]
    /** A server with a trust store requires a certificate of each client. */
    static ServerContext server(Path certificate, Path clientCa) throws ConfigurationException {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.fromPem(certificate)))
                .trustStore(TrustStore.fromFile(clientCa))
                .build();
        return TlsImplementation.best(configuration).serverContext(configuration);
    }
    // end::mutual-server[]

    // tag::mutual-client[]
    static ClientContext client(Path certificate, Path serverCa) throws ConfigurationException {
        var configuration = TlsClientConfiguration.builder()
                .certificateChain(SigningChain.fromPem(certificate))
                .trustStore(TrustStore.fromFile(serverCa))
                .build();
        return TlsImplementation.best(configuration).clientContext(configuration);
    }
    // end::mutual-client[]
}
