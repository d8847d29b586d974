package io.unifiedtls.boringssl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.unifiedtls.internal.context.TicketKey;
import io.unifiedtls.internal.context.TicketKeyRing;
import io.unifiedtls.test.session.MovableClock;

class TicketKeyRingTests {

    private final MovableClock clock = new MovableClock();

    private final TicketKeyRing ring = new TicketKeyRing(this.clock);

    @Test
    void beginsWithOneKey() {
        var keys = this.ring.current();

        assertThat(keys).hasSize(1);
        assertThat(this.ring.current()).isSameAs(keys);
        assertThat(new TicketKeyRing(this.clock).current()).doesNotContainAnyElementsOf(keys);
    }

    @Test
    void keepsAKeyForTwelveHours() {
        var first = this.ring.current();
        this.clock.forward(Duration.ofHours(12).minusMillis(1));
        assertThat(this.ring.current()).isSameAs(first);

        this.clock.forward(Duration.ofMillis(1));

        var second = this.ring.current();
        assertThat(second).hasSize(2).endsWith(first.get(0));
        assertThat(this.ring.current()).isSameAs(second);
    }

    @Test
    void acceptsAKeyForThirtySixHours() {
        var first = this.ring.current().get(0);
        var seen = new HashSet<>(Set.of(first));
        for (int period = 1; period <= 2; period++) {
            this.clock.forward(TicketKeyRing.ROTATION);
            seen.add(this.ring.current().get(0));
            assertThat(this.ring.current()).hasSize(period + 1).endsWith(first);
        }

        this.clock.forward(TicketKeyRing.ROTATION);

        assertThat(this.ring.current()).hasSize(3).doesNotContain(first);
        seen.add(this.ring.current().get(0));
        assertThat(seen).hasSize(4);
    }

    @Test
    void forgetsAKeyInTimeAlthoughNobodyHasAskedForLong() {
        var first = this.ring.current().get(0);
        this.clock.forward(Duration.ofHours(30));
        var second = this.ring.current().get(0);
        assertThat(this.ring.current()).containsExactly(second, first);

        this.clock.forward(Duration.ofHours(6));
        assertThat(this.ring.current()).containsExactly(second);

        this.clock.forward(Duration.ofDays(30));
        assertThat(this.ring.current()).hasSize(1).doesNotContain(second);
    }

    @Test
    void usesNoKeyFromTheFutureIfTheClockIsSetBack() {
        var first = this.ring.current().get(0);
        this.clock.forward(Duration.ofHours(13));
        var second = this.ring.current().get(0);

        this.clock.forward(Duration.ofHours(-3));

        assertThat(this.ring.current()).containsExactly(first).doesNotContain(second);
        this.clock.forward(Duration.ofDays(-365));
        assertThat(this.ring.current()).hasSize(1).doesNotContain(first);
    }

    @Test
    void isRotatedByOneThreadOnly() throws Exception {
        var threads = 8;
        var barrier = new CyclicBarrier(threads, () -> this.clock.forward(TicketKeyRing.ROTATION));
        Callable<List<TicketKey>> asking = () -> {
            barrier.await();
            return this.ring.current();
        };
        var executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                var lists = executor.invokeAll(Collections.nCopies(threads, asking));

                var distinct = Collections.<List<TicketKey>>newSetFromMap(new IdentityHashMap<>());
                for (Future<List<TicketKey>> list : lists) {
                    distinct.add(list.get());
                }
                assertThat(distinct).hasSize(1);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
