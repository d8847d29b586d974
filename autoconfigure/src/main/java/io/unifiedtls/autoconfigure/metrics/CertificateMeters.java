package io.unifiedtls.autoconfigure.metrics;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.LoadedChain;
import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.context.OnDemand;

/** Measures how long the certificates of contexts are still valid. */
final class CertificateMeters {

    private static final String EXPIRY = "tls.certificate.expiry";

    /** How many certificates of each context have a gauge that were loaded on demand: those that expire soonest. */
    static final int ON_DEMAND = 10;

    private final Supplier<MeterRegistry> registry;

    private final Clock clock;

    private @Nullable MultiGauge gauges;

    CertificateMeters(Supplier<MeterRegistry> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Registers a gauge for each chain of each context, and removes those of chains that are not used any more. */
    synchronized void register(Map<String, TlsContext> servers, Map<String, TlsContext> clients) {
        var rows = new ArrayList<Row<?>>();
        for (var contexts : List.of(servers, clients)) {
            contexts.forEach((name, context) -> {
                context.loadedChains().forEach(chain -> rows.add(row(name, chain)));
                OnDemand.of(context)
                        .map(chains -> chains.soonestToExpire(ON_DEMAND))
                        .ifPresent(chains -> chains.forEach(chain -> rows.add(row(name, chain))));
            });
        }
        if (this.gauges == null) {
            this.gauges = MultiGauge.builder(EXPIRY)
                    .description("Time until the certificate expires")
                    .baseUnit("seconds")
                    .register(this.registry.get());
        }
        this.gauges.register(rows, true);
    }

    private Row<?> row(String contextName, LoadedChain chain) {
        var tags = Tags.of(
                MeterTags.CONTEXT,
                contextName,
                MeterTags.SERVER_NAME,
                chain.serverNames().isEmpty()
                        ? MeterTags.NONE
                        : chain.serverNames().get(0),
                MeterTags.SERIAL,
                chain.leaf().getSerialNumber().toString(16));
        return Row.of(tags, chain.leaf(), this::secondsUntilExpiry);
    }

    private double secondsUntilExpiry(X509Certificate certificate) {
        return Duration.between(this.clock.instant(), certificate.getNotAfter().toInstant())
                .toSeconds();
    }
}
