package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.unifiedtls.LoadedChain;
import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.inspection.Validity;
import io.unifiedtls.internal.context.OnDemand;

/**
 * Shows what needs attention: certificates that expire soon, files that could not be reloaded, and session ticket keys
 * that are not shared now, with the status {@code WARNING}, which does not change the status of the application; and
 * certificates that are not valid now, with {@code OUT_OF_SERVICE}, as the health indicator of Spring Boot does for
 * bundles.
 */
final class TlsHealthIndicator extends AbstractHealthIndicator {

    private static final Status WARNING = new Status("WARNING");

    /** Of the chains that are loaded on demand, those that expire first. */
    private static final int SOONEST = 10;

    private final TlsContexts contexts;

    private final ReloadHistory reloads;

    private final Supplier<List<String>> ticketKeyProblems;

    private final Duration expiryWarning;

    private final Clock clock;

    /** @param ticketKeyProblems returns why session ticket keys are not shared now */
    TlsHealthIndicator(
            TlsContexts contexts,
            ReloadHistory reloads,
            Supplier<List<String>> ticketKeyProblems,
            Duration expiryWarning,
            Clock clock) {
        super("TLS health check failed");
        this.contexts = contexts;
        this.reloads = reloads;
        this.ticketKeyProblems = ticketKeyProblems;
        this.expiryWarning = expiryWarning;
        this.clock = clock;
    }

    /** What was found. */
    private record Findings(
            List<String> invalid, List<String> expiring, List<String> failedReloads, List<String> ticketKeys) {

        private Findings(List<String> ticketKeys) {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), ticketKeys);
        }

        private Status status() {
            if (!this.invalid.isEmpty()) {
                return Status.OUT_OF_SERVICE;
            }
            return (this.expiring.isEmpty() && this.failedReloads.isEmpty() && this.ticketKeys.isEmpty())
                    ? Status.UP
                    : WARNING;
        }
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var findings = new Findings(this.ticketKeyProblems.get());
        var now = this.clock.instant();
        this.contexts
                .serverNames()
                .forEach(name -> check(Side.SERVER, name, this.contexts.server(name), now, findings));
        this.contexts
                .clientNames()
                .forEach(name -> check(Side.CLIENT, name, this.contexts.client(name), now, findings));
        builder.status(findings.status());
        detail(builder, "invalid", findings.invalid());
        detail(builder, "expiring", findings.expiring());
        detail(builder, "failedReloads", findings.failedReloads());
        detail(builder, "ticketKeys", findings.ticketKeys());
    }

    private static void detail(Health.Builder builder, String key, List<String> findings) {
        if (!findings.isEmpty()) {
            builder.withDetail(key, findings);
        }
    }

    private void check(Side side, String name, TlsContext context, Instant now, Findings findings) {
        var title = "%s '%s'".formatted(side.tag(), name);
        context.loadedChains().forEach(chain -> check(title, chain, now, findings));
        OnDemand.of(context)
                .map(onDemand -> onDemand.soonestToExpire(SOONEST))
                .ifPresent(chains -> chains.forEach(chain -> check(title, chain, now, findings)));
        this.reloads
                .last(side, name)
                .filter(ReloadHistory.Reload::hasFailed)
                .ifPresent(reload -> findings.failedReloads().add("%s: %s".formatted(title, reload.problem())));
    }

    private void check(String title, LoadedChain chain, Instant now, Findings findings) {
        var validity = Validity.of(chain.leaf(), now, this.expiryWarning);
        var finding =
                "%s: certificate of %s %s".formatted(title, chain.leaf().getSubjectX500Principal(), validity.phrase());
        switch (validity.status()) {
            case INVALID -> findings.invalid().add(finding);
            case EXPIRING -> findings.expiring().add(finding);
            case VALID -> {}
        }
    }
}
