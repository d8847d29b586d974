package io.unifiedtls.boringssl.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLEngine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.Inspection;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.internal.context.SessionIdContext;
import io.unifiedtls.internal.context.TicketKey;
import io.unifiedtls.internal.context.TicketKeys;
import io.unifiedtls.internal.engine.SessionSource;

/** The engines of a server. */
final class BoringSslServerEngineFactory implements NettyServerEngineFactory {

    private final NativeContextCache contexts;

    private final SessionIdContext scope;

    private volatile TicketKeys ticketKeys;

    BoringSslServerEngineFactory(ServerEngineParameters setup) throws ConfigurationException {
        this.scope = SessionIdContext.of(setup);
        this.ticketKeys = TicketKeys.of(setup, this.scope);
        this.contexts = new NativeContextCache(
                protocols -> BoringSslContexts.server(setup, protocols),
                setup.settings().innerProtocols(),
                () -> this.ticketKeys.current());
    }

    @Override
    public SSLEngine create() {
        return BoringSslEngine.ofServer(this.contexts, this.scope);
    }

    @Override
    public ReferenceCountedOpenSslEngine newEngine(ByteBufAllocator buffers) {
        return this.contexts.newServerEngine(
                new NativeContextCache.Kind(this.contexts.innerProtocols(), Set.of()),
                buffers,
                this.scope.ofCurrentHandshake(this.contexts.innerProtocols(), this.scope.clientAuthentication()));
    }

    @Override
    public Optional<Inspection.TicketKeys> ticketKeys() {
        return Optional.of(this.ticketKeys.inspection());
    }

    @Override
    public SessionSource sessions() {
        return this.contexts;
    }

    @Override
    public void use(List<TicketKey> keys) {
        this.ticketKeys = () -> keys;
    }
}
