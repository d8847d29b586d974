package io.unifiedtls.boringssl.internal;

import java.security.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLSessionContext;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SessionTicketKey;
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

    /** Guards itself, and the keys. */
    private final Map<List<String>, NativeContext> others = new HashMap<>();

    private Optional<List<SessionTicketKey>> replacedKeys = Optional.empty();

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
        var context = innerProtocols.equals(this.innerProtocols) ? this.configured : other(List.copyOf(innerProtocols));
        return context.newEngine(host, port);
    }

    /** Returns a new engine with the application protocols of the configuration, which has to be released. */
    ReferenceCountedOpenSslEngine newEngine(ByteBufAllocator buffers) {
        return this.configured.newEngine(buffers);
    }

    /** Makes tickets under the first key from now on, and takes those of all. */
    void replaceSessionTicketKeys(List<SessionTicketKey> keys) {
        synchronized (this.others) {
            this.replacedKeys = Optional.of(keys);
            this.configured.sessions().setTicketKeys(BoringSslContexts.ticketKeys(keys));
            this.others
                    .values()
                    .forEach(context -> context.sessions().setTicketKeys(BoringSslContexts.ticketKeys(keys)));
        }
    }

    private NativeContext other(List<String> innerProtocols) {
        synchronized (this.others) {
            return this.others.computeIfAbsent(innerProtocols, this::build);
        }
    }

    private NativeContext build(List<String> innerProtocols) {
        try {
            var context = this.build.with(innerProtocols);
            this.replacedKeys.ifPresent(keys -> context.sessions().setTicketKeys(BoringSslContexts.ticketKeys(keys)));
            return context;
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
