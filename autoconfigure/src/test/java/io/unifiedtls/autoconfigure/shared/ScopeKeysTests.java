package io.unifiedtls.autoconfigure.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.autoconfigure.shared.TicketKeyStore.Versioned;
import io.unifiedtls.fixtures.MovableClock;

@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class ScopeKeysTests {

    private static final String NAME = "ticket-keys-0";

    private static final TicketKeyTimes TIMES =
            new TicketKeyTimes(Duration.ofHours(12), Duration.ofHours(36), Duration.ofMinutes(1));

    private final MemoryStore store = new MemoryStore();

    private final MovableClock clock = new MovableClock();

    private final TicketKeyCounts counts = new TicketKeyCounts();

    private ScopeKeys node() {
        return node(this.clock, 1);
    }

    private ScopeKeys node(MovableClock clock, int encryptionKey) {
        var cipher = ValueCipher.forTicketKeys(List.of(new byte[] {(byte) encryptionKey}), new byte[32]);
        return new ScopeKeys(NAME, this.store, cipher, TIMES, clock, this.counts);
    }

    private ScopeKeys polled() {
        var node = node();
        assertThat(node.poll()).isTrue();
        return node;
    }

    @Test
    void areMadeByTheFirstNodeAndFoundByTheNext() {
        var first = polled();
        var second = polled();

        assertThat(first.current()).hasSize(1).isEqualTo(second.current());
        assertThat(first.currentSince()).contains(this.clock.instant());
        assertThat(this.counts.rotations()).isOne();
    }

    @Test
    void areTheSameListUntilTheyChange() {
        var node = polled();

        assertThat(node.current()).isSameAs(node.current());
        node.poll();
        node.poll();
        assertThat(node.current()).isSameAs(node.current());
    }

    @Test
    void areAnnouncedBeforeAnyNodeUsesThem() {
        var first = polled();
        var second = polled();
        var before = first.current().get(0);

        this.clock.move(Duration.ofHours(12).minusMinutes(2));
        first.poll();

        assertThat(first.current()).hasSize(2).startsWith(before);
        assertThat(second.current()).containsExactly(before);
        second.poll();
        assertThat(second.current()).isEqualTo(first.current());

        this.clock.move(Duration.ofMinutes(2));
        assertThat(first.current()).hasSize(2).endsWith(before).isEqualTo(second.current());
    }

    @Test
    void areAnnouncedEvenIfTheRotationIsLate() {
        var node = polled();
        var before = node.current().get(0);
        this.clock.move(Duration.ofHours(20));

        node.poll();

        assertThat(node.current()).hasSize(2).startsWith(before);
        this.clock.move(Duration.ofMinutes(2));
        assertThat(node.current().get(0)).isNotEqualTo(before);
    }

    @Test
    void decryptUntilTheirLifetimeEnds() {
        var node = polled();
        var first = node.current().get(0);
        for (var hour = 0; hour < 35; hour++) {
            this.clock.move(Duration.ofHours(1));
            node.poll();
        }
        assertThat(node.current()).contains(first);

        this.clock.move(Duration.ofHours(1));
        assertThat(node.current()).isNotEmpty().doesNotContain(first);
    }

    @Test
    void areTakenFromTheNodeThatIsFaster() {
        var first = node();
        var second = node();
        this.store.meanwhile = second::poll;

        first.poll();

        assertThat(first.current()).isEqualTo(second.current());
        assertThat(this.counts.conflicts()).isOne();
        assertThat(this.counts.rotations()).isOne();
    }

    // ---- the store is away

    @Test
    void areTheLastOnesWhileTheStoreIsAway(CapturedOutput output) {
        var node = polled();
        var keys = node.current();
        this.store.isAway = true;

        assertThat(node.poll()).isFalse();
        assertThat(node.poll()).isFalse();

        assertThat(node.current()).isSameAs(keys);
        assertThat(node.problem().orElseThrow()).contains("Connection refused");
        assertThat(output.toString().split("session ticket keys are not shared now", -1))
                .hasSize(2);
        this.store.isAway = false;
        assertThat(node.poll()).isTrue();
        assertThat(node.problem()).isEmpty();
        assertThat(output).contains("the session ticket keys are shared again");
    }

    @Test
    void areThoseOfThisNodeIfTheStoreIsAwayFromTheStart() {
        this.store.isAway = true;
        var first = node();
        var second = node();
        assertThat(first.poll()).isFalse();
        second.poll();

        assertThat(first.current()).hasSize(1).isNotEqualTo(second.current());
        assertThat(first.currentSince()).isEmpty();

        this.store.isAway = false;
        first.poll();
        second.poll();
        assertThat(first.current()).isEqualTo(second.current());
    }

    @Test
    void areThoseOfThisNodeOnceAllOthersHaveExpired() {
        var node = polled();
        var shared = node.current().get(0);
        this.store.isAway = true;

        this.clock.move(Duration.ofHours(35));
        assertThat(node.current()).containsExactly(shared);

        this.clock.move(Duration.ofHours(1));
        assertThat(node.current()).hasSize(1).doesNotContain(shared);
    }

    @Test
    void areStoredAgainIfTheStoreHasLostThem() {
        var node = polled();
        var keys = node.current();
        this.store.values.clear();

        node.poll();

        assertThat(polled().current()).isEqualTo(keys);
    }

    // ---- the value is wrong

    @Test
    void stayIfTheValueIsDamaged() {
        var node = polled();
        var keys = node.current();
        this.store.values.put(NAME, new Versioned("99", new byte[] {1, 2, 3}));

        assertThat(node.poll()).isFalse();

        assertThat(node.current()).isSameAs(keys);
        assertThat(node.isUnreadable()).isTrue();
        assertThat(node.problem())
                .contains("the value '%s' in the store cannot be used: it has another format, or is damaged"
                        .formatted(NAME));
        assertThat(this.store.values.get(NAME).version()).isEqualTo("99");
    }

    @Test
    void areNotReadWithAnotherEncryptionKey() {
        polled();
        var other = node(this.clock, 2);

        assertThat(other.poll()).isFalse();

        assertThat(other.isUnreadable()).isTrue();
        assertThat(other.problem().orElseThrow()).contains("another encryption-key");
    }

    @Test
    void areNotInTheStore() {
        var node = polled();

        var stored = this.store.values.get(NAME).value();
        assertThat(stored.length).isLessThan(TicketKeyStore.LARGEST);
        assertThat(List.of(stored))
                .doesNotContainAnyElementsOf(List.of(bytes(node.current().get(0))));
        assertThat(indexOf(stored, bytes(node.current().get(0)))).isNegative();
    }

    private static byte[] bytes(SessionTicketKey key) {
        return ((io.unifiedtls.MaterialSource.Buffer) key.source()).bytes();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (var i = 0; i + 16 <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + 16, part, 0, 16)) {
                return i;
            }
        }
        return -1;
    }

    // ---- revocation

    @Test
    void areAllReplacedIfTheyAreRevoked() throws Exception {
        var first = polled();
        var second = polled();
        var before = first.current().get(0);

        first.revoke();

        assertThat(first.current()).hasSize(1).doesNotContain(before);
        second.poll();
        assertThat(second.current()).isEqualTo(first.current());
    }

    @Test
    void areNotRevokedIfTheStoreIsAway() {
        var node = polled();
        this.store.isAway = true;

        assertThatIOException().isThrownBy(node::revoke).withMessage("Connection refused");
    }

    // ---- many nodes

    @Test
    void areKnownToEveryNodeBeforeTheyAreUsedIfClocksDifferByFiveMinutes() {
        var clocks = List.of(new MovableClock(), new MovableClock());
        clocks.get(1).move(Duration.ofMinutes(5));
        var nodes = clocks.stream().map(clock -> node(clock, 1)).toList();

        for (var minute = 0; minute < 60 * 60; minute++) {
            nodes.forEach(ScopeKeys::poll);
            for (var node : nodes) {
                var encrypting = node.current().get(0);
                assertThat(nodes)
                        .allSatisfy(other -> assertThat(other.current()).contains(encrypting));
            }
            clocks.forEach(clock -> clock.move(Duration.ofMinutes(1)));
        }
    }

    @Test
    void areReadOnceForEachPollByAThousandNodes() {
        var nodes = new ArrayList<ScopeKeys>();
        for (var i = 0; i < 1_000; i++) {
            nodes.add(node());
        }
        nodes.forEach(ScopeKeys::poll);
        this.store.reads = 0;
        var random = new Random(1);

        // a day: two rotations
        for (var minute = 0; minute < 60 * 24; minute += 10) {
            java.util.Collections.shuffle(nodes, random);
            nodes.forEach(ScopeKeys::poll);
            this.clock.move(Duration.ofMinutes(10));
        }

        assertThat(this.store.reads).isEqualTo(1_000 * 6 * 24);
        assertThat(this.counts.rotations()).isLessThanOrEqualTo(3);
        assertThat(this.counts.conflicts()).isZero();
    }

    @Test
    void showNoKey() {
        var set = SharedKeySet.first(Instant.EPOCH, TIMES);

        assertThat(set)
                .asString()
                .isEqualTo("SharedKeySet[SharedKey[from 1970-01-01T00:00:00Z until 1970-01-02T12:00:00Z]]");
    }
}
