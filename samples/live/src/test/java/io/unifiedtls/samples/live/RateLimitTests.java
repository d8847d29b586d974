package io.unifiedtls.samples.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class RateLimitTests {

    private Instant now = Instant.EPOCH;

    private final RateLimit limit = new RateLimit(2, Duration.ofSeconds(10), () -> this.now);

    @Test
    void allowsMoreAsSoonAsEarlierOnesAreOldEnough() {
        assertThat(acquiredAt(0)).isTrue();
        assertThat(acquiredAt(5)).isTrue();
        assertThat(acquiredAt(9)).isFalse();

        assertThat(acquiredAt(10)).isTrue();
        assertThat(acquiredAt(14)).isFalse();
        assertThat(acquiredAt(15)).isTrue();
    }

    private boolean acquiredAt(long second) {
        this.now = Instant.ofEpochSecond(second);
        return this.limit.tryAcquire();
    }
}
