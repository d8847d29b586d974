package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

class BusyThreadsTests {

    @Test
    void seesAThreadThatSpins() throws InterruptedException {
        var enough = new AtomicBoolean();
        var spinning = new Thread(
                () -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                },
                "spinning");
        spinning.start();
        try {
            assertThatExceptionOfType(ConditionTimeoutException.class)
                    .isThrownBy(() -> BusyThreads.awaitNone(Duration.ofMillis(700)))
                    .withMessageContaining("spinning");
        } finally {
            enough.set(true);
            spinning.join();
        }
    }
}
