package io.unifiedtls.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.Side;

/**
 * The last failed handshakes, and a sample of the successful ones if so configured.
 *
 * <p>Failures that differ only in time are one entry with a count, so that a flood from one peer does not displace
 * those of others. The size is bounded, and nothing is parsed or formatted before somebody reads it. Thread-safe.
 */
final class HandshakeJournal implements HandshakeListener {

    private static final Duration BETWEEN_SUCCESSES = Duration.ofSeconds(1);

    /** What failures of one entry have in common. */
    private record Key(
            Side side,
            String context,
            HandshakeFailure reason,
            Optional<String> message,
            @Nullable String remoteAddress,
            Optional<String> serverName) {}

    private final TlsJournalProperties properties;

    private final Clock clock;

    private final Bounded<Key> failures;

    private final Bounded<Long> successes;

    private volatile Instant nextSuccess = Instant.MIN;

    private long recordedSuccesses;

    HandshakeJournal(TlsJournalProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.failures = new Bounded<>(properties.failures());
        this.successes = new Bounded<>(properties.successes());
    }

    @Override
    public void failed(HandshakeEvent event) {
        record(event);
    }

    @Override
    public void aborted(HandshakeEvent event) {
        record(event);
    }

    private void record(HandshakeEvent event) {
        if (this.properties.failures() == 0) {
            return;
        }
        var address = address(event);
        var key = new Key(
                event.side(),
                event.contextName(),
                event.failure().orElse(HandshakeFailure.OTHER),
                event.failureMessage(),
                address,
                event.requestedServerName());
        var now = this.clock.instant();
        synchronized (this.failures) {
            var before = this.failures.remove(key);
            this.failures.put(
                    key,
                    new JournalEntry(
                            (before == null) ? now : before.firstAt(),
                            now,
                            (before == null) ? 1 : before.count() + 1,
                            address,
                            event));
        }
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        if (this.properties.successes() == 0) {
            return;
        }
        var now = this.clock.instant();
        if (now.isBefore(this.nextSuccess)) {
            return;
        }
        synchronized (this.successes) {
            this.nextSuccess = now.plus(BETWEEN_SUCCESSES);
            this.successes.put(this.recordedSuccesses++, new JournalEntry(now, now, 1, address(event), event));
        }
    }

    private @Nullable String address(HandshakeEvent event) {
        return event.remoteAddress()
                .map(address -> RemoteAddresses.of(address, this.properties.remoteAddress()))
                .orElse(null);
    }

    /** Returns the failed handshakes, the last one first. */
    List<JournalEntry> failures() {
        return newestFirst(this.failures);
    }

    /** Returns the sample of successful handshakes, the last one first. */
    List<JournalEntry> successes() {
        return newestFirst(this.successes);
    }

    private static List<JournalEntry> newestFirst(Bounded<?> entries) {
        List<JournalEntry> copy;
        synchronized (entries) {
            copy = new ArrayList<>(entries.values());
        }
        Collections.reverse(copy);
        return copy;
    }

    /** Forgets the oldest entries. */
    private static final class Bounded<K> extends LinkedHashMap<K, JournalEntry> {

        private static final long serialVersionUID = 1L;

        private final int most;

        private Bounded(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, JournalEntry> eldest) {
            return size() > this.most;
        }
    }
}
