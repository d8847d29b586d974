package io.unifiedtls.internal.context;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Random session ticket keys, for a server that has none configured. Each encrypts tickets for 12 hours, and decrypts
 * them until it is 36 hours old. Nothing happens in the background: keys are replaced when they are asked for.
 * Thread-safe.
 */
public final class TicketKeyRing implements TicketKeys {

    /** How long a key encrypts: who steals it learns the TLS 1.2 sessions of half a day. */
    public static final Duration ROTATION = Duration.ofHours(12);

    /** How long a key decrypts: a client that comes back once a day can resume its session. */
    static final Duration LIFETIME = Duration.ofHours(36);

    /** A key, and when it was made, in milliseconds. */
    private record Entry(TicketKey key, long made) {}

    /**
     * The keys of a period.
     *
     * @param entries the keys, the current one first
     * @param keys the same, without their times
     * @param begin when the period begins, in milliseconds; the clock may have been set back since
     * @param end when the next one begins
     */
    private record Period(List<Entry> entries, List<TicketKey> keys, long begin, long end) {

        static Period of(List<Entry> entries, long begin) {
            var rotation = entries.get(0).made() + ROTATION.toMillis();
            var expiry = entries.get(entries.size() - 1).made() + LIFETIME.toMillis();
            return new Period(
                    List.copyOf(entries), entries.stream().map(Entry::key).toList(), begin, Math.min(rotation, expiry));
        }

        boolean includes(long now) {
            return this.begin <= now && now < this.end;
        }

        Period next(long now) {
            var entries = new ArrayList<Entry>();
            for (var entry : this.entries) {
                if (entry.made() <= now && now < entry.made() + LIFETIME.toMillis()) {
                    entries.add(entry);
                }
            }
            if (entries.isEmpty() || now >= entries.get(0).made() + ROTATION.toMillis()) {
                entries.add(0, new Entry(TicketKey.generate(), now));
            }
            return of(entries, now);
        }
    }

    private final Clock clock;

    private volatile Period period;

    /** Creates a ring with a new key. */
    public TicketKeyRing(Clock clock) {
        this.clock = clock;
        var now = clock.millis();
        this.period = Period.of(List.of(new Entry(TicketKey.generate(), now)), now);
    }

    @Override
    public List<TicketKey> current() {
        var known = this.period;
        var now = this.clock.millis();
        return known.includes(now) ? known.keys() : next(now);
    }

    @Override
    public Optional<Instant> madeAt() {
        return Optional.of(Instant.ofEpochMilli(this.period.entries().get(0).made()));
    }

    /** Replaces the keys, unless another thread just has. */
    private synchronized List<TicketKey> next(long now) {
        var known = this.period;
        if (!known.includes(now)) {
            known = known.next(now);
            this.period = known;
        }
        return known.keys();
    }
}
