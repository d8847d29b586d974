package io.unifiedtls.autoconfigure.client;

import java.util.List;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;

/** Creates the engine of each connection of a client on Netty. Thread-safe. */
final class ClientSslContext extends SslContext {

    private final ClientContext context;

    private final List<String> protocols;

    /**
     * Creates a view of a context.
     *
     * @param protocols what to offer by ALPN if the context does not say
     */
    ClientSslContext(ClientContext context, List<String> protocols) {
        this.context = context;
        this.protocols = protocols;
    }

    @Override
    public boolean isClient() {
        return true;
    }

    @Override
    public List<String> cipherSuites() {
        return List.of(this.context.sslContext().createSSLEngine().getEnabledCipherSuites());
    }

    @Override
    @SuppressWarnings("deprecation") // the type is, the abstract method is not
    public io.netty.handler.ssl.ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return this::protocols;
    }

    private List<String> protocols() {
        var configured = this.context.configuration().innerProtocols();
        return configured.isEmpty()
                ? this.protocols
                : configured.stream().map(NextProtocol::wireName).toList();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return this.context.sslContext().getClientSessionContext();
    }

    /** Returns an engine that rejects every server, since the host name to verify is missing. */
    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers) {
        return offering(this.context.sslContext().createSSLEngine());
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers, String host, int port) {
        return offering(this.context.createEngine(host, port));
    }

    private SSLEngine offering(SSLEngine engine) {
        var offered = protocols();
        if (!offered.isEmpty()) {
            var parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(offered.toArray(String[]::new));
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls) {
        return newHandler(buffers, startTls, ImmediateExecutor.INSTANCE);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls, Executor tasks) {
        return new Handler(newEngine(buffers), startTls, tasks);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, String host, int port, boolean startTls) {
        return newHandler(buffers, host, port, startTls, ImmediateExecutor.INSTANCE);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, String host, int port, boolean startTls, Executor tasks) {
        return new Handler(newEngine(buffers, host, port), startTls, tasks);
    }

    private static final class Handler extends SslHandler {

        Handler(SSLEngine engine, boolean startTls, Executor tasks) {
            super(engine, startTls, tasks);
        }

        /** Asks the engine: Netty asks only those of its own. */
        @Override
        public @Nullable String applicationProtocol() {
            var protocol = engine().getApplicationProtocol();
            return (protocol == null || protocol.isEmpty()) ? null : protocol;
        }
    }
}
