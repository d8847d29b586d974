package io.unifiedtls.test.differential;

import java.util.List;
import java.util.function.UnaryOperator;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;

/** Contexts of an implementation: what everybody trusts, but for what a behaviour changes. */
final class Contexts {

    private Contexts() {}

    static ServerContext server(Subject subject, UnaryOperator<TlsServerConfiguration.Builder> settings)
            throws ConfigurationException {
        return subject.implementation()
                .serverContext(settings.apply(TlsServerConfiguration.builder()
                                .certificateChains(List.of(Identity.LOCALHOST.signingChain())))
                        .build());
    }

    /** Returns a server with another chain. */
    static ServerContext server(Subject subject, Identity identity) throws ConfigurationException {
        return server(subject, settings -> settings.certificateChains(List.of(identity.signingChain())));
    }

    static ClientContext client(Subject subject, UnaryOperator<TlsClientConfiguration.Builder> settings)
            throws ConfigurationException {
        return subject.implementation()
                .clientContext(settings.apply(TlsClientConfiguration.builder().trustStore(Identity.ROOT.trusted()))
                        .build());
    }
}
