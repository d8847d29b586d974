package io.unifiedtls.autoconfigure.actuate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.Side;

/** Counts the handshakes of each context since the application has started. Thread-safe. */
final class HandshakeCounts implements HandshakeListener {

    /**
     * The handshakes of a context.
     *
     * @param resumedShare the share of the successful ones that resumed a session, from 0 to 1
     */
    record Counts(long succeeded, long resumed, long failed, long aborted, double resumedShare) {}

    private record Key(Side side, String name) {}

    private record Adders(LongAdder succeeded, LongAdder resumed, LongAdder failed, LongAdder aborted) {

        private Adders() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }

        private Counts sum() {
            var all = this.succeeded.sum();
            var again = this.resumed.sum();
            return new Counts(
                    all, again, this.failed.sum(), this.aborted.sum(), (all == 0) ? 0 : (double) again / (double) all);
        }
    }

    private final Map<Key, Adders> adders = new ConcurrentHashMap<>();

    @Override
    public void succeeded(HandshakeEvent event) {
        var counts = of(event.side(), event.contextName());
        counts.succeeded().increment();
        if (event.resumed().orElse(false)) {
            counts.resumed().increment();
        }
    }

    @Override
    public void failed(HandshakeEvent event) {
        of(event.side(), event.contextName()).failed().increment();
    }

    @Override
    public void aborted(HandshakeEvent event) {
        of(event.side(), event.contextName()).aborted().increment();
    }

    private Adders of(Side side, String name) {
        return this.adders.computeIfAbsent(new Key(side, name), any -> new Adders());
    }

    Counts get(Side side, String name) {
        return of(side, name).sum();
    }
}
