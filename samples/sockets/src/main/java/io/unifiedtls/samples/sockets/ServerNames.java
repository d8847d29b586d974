package io.unifiedtls.samples.sockets;

import java.nio.file.Path;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;

/** A server with several certificates. */
final class ServerNames {

    private ServerNames() {}

    // tag::server-names[]
    /** Selects the certificate by the server name that the client requests, and rejects clients with other names. */
    static ServerContext server(List<Path> certificates) throws ConfigurationException {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(
                        certificates.stream().map(SigningChain::fromPem).toList())
                .unknownServerName(ServerNamePolicy.REJECT)
                .build();
        return TlsImplementation.best(configuration).serverContext(configuration);
    }
    // end::server-names[]
}
