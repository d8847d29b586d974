package io.unifiedtls.boringssl.internal;

import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.ClientEngines;
import io.unifiedtls.internal.context.ClientSetup;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a client. */
final class BoringSslClientEngines implements ClientEngines {

    private final NativeContexts contexts;

    BoringSslClientEngines(ClientSetup setup) throws ConfigurationException {
        this.contexts = new NativeContexts(
                protocols -> BoringSslContexts.client(setup, protocols),
                setup.settings().innerProtocols());
    }

    @Override
    public SSLEngine create() {
        return BoringSslEngine.ofClient(this.contexts);
    }

    @Override
    public SSLEngine create(String host, int port, Optional<SNIHostName> serverName) {
        return BoringSslEngine.ofClient(this.contexts, host, port, serverName);
    }

    @Override
    public SessionSource sessions() {
        return this.contexts;
    }
}
