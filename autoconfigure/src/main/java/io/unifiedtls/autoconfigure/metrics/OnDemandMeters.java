package io.unifiedtls.autoconfigure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.unifiedtls.internal.context.OnDemand;
import io.unifiedtls.internal.ondemand.DirectoryChains;

/** Sums up the certificates that are loaded on demand: there may be too many of them for a meter each. */
final class OnDemandMeters {

    private static final String NAMES = "tls.certificates.names";

    private static final String LOADED = "tls.certificates.loaded";

    private static final String BROKEN = "tls.certificates.broken";

    private static final String EXPIRY = "tls.certificates.soonest.expiry";

    private final Supplier<MeterRegistry> registry;

    private final Clock clock;

    OnDemandMeters(Supplier<MeterRegistry> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void register(String contextName, OnDemand onDemand) {
        if (onDemand.directory().isEmpty() && onDemand.source().isEmpty()) {
            return;
        }
        gauge(LOADED, "Certificates in memory that were loaded on demand", contextName, onDemand, OnDemand::loaded);
        Gauge.builder(EXPIRY, onDemand, this::secondsUntilExpiry)
                .description("Time until the first of the certificates in memory expires")
                .baseUnit("seconds")
                .tag(MeterTags.CONTEXT, contextName)
                .register(this.registry.get());
        onDemand.directory().ifPresent(directory -> {
            gauge(
                    NAMES,
                    "Server names in the directory of certificates",
                    contextName,
                    directory,
                    DirectoryChains::names);
            gauge(
                    BROKEN,
                    "Certificates that cannot be loaded",
                    contextName,
                    directory,
                    any -> any.problems().size());
        });
    }

    private <T> void gauge(String name, String description, String contextName, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .tag(MeterTags.CONTEXT, contextName)
                .register(this.registry.get());
    }

    /** Not a number if there are none. */
    private double secondsUntilExpiry(OnDemand onDemand) {
        var now = this.clock.instant();
        return onDemand.soonestExpiry()
                .map(soonest -> (double) Duration.between(now, soonest).toSeconds())
                .orElse(Double.NaN);
    }
}
