package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class WriteTimeoutTests {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void closesWhatTakesTooLong() throws Exception {
        WriteTimeout.of(this.closed::countDown, Deadline.after(Duration.ofMillis(20)));

        assertThat(this.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesInTimeWhatEndsBeforeOthers() throws Exception {
        var later = WriteTimeout.of(() -> {}, Deadline.after(Duration.ofHours(1)));
        var start = System.nanoTime();
        WriteTimeout.of(this.closed::countDown, Deadline.after(Duration.ofMillis(20)));

        assertThat(this.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        later.stop();
    }

    @Test
    void leavesAloneWhatIsDoneInTime() throws Exception {
        var watched = WriteTimeout.of(this.closed::countDown, Deadline.after(Duration.ofMillis(20)));
        watched.stop();
        var after = new CountDownLatch(1);
        WriteTimeout.of(after::countDown, Deadline.after(Duration.ofMillis(40)));

        assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(this.closed.getCount()).isOne();
    }

    @Test
    void goesOnAfterItHadNothingToWatch() throws Exception {
        // Long enough for the timer to have found, twice, that nobody needs it.
        var idle = new CountDownLatch(1);
        WriteTimeout.of(idle::countDown, Deadline.after(Duration.ofMillis(350)));
        assertThat(idle.await(10, TimeUnit.SECONDS)).isTrue();

        WriteTimeout.of(this.closed::countDown, Deadline.after(Duration.ofMillis(20)));

        assertThat(this.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesATimeThatHasPassed() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(
                        () -> WriteTimeout.of(this.closed::countDown, new Deadline(System.nanoTime() - 1, true, true)));
    }

    @Test
    void watchesNothingWithoutADeadline() throws Exception {
        WriteTimeout.of(this.closed::countDown, Deadline.NONE).stop();

        assertThat(this.closed.getCount()).isOne();
    }
}
