package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;

/** When each context was reloaded, and what became of it. Thread-safe. */
final class ReloadHistory implements ApplicationListener<PayloadApplicationEvent<TlsReloadEvent>> {

    /**
     * A reload.
     *
     * @param at when it was
     * @param outcome success, failure or unchanged
     * @param problem why it failed
     */
    record Reload(Instant at, String outcome, @Nullable String problem) {

        boolean hasFailed() {
            return this.problem != null;
        }
    }

    private record Key(Side side, String name) {}

    private final Clock clock;

    private final Instant started;

    private final Map<Key, Reload> last = new ConcurrentHashMap<>();

    private final Map<Key, Instant> loaded = new ConcurrentHashMap<>();

    ReloadHistory(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<TlsReloadEvent> published) {
        var event = published.getPayload();
        var key = new Key(event.side(), event.contextName());
        var now = this.clock.instant();
        var outcome = event.outcome().name().toLowerCase(Locale.ROOT);
        this.last.put(key, new Reload(now, outcome, event.problem().orElse(null)));
        if (event.outcome() == Outcome.SUCCESS) {
            this.loaded.put(key, now);
        }
    }

    /** Returns the last reload of a context. */
    Optional<Reload> last(Side side, String name) {
        return Optional.ofNullable(this.last.get(new Key(side, name)));
    }

    /** Returns when what a context uses was loaded. */
    Instant loadedAt(Side side, String name) {
        return this.loaded.getOrDefault(new Key(side, name), this.started);
    }
}
