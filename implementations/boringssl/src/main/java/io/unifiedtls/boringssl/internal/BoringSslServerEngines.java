package io.unifiedtls.boringssl.internal;

import javax.net.ssl.SSLEngine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.ServerSetup;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a server. */
final class BoringSslServerEngines implements NettyServerEngines {

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
    public ReferenceCountedOpenSslEngine newEngine(ByteBufAllocator buffers) {
        return this.contexts.newEngine(buffers);
    }

    @Override
    public SessionSource sessions() {
        return this.contexts;
    }
}
