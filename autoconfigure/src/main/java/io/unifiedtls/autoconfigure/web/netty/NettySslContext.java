package io.unifiedtls.autoconfigure.web.netty;

import java.util.List;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;

/** Creates the engine of each of Netty's connections. Thread-safe. */
final class NettySslContext extends SslContext {

    private final ServerContext context;

    NettySslContext(ServerContext context) {
        this.context = context;
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return List.of(this.context.createEngine().getEnabledCipherSuites());
    }

    @Override
    @SuppressWarnings("deprecation") // the type is, the abstract method is not
    public io.netty.handler.ssl.ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return () -> this.context.configuration().innerProtocols().stream()
                .map(NextProtocol::wireName)
                .toList();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return this.context.sslContext().getServerSessionContext();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers) {
        return this.context.createEngine();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers, String peerHost, int peerPort) {
        return this.context.createEngine();
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls) {
        return newHandler(buffers, startTls, ImmediateExecutor.INSTANCE);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls, Executor tasks) {
        return NativeSslHandlers.of(this.context, startTls)
                .orElseGet(() -> new NettySslHandler(newEngine(buffers), startTls, tasks));
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, String peerHost, int peerPort, boolean startTls) {
        return newHandler(buffers, startTls);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator buffers, String peerHost, int peerPort, boolean startTls, Executor tasks) {
        return newHandler(buffers, startTls, tasks);
    }
}
