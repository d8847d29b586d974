package io.unifiedtls.openssl.internal.ffm;

import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.internal.context.ClientEngineFactory;
import io.unifiedtls.internal.engine.SessionSource;

/**
 * The engines of a client.
 *
 * @param endpoint what they share
 */
record OpenSslClientEngineFactory(Endpoint endpoint) implements ClientEngineFactory {

    @Override
    public SSLEngine create() {
        return new OpenSslEngine(this.endpoint, null, -1, Optional.empty());
    }

    @Override
    public SSLEngine create(String host, int port, Optional<SNIHostName> serverName) {
        return new OpenSslEngine(this.endpoint, host, port, serverName);
    }

    @Override
    public SessionSource sessions() {
        return this.endpoint;
    }
}
