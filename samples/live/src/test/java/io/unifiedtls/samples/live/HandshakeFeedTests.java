package io.unifiedtls.samples.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.Side;
import io.unifiedtls.samples.live.HandshakeFeed.Entry;

class HandshakeFeedTests {

    private static final int CAPACITY = HandshakeFeed.CAPACITY;

    private final HandshakeFeed feed = new HandshakeFeed(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private void publish(int count) {
        for (var i = 0; i < count; i++) {
            this.feed.succeeded(HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                    .resumed(i % 2 == 0)
                    .build());
        }
    }

    private HandshakeFeed.Batch after(long position) throws InterruptedException {
        return this.feed.after(position, Duration.ZERO);
    }

    @Test
    void aNewReaderGetsTheLastHandshakes() throws Exception {
        publish(CAPACITY + 50);

        var batch = after(this.feed.position(null));

        assertThat(batch.lost()).isZero();
        assertThat(batch.entries()).extracting(Entry::number).containsExactlyElementsOf(numbers(51, CAPACITY + 50));
    }

    @Test
    void aReaderThatFallsBehindLearnsHowManyItHasMissed() throws Exception {
        publish(10);
        var id = this.feed.id(after(0).entries().get(4));

        publish(CAPACITY);

        var batch = after(this.feed.position(id));
        assertThat(batch.lost()).isEqualTo(5);
        assertThat(batch.entries()).extracting(Entry::number).containsExactlyElementsOf(numbers(11, CAPACITY + 10));
    }

    @Test
    void aReaderContinuesAfterTheLastHandshakeThatItHas() throws Exception {
        publish(3);
        var id = this.feed.id(after(0).entries().get(1));

        assertThat(after(this.feed.position(id)).entries())
                .extracting(Entry::number)
                .containsExactly(3L);
    }

    @Test
    void anIdOfAnotherFeedOrOfNothingStartsAnew() {
        publish(3);
        var another = new HandshakeFeed(Clock.systemUTC())
                .id(new Entry(
                        2,
                        Instant.EPOCH,
                        HandshakeFeed.Outcome.SUCCESS,
                        HandshakeEvent.builder(Side.SERVER, "web", "jsse").build()));
        var ours = another.replaceAll(".*-", this.feed.id(entry()).replaceAll("-.*", "-"));

        assertThat(this.feed.position(ours)).isEqualTo(2);
        assertThat(this.feed.position(another)).isZero();
        assertThat(this.feed.position("x")).isZero();
        assertThat(this.feed.position(ours + "0000")).as("in the future").isZero();
        assertThat(this.feed.position(ours + "9".repeat(18))).as("not a long").isZero();
    }

    private static Entry entry() {
        return new Entry(
                1,
                Instant.EPOCH,
                HandshakeFeed.Outcome.SUCCESS,
                HandshakeEvent.builder(Side.SERVER, "web", "jsse").build());
    }

    @Test
    void countsAllHandshakes() throws Exception {
        publish(CAPACITY * 2);
        this.feed.failed(entry().event());
        this.feed.aborted(entry().event());

        assertThat(after(0).totals()).isEqualTo(new HandshakeFeed.Totals(CAPACITY * 2, 2, CAPACITY));
    }

    @Test
    void wakesAReaderThatWaits() throws Exception {
        var waiting = CompletableFuture.supplyAsync(() -> await(0));

        publish(1);

        assertThat(waiting.get(10, TimeUnit.SECONDS).entries()).hasSize(1);
    }

    @Test
    void letsGoOfReadersWhenTheApplicationStops() throws Exception {
        var waiting = CompletableFuture.supplyAsync(() -> await(0));

        this.feed.close();

        assertThat(waiting.get(10, TimeUnit.SECONDS).closed()).isTrue();
    }

    private HandshakeFeed.Batch await(long position) {
        try {
            return this.feed.after(position, Duration.ofMinutes(1));
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static Iterable<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
