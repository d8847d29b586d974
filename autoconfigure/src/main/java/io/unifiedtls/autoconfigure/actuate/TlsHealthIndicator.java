package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.unifiedtls.LoadedChain;
import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.inspection.Validity;
import io.unifiedtls.autoconfigure.shared.CertificateStore;
import io.unifiedtls.internal.context.OnDemand;

/**
 * Shows what needs attention: certificates that expire soon, files that could not be reloaded, and session ticket keys
 * or certificates whose store cannot be reached, with the status {@code WARNING}, which does not change the status of
 * the application; and certificates that are not valid now, with {@code OUT_OF_SERVICE}, as the health indicator of
 * Spring Boot does for bundles.
 */
final class TlsHealthIndicator extends AbstractHealthIndicator {

    private static final Status WARNING = new Status("WARNING");

    /** Of the chains that are loaded on demand, those that expire first. */
    private static final int SOONEST = 10;

    private final TlsContexts contexts;

    private final ReloadHistory reloads;

    private final Supplier<List<String>> ticketKeyProblems;

    private final Supplier<List<CertificateStore>> stores;

    private final Duration expiryWarning;

    private final Clock clock;

    /**
     * Creates the indicator.
     *
     * @param ticketKeyProblems returns why session ticket keys are not shared now
     * @param stores returns the certificate store, if there is one
     */
    TlsHealthIndicator(
            TlsContexts contexts,
            ReloadHistory reloads,
            Supplier<List<String>> ticketKeyProblems,
            Supplier<List<CertificateStore>> stores,
            Duration expiryWarning,
            Clock clock) {
        super("TLS health check failed");
        this.contexts = contexts;
        this.reloads = reloads;
        this.ticketKeyProblems = ticketKeyProblems;
        this.stores = stores;
        this.expiryWarning = expiryWarning;
        this.clock = clock;
    }

    /** What was found. */
    private record Findings(
            List<String> invalid,
            List<String> expiring,
            List<String> failedReloads,
            List<String> ticketKeys,
            List<String> certificateStore) {

        private Findings(List<String> ticketKeys) {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), ticketKeys, new ArrayList<>());
        }

        private Status status() {
            if (!this.invalid.isEmpty()) {
                return Status.OUT_OF_SERVICE;
            }
            return Stream.of(this.expiring, this.failedReloads, this.ticketKeys, this.certificateStore)
                            .allMatch(List::isEmpty)
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
        this.stores.get().forEach(store -> check(store, now, findings));
        builder.status(findings.status());
        detail(builder, "invalid", findings.invalid());
        detail(builder, "expiring", findings.expiring());
        detail(builder, "failedReloads", findings.failedReloads());
        detail(builder, "ticketKeys", findings.ticketKeys());
        detail(builder, "certificateStore", findings.certificateStore());
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

    private void check(CertificateStore store, Instant now, Findings findings) {
        store.problem().ifPresent(findings.certificateStore()::add);
        for (var stored : store.soonestToExpire()) {
            var validity = Validity.untilEnd(stored.notAfter(), now, this.expiryWarning);
            add(validity, "certificate store: '%s' %s".formatted(stored.id(), validity.phrase()), findings);
        }
    }

    private void check(String title, LoadedChain chain, Instant now, Findings findings) {
        var validity = Validity.of(chain.leaf(), now, this.expiryWarning);
        add(
                validity,
                "%s: certificate of %s %s".formatted(title, chain.leaf().getSubjectX500Principal(), validity.phrase()),
                findings);
    }

    private static void add(Validity validity, String finding, Findings findings) {
        switch (validity.status()) {
            case INVALID -> findings.invalid().add(finding);
            case EXPIRING -> findings.expiring().add(finding);
            case VALID -> {}
        }
    }
}
