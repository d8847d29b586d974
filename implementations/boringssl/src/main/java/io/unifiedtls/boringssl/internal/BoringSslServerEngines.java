package io.unifiedtls.boringssl.internal;

import java.util.Set;

import javax.net.ssl.SSLEngine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.ServerSetup;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a server. */
final class BoringSslServerEngines implements NettyServerEngines {

    private final NativeContexts contexts;

    private final SessionScope scope;

    BoringSslServerEngines(ServerSetup setup) throws ConfigurationException {
        this.scope = SessionScope.of(setup);
        this.contexts = new NativeContexts(
                protocols -> BoringSslContexts.server(setup, protocols),
                setup.settings().innerProtocols());
    }

    @Override
    public SSLEngine create() {
        return BoringSslEngine.ofServer(this.contexts, this.scope);
    }

    @Override
    public ReferenceCountedOpenSslEngine newEngine(ByteBufAllocator buffers) {
        return this.contexts.newServerEngine(
                new NativeContexts.Kind(this.contexts.innerProtocols(), Set.of()),
                buffers,
                this.scope.ofCurrentHandshake());
    }

    @Override
    public SessionSource sessions() {
        return this.contexts;
    }
}
