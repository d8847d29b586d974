package io.unifiedtls.autoconfigure.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures what this node does with shared session ticket keys. */
final class SharedTicketKeyMeters {

    private final SharedTicketKeys keys;

    private final Clock clock;

    SharedTicketKeyMeters(SharedTicketKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("tls.tickets.key.age", this, SharedTicketKeyMeters::oldestAge)
                .description("Time since the session ticket key in use began to encrypt")
                .baseUnit("seconds")
                .register(registry);
        var counts = this.keys.counts();
        FunctionCounter.builder("tls.tickets.rotations", counts, TicketKeyCounts::rotations)
                .description("Session ticket keys that this node has made for all nodes")
                .register(registry);
        FunctionCounter.builder("tls.tickets.conflicts", counts, TicketKeyCounts::conflicts)
                .description("Session ticket keys of this node that were dropped since another node was faster")
                .register(registry);
        FunctionCounter.builder("tls.tickets.failures", counts, TicketKeyCounts::failures)
                .description("Times that the store of session ticket keys could not be used")
                .register(registry);
    }

    /** Not a number while there are only keys of this node. */
    private double oldestAge() {
        var now = this.clock.instant();
        return this.keys.inUse().stream()
                .flatMap(keys -> keys.currentSince().stream())
                .min(Instant::compareTo)
                .map(since -> (double) Duration.between(since, now).toSeconds())
                .orElse(Double.NaN);
    }
}
