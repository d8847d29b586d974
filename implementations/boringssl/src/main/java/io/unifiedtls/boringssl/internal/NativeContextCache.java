package io.unifiedtls.boringssl.internal;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.context.TicketKeys;
import io.unifiedtls.internal.engine.SessionSource;

/**
 * BoringSSL's contexts for one configuration: one with its application protocols, and, since these belong to a context,
 * one more for each other list that is set on an engine. An engine with other cipher suites or versions has a context
 * of its own too, so that it offers no session that it could not have made itself.
 */
final class NativeContextCache implements SessionSource {

    /**
     * The settings that engines of one context share.
     *
     * @param innerProtocols the application protocols
     * @param changed the cipher suites and versions, if they are not those of the configuration; empty if they are
     */
    record Kind(List<String> innerProtocols, Set<String> changed) {

        Kind {
            innerProtocols = List.copyOf(innerProtocols);
            changed = Set.copyOf(changed);
        }
    }

    /** Builds a context with application protocols. */
    @FunctionalInterface
    interface Build {

        NativeContext with(List<String> innerProtocols) throws ConfigurationException;
    }

    private final Build build;

    private final List<String> innerProtocols;

    private final TicketKeys ticketKeys;

    private final NativeContext configured;

    private final Map<Kind, NativeContext> others = new ConcurrentHashMap<>();

    /**
     * Creates the contexts.
     *
     * @param ticketKeys the session ticket keys, for a server
     */
    NativeContextCache(Build build, List<String> innerProtocols, TicketKeys ticketKeys) throws ConfigurationException {
        this.build = build;
        this.ticketKeys = ticketKeys;
        this.innerProtocols = List.copyOf(innerProtocols);
        this.configured = build.with(this.innerProtocols);
    }

    /** Returns the application protocols of the configuration. */
    List<String> innerProtocols() {
        return this.innerProtocols;
    }

    /** Returns a new engine of a client, which has to be released. */
    ReferenceCountedOpenSslEngine newEngine(Kind kind, @Nullable String host, int port) {
        return context(kind).newEngine(host, port);
    }

    /**
     * Returns a new engine of a server, which has to be released.
     *
     * @param sessionScope within which its session may be resumed
     */
    ReferenceCountedOpenSslEngine newServerEngine(Kind kind, ByteBufAllocator buffers, byte[] sessionScope) {
        return context(kind).newServerEngine(buffers, sessionScope, this.ticketKeys);
    }

    private NativeContext context(Kind kind) {
        return kind.equals(new Kind(this.innerProtocols, Set.of()))
                ? this.configured
                : this.others.computeIfAbsent(kind, this::other);
    }

    private NativeContext other(Kind kind) {
        try {
            return this.build.with(kind.innerProtocols());
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
        return new NativeSessionContext(this.configured);
    }

    @Override
    public SSLSessionContext clientSessions() {
        return new NativeSessionContext(this.configured);
    }
}
