package io.unifiedtls.boringssl.internal;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.ServerEngines;
import io.unifiedtls.internal.context.ServerSetup;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a server. */
final class BoringSslServerEngines implements ServerEngines {

    private final NativeContexts contexts;

    BoringSslServerEngines(ServerSetup setup) throws ConfigurationException {
        this.contexts = new NativeContexts(
                protocols -> BoringSslContexts.server(setup, protocols),
                setup.settings().innerProtocols());
    }

    @Override
    public SSLEngine create() {
        return BoringSslEngine.ofServer(this.contexts);
    }

    @Override
    public SessionSource sessions() {
        return this.contexts;
    }
}
