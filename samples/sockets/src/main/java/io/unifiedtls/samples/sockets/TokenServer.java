package io.unifiedtls.samples.sockets;

import java.util.List;
import java.util.function.Supplier;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;

/** A server whose key never leaves a PKCS#11 token. */
final class TokenServer {

    private TokenServer() {}

    // tag::token[]
    /** Creates a context with the key and certificate of a PKCS#11 URI (RFC 7512). */
    static ServerContext server(String uri, Supplier<char[]> pin) throws ConfigurationException {
        var chain = SigningChain.of(TlsCertificate.fromId(uri), TlsPrivateKey.fromIdWithPassword(uri, pin));
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(chain))
                .build();
        return TlsImplementation.best(configuration).serverContext(configuration);
    }
    // end::token[]
}
