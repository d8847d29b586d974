package io.unifiedtls.boringssl.internal;

import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.ClientEngineFactory;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.TicketKeys;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a client. */
final class BoringSslClientEngineFactory implements ClientEngineFactory {

    private final NativeContextCache contexts;

    BoringSslClientEngineFactory(ClientEngineParameters setup) throws ConfigurationException {
        this.contexts = new NativeContextCache(
                protocols -> BoringSslContexts.client(setup, protocols),
                setup.settings().innerProtocols(),
                TicketKeys.NONE);
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
