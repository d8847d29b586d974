package io.unifiedtls.autoconfigure.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;

/** Registers what can be measured before the first handshake, once every context is there, and follows its reloads. */
final class ContextMeters
        implements SmartInitializingSingleton, ApplicationListener<PayloadApplicationEvent<TlsReloadEvent>> {

    private final TlsContexts contexts;

    private final HandshakeMeters handshakeMeters;

    private final CertificateMeters certificateMeters;

    private final InsecureConnections insecureConnections;

    private final ReloadMeters reloadMeters;

    private final OnDemandMeters onDemandMeters;

    ContextMeters(
            TlsContexts contexts,
            HandshakeMeters handshakeMeters,
            CertificateMeters certificateMeters,
            InsecureConnections insecureConnections,
            ReloadMeters reloadMeters,
            OnDemandMeters onDemandMeters) {
        this.contexts = contexts;
        this.handshakeMeters = handshakeMeters;
        this.certificateMeters = certificateMeters;
        this.insecureConnections = insecureConnections;
        this.reloadMeters = reloadMeters;
        this.onDemandMeters = onDemandMeters;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var servers = servers();
        var clients = clients();
        servers.forEach((name, context) -> register(Side.SERVER, name, context));
        clients.forEach((name, context) -> register(Side.CLIENT, name, context));
        registerCertificates();
        clients.forEach(this.insecureConnections::register);
    }

    /** The gauges of certificates that are not used any more disappear. */
    @Override
    public void onApplicationEvent(PayloadApplicationEvent<TlsReloadEvent> published) {
        var event = published.getPayload();
        this.reloadMeters.count(event);
        if (event.outcome() == Outcome.SUCCESS) {
            registerCertificates();
            servers().forEach(this::registerOnDemand);
        }
    }

    private void registerCertificates() {
        this.certificateMeters.register(servers(), clients());
    }

    private void registerOnDemand(String name, TlsContext context) {
        this.onDemandMeters.register(name, context, this::registerCertificates);
    }

    private Map<String, TlsContext> servers() {
        var servers = new LinkedHashMap<String, TlsContext>();
        this.contexts.serverNames().forEach(name -> servers.put(name, this.contexts.server(name)));
        return servers;
    }

    private Map<String, TlsContext> clients() {
        var clients = new LinkedHashMap<String, TlsContext>();
        this.contexts.clientNames().forEach(name -> clients.put(name, this.contexts.client(name)));
        return clients;
    }

    private void register(Side side, String name, TlsContext context) {
        this.handshakeMeters.register(side, name, context.implementation().name());
        this.reloadMeters.register(name);
        registerOnDemand(name, context);
    }
}
