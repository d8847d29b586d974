package io.unifiedtls.internal.javax;

import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsContext;

/**
 * Creates the engines of a context.
 *
 * @param context the context
 * @param parameters the settings that engines and sockets have
 * @param withoutHost creates an engine without a host; a client's refuses every server until a server name is set
 * @param withHost creates an engine for a host
 */
record EngineFactory(
        TlsContext context,
        SSLParameters parameters,
        Supplier<SSLEngine> withoutHost,
        EngineSslContextSpi.EngineForHost withHost) {

    SocketSettings settings() {
        return new SocketSettings(this.parameters);
    }

    boolean areClients() {
        return this.context instanceof ClientContext;
    }

    SSLEngine create(@Nullable String host, int port) {
        if (host == null || host.isEmpty()) {
            return this.withoutHost.get();
        }
        // In a URL an IPv6 address is in brackets (RFC 3986 3.2.2), and some clients leave them there.
        var bracketed = host.startsWith("[") && host.endsWith("]");
        return this.withHost.create(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /** Refuses the other side: a context is configured for one. */
    void requireSide(boolean client) {
        if (client != areClients()) {
            throw new IllegalArgumentException(
                    client
                            ? "a server context cannot create client connections; use a client context"
                            : "a client context cannot create server connections; use a server context");
        }
    }
}
