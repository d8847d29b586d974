package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;

/** The threads that do work, by the time that they had of a processor. Not thread-safe. */
final class BusyThreads {

    private static final Duration WINDOW = Duration.ofMillis(150);

    // A thread that spins has all of the window, and on a busy machine a good part of it; one that waits has none.
    private static final Duration CALM = Duration.ofMillis(15);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Map<Long, Duration> times = times();

    private BusyThreads() {}

    /** Waits until there was none for a while; work that comes to an end is waited for. */
    static void awaitNone(Duration patience) {
        var threads = new BusyThreads();
        Awaitility.await()
                .pollDelay(WINDOW)
                .pollInterval(WINDOW)
                .atMost(patience)
                .untilAsserted(() -> assertThat(threads.sinceLastLook()).isEmpty());
    }

    /** Returns what is known of the busy threads, with what they do now. */
    private List<String> sinceLastLook() {
        var before = this.times;
        this.times = times();
        return this.times.entrySet().stream()
                .filter(thread -> thread.getKey() != Thread.currentThread().getId()) // it looks
                .filter(thread -> thread.getValue()
                                .minus(before.getOrDefault(thread.getKey(), Duration.ZERO))
                                .compareTo(CALM)
                        > 0)
                .map(thread -> String.valueOf(THREADS.getThreadInfo(thread.getKey(), Integer.MAX_VALUE)))
                .toList();
    }

    private static Map<Long, Duration> times() {
        return LongStream.of(THREADS.getAllThreadIds())
                .boxed()
                .collect(Collectors.toMap(
                        Function.identity(), thread -> Duration.ofNanos(THREADS.getThreadCpuTime(thread))));
    }
}
