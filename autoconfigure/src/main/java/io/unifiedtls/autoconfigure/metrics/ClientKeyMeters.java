package io.unifiedtls.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.Side;

/** Counts the handshakes of servers by the kind of key in the client's certificate, if that is asked for. */
final class ClientKeyMeters implements HandshakeListener {

    private static final String CLIENT_KEYS = "tls.handshakes.client.keys";

    // a client of the registry may itself be one of the contexts, so the registry is asked for late
    private final Supplier<MeterRegistry> registry;

    private final boolean enabled;

    private final Map<Tags, Counter> counters = new ConcurrentHashMap<>();

    private record Tags(String context, String key) {}

    ClientKeyMeters(Supplier<MeterRegistry> registry, boolean enabled) {
        this.registry = registry;
        this.enabled = enabled;
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        if (this.enabled && event.side() == Side.SERVER) {
            event.peerKeyAlgorithm()
                    .ifPresent(key -> this.counters
                            .computeIfAbsent(new Tags(event.contextName(), key), this::counter)
                            .increment());
        }
    }

    private Counter counter(Tags tags) {
        return Counter.builder(CLIENT_KEYS)
                .description("Handshakes that have verified a client certificate, by the kind of its key")
                .tag(MeterTags.CONTEXT, tags.context())
                .tag("key", tags.key())
                .register(this.registry.get());
    }
}
