package io.unifiedtls.autoconfigure.metrics;

import java.util.LinkedHashMap;

import org.springframework.beans.factory.SmartInitializingSingleton;

import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.TlsContexts;

/** Registers what can be measured before the first handshake, once every context is there. */
final class ContextMeters implements SmartInitializingSingleton {

    private final TlsContexts contexts;

    private final HandshakeMeters handshakeMeters;

    private final CertificateMeters certificateMeters;

    private final InsecureConnections insecureConnections;

    ContextMeters(
            TlsContexts contexts,
            HandshakeMeters handshakeMeters,
            CertificateMeters certificateMeters,
            InsecureConnections insecureConnections) {
        this.contexts = contexts;
        this.handshakeMeters = handshakeMeters;
        this.certificateMeters = certificateMeters;
        this.insecureConnections = insecureConnections;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var servers = new LinkedHashMap<String, TlsContext>();
        this.contexts.serverNames().forEach(name -> servers.put(name, this.contexts.server(name)));
        var clients = new LinkedHashMap<String, TlsContext>();
        this.contexts.clientNames().forEach(name -> clients.put(name, this.contexts.client(name)));
        servers.forEach((name, context) -> register(Side.SERVER, name, context));
        clients.forEach((name, context) -> register(Side.CLIENT, name, context));
        this.certificateMeters.register(servers, clients);
        clients.forEach(this.insecureConnections::register);
    }

    private void register(Side side, String name, TlsContext context) {
        this.handshakeMeters.register(side, name, context.implementation().name());
    }
}
