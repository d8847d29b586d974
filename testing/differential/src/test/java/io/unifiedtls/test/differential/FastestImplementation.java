package io.unifiedtls.test.differential;

import java.util.concurrent.atomic.AtomicReference;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;

/** Chooses as {@code tls.implementation: auto} does: by the configuration, and then by the files that it names. */
final class FastestImplementation implements TlsImplementation {

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public TlsCapabilities capabilities() {
        return TlsImplementation.present().get(0).capabilities();
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        TlsImplementation.choose(configuration);
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        TlsImplementation.choose(configuration);
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        var created = new AtomicReference<ClientContext>();
        TlsImplementation.choose(
                configuration, implementation -> created.set(implementation.clientContext(configuration)));
        return created.get();
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        var created = new AtomicReference<ServerContext>();
        TlsImplementation.choose(
                configuration, implementation -> created.set(implementation.serverContext(configuration)));
        return created.get();
    }
}
