package io.unifiedtls.test.differential;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;

/** Chooses as {@code tls.implementation: auto} does: by the configuration, and then by the files that it names. */
final class FastestImplementation implements TlsImplementation {

    @FunctionalInterface
    private interface Creation<C> {

        C with(TlsImplementation implementation) throws ConfigurationException;
    }

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
        return first(
                TlsImplementation.choose(configuration).implementation(),
                implementation -> implementation.clientContext(configuration));
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        return first(
                TlsImplementation.choose(configuration).implementation(),
                implementation -> implementation.serverContext(configuration));
    }

    /** Returns the context of the first implementation that can make one, from the one that was chosen on. */
    private static <C> C first(TlsImplementation chosen, Creation<C> creation) throws ConfigurationException {
        ConfigurationException refusal = null;
        for (var implementation : TlsImplementation.present()) {
            if (implementation.rank() >= chosen.rank()) {
                try {
                    return creation.with(implementation);
                } catch (ConfigurationException refused) {
                    refusal = refused;
                }
            }
        }
        throw (refusal == null) ? new ConfigurationException("no TLS implementation on the class path") : refusal;
    }
}
