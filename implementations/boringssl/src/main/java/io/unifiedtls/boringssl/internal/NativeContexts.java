package io.unifiedtls.boringssl.internal;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.engine.SessionSource;

/**
 * The contexts of BoringSSL that one configuration comes to: one with its application protocols, and, since BoringSSL
 * has them for a context alone, one more for each other list that is set on an engine.
 */
final class NativeContexts implements SessionSource {

    /** Builds a context with application protocols. */
    @FunctionalInterface
    interface Build {

        NativeContext with(List<String> innerProtocols) throws ConfigurationException;
    }

    private final Build build;

    private final List<String> innerProtocols;

    private final NativeContext configured;

    private final Map<List<String>, NativeContext> others = new ConcurrentHashMap<>();

    NativeContexts(Build build, List<String> innerProtocols) throws ConfigurationException {
        this.build = build;
        this.innerProtocols = List.copyOf(innerProtocols);
        this.configured = build.with(this.innerProtocols);
    }

    /** Returns the application protocols of the configuration. */
    List<String> innerProtocols() {
        return this.innerProtocols;
    }

    /** Returns a new engine, which has to be released. */
    ReferenceCountedOpenSslEngine newEngine(List<String> innerProtocols, @Nullable String host, int port) {
        var context = innerProtocols.equals(this.innerProtocols)
                ? this.configured
                : this.others.computeIfAbsent(List.copyOf(innerProtocols), this::other);
        return context.newEngine(host, port);
    }

    /** Returns a new engine with the application protocols of the configuration, which has to be released. */
    ReferenceCountedOpenSslEngine newEngine(ByteBufAllocator buffers) {
        return this.configured.newEngine(buffers);
    }

    private NativeContext other(List<String> innerProtocols) {
        try {
            return this.build.with(innerProtocols);
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Provider provider() {
        return BoringSslProvider.INSTANCE;
    }

    @Override
    public SSLSessionContext serverSessions() {
        return new HeldSessions(this.configured);
    }

    @Override
    public SSLSessionContext clientSessions() {
        return new HeldSessions(this.configured);
    }
}
