package io.unifiedtls.boringssl;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import org.jspecify.annotations.Nullable;

/**
 * Counts what holds native memory, and keeps the reports of what was forgotten. Every test of this module is under it.
 */
public final class CountingLeakDetector<T> extends ResourceLeakDetector<T> {

    private static final Map<String, AtomicInteger> HELD = new ConcurrentHashMap<>();

    private static final Map<String, AtomicInteger> MADE = new ConcurrentHashMap<>();

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    private final String type;

    public CountingLeakDetector(Class<?> type, int interval) {
        super(type, interval);
        this.type = type.getSimpleName();
    }

    public CountingLeakDetector(Class<?> type, int interval, long maxActive) {
        this(type, interval);
    }

    /** Returns how many are held now. */
    static int held(Class<?> type) {
        return count(HELD, type.getSimpleName()).get();
    }

    /** Returns how many were made. */
    static int made(Class<?> type) {
        return made(type.getSimpleName());
    }

    /** Returns how many were made of a type that is not public. */
    static int made(String type) {
        return count(MADE, type).get();
    }

    static Queue<String> leaks() {
        return LEAKS;
    }

    private static AtomicInteger count(Map<String, AtomicInteger> counts, String type) {
        return counts.computeIfAbsent(type, any -> new AtomicInteger());
    }

    @Override
    @SuppressWarnings("deprecation")
    protected void reportTracedLeak(String resourceType, String records) {
        LEAKS.add(resourceType + ": " + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LEAKS.add(resourceType);
    }

    @Override
    public @Nullable ResourceLeakTracker<T> track(T resource) {
        var tracker = super.track(resource);
        if (tracker == null) {
            return null;
        }
        count(MADE, this.type).incrementAndGet();
        count(HELD, this.type).incrementAndGet();
        return new ResourceLeakTracker<>() {
            @Override
            public void record() {
                tracker.record();
            }

            @Override
            public void record(Object hint) {
                tracker.record(hint);
            }

            @Override
            public boolean close(T closed) {
                var first = tracker.close(closed);
                if (first) {
                    count(HELD, CountingLeakDetector.this.type).decrementAndGet();
                }
                return first;
            }
        };
    }
}
