package io.unifiedtls.autoconfigure.metrics;

import java.util.Locale;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;

/** Counts the reloads of contexts. */
final class ReloadMeters {

    private static final String RELOADS = "tls.reloads";

    private final Supplier<MeterRegistry> registry;

    ReloadMeters(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    /** Registers the counters of a context at zero. */
    void register(String contextName) {
        for (var outcome : Outcome.values()) {
            counter(contextName, outcome);
        }
    }

    void count(TlsReloadEvent event) {
        counter(event.contextName(), event.outcome()).increment();
    }

    private Counter counter(String contextName, Outcome outcome) {
        return Counter.builder(RELOADS)
                .description("Reloads of certificates, keys, trust stores and revocation lists")
                .tag(MeterTags.CONTEXT, contextName)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(this.registry.get());
    }
}
