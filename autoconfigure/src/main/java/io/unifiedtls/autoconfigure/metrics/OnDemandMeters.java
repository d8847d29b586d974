package io.unifiedtls.autoconfigure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.unifiedtls.LoadedChain;
import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.context.OnDemand;
import io.unifiedtls.internal.ondemand.DirectoryChains;
import io.unifiedtls.internal.ondemand.LoadListener;

/** Sums up the certificates that are loaded on demand: there may be too many of them for a meter each. */
final class OnDemandMeters {

    private static final String NAMES = "tls.certificates.names";

    private static final String LOADED = "tls.certificates.loaded";

    private static final String BROKEN = "tls.certificates.broken";

    private static final String LOAD = "tls.certificate.load";

    private static final String EXPIRY = "tls.certificates.soonest.expiry";

    private final Supplier<MeterRegistry> registry;

    private final Clock clock;

    /** Of each context, the chains that a meter was registered for. */
    private final Map<String, List<LoadedChain>> soonest = new ConcurrentHashMap<>();

    OnDemandMeters(Supplier<MeterRegistry> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Registers the gauges of a context that loads certificates on demand; they follow it if it is reloaded.
     *
     * @param soonestChanged run when the gauge of the soonest expiry is read, and other certificates are the soonest
     */
    void register(String contextName, TlsContext context, Runnable soonestChanged) {
        var onDemand = OnDemand.of(context);
        if (onDemand.isEmpty() || !onDemand.get().isConfigured()) {
            return;
        }
        onDemand.get().observe(timing(contextName));
        gauge(LOADED, "Certificates in memory that were loaded on demand", contextName, context, OnDemand::loaded);
        gauge(NAMES, "Server names in the directory of certificates", contextName, context, OnDemandMeters::names);
        gauge(BROKEN, "Certificates that cannot be loaded", contextName, context, OnDemandMeters::broken);
        Gauge.builder(
                        EXPIRY,
                        context,
                        any -> OnDemand.of(any)
                                .map(chains -> secondsUntilExpiry(contextName, chains, soonestChanged))
                                .orElse(Double.NaN))
                .description("Time until the first of the certificates in memory expires")
                .baseUnit("seconds")
                .tag(MeterTags.CONTEXT, contextName)
                .register(this.registry.get());
    }

    private LoadListener timing(String contextName) {
        var success = timer(contextName, "success");
        var failure = timer(contextName, "failure");
        return (duration, hasFailed) -> (hasFailed ? failure : success).record(duration);
    }

    private Timer timer(String contextName, String outcome) {
        return Timer.builder(LOAD)
                .description("Time that clients have waited for a certificate to be loaded")
                .tag(MeterTags.CONTEXT, contextName)
                .tag("outcome", outcome)
                .register(this.registry.get());
    }

    private void gauge(
            String name, String description, String contextName, TlsContext context, ToDoubleFunction<OnDemand> value) {
        Gauge.builder(
                        name,
                        context,
                        any -> OnDemand.of(any).map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .tag(MeterTags.CONTEXT, contextName)
                .register(this.registry.get());
    }

    private static int names(OnDemand onDemand) {
        return onDemand.directory().map(DirectoryChains::names).orElse(0);
    }

    private static int broken(OnDemand onDemand) {
        return onDemand.directory().map(any -> any.problems().size()).orElse(0);
    }

    /** Not a number if there are none. */
    private double secondsUntilExpiry(String contextName, OnDemand onDemand, Runnable soonestChanged) {
        var chains = onDemand.soonestToExpire(CertificateMeters.ON_DEMAND);
        if (!chains.equals(this.soonest.put(contextName, chains))) {
            soonestChanged.run();
        }
        return chains.isEmpty()
                ? Double.NaN
                : Duration.between(
                                this.clock.instant(),
                                chains.get(0).leaf().getNotAfter().toInstant())
                        .toSeconds();
    }
}
