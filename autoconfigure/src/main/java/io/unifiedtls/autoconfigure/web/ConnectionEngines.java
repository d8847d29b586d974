package io.unifiedtls.autoconfigure.web;

import java.util.List;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;

/**
 * Makes the engine of each connection of a web server. Thread-safe.
 *
 * <p>Where the configuration leaves {@code inner-protocols} out, the protocols of the server are negotiated by ALPN.
 */
public final class ConnectionEngines {

    private final ServerContext context;

    private final List<NextProtocol> spoken;

    /**
     * Makes the engines of a server from a context.
     *
     * @param spoken the protocols that the server speaks, best first
     * @throws IllegalStateException if the configuration wants a protocol that the server does not speak
     */
    public ConnectionEngines(ServerContext context, List<NextProtocol> spoken) {
        this.context = context;
        this.spoken = List.copyOf(spoken);
        checkProtocols(context.configuration().innerProtocols(), spoken);
    }

    private static void checkProtocols(List<NextProtocol> configured, List<NextProtocol> spoken) {
        for (var protocol : configured) {
            if (!spoken.contains(protocol)) {
                throw new IllegalStateException(
                        "inner-protocols has %s, which the web server does not speak; it speaks %s%s"
                                .formatted(
                                        protocol,
                                        spoken,
                                        protocol.equals(NextProtocol.H2)
                                                ? ", and h2 with server.http2.enabled=true"
                                                : ""));
            }
        }
    }

    /** Returns the protocols that a web server speaks. */
    public static List<NextProtocol> spokenProtocols(boolean http2) {
        return http2 ? List.of(NextProtocol.H2, NextProtocol.HTTP1) : List.of(NextProtocol.HTTP1);
    }

    /** Returns the context that the engines come from. */
    public ServerContext context() {
        return this.context;
    }

    /** Returns the protocols that are negotiated, best first. */
    public List<NextProtocol> protocols() {
        var configured = this.context.configuration().innerProtocols();
        return configured.isEmpty() ? this.spoken : configured;
    }

    /** Returns a new engine in server mode, from the context as it is now. */
    public SSLEngine create() {
        var engine = this.context.createEngine();
        if (this.context.configuration().innerProtocols().isEmpty()) {
            engine.setHandshakeApplicationProtocolSelector((any, offered) -> select(offered));
        }
        return engine;
    }

    /** No shared protocol is no reason to end the handshake: the empty name goes on without one. */
    private String select(List<String> offered) {
        return this.spoken.stream()
                .map(NextProtocol::wireName)
                .filter(offered::contains)
                .findFirst()
                .orElse("");
    }
}
