package io.unifiedtls.autoconfigure.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.autoconfigure.ContextReloader;
import io.unifiedtls.autoconfigure.ContextReloader.Entry;

/**
 * Reloads contexts when their files change. Events of the operating system are hints that make it look sooner; what the
 * files contain decides.
 *
 * <p>A change is acted upon once the files of a context have stayed the same for the quiet period, or, if they never
 * do, after five times as long. What fails is tried again at each poll.
 */
final class FileWatch implements WatchLifecycle.Watch {

    private static final Log LOG = LogFactory.getLog(FileWatch.class);

    /** How many quiet periods to wait for files that do not stop to change. */
    private static final int PATIENCE = 5;

    private final ContextReloader reloader;

    private final Duration quietPeriod;

    private final Duration pollInterval;

    /** Used by the thread that watches. */
    private long lastTry = System.nanoTime();

    FileWatch(ContextReloader reloader, Duration quietPeriod, Duration pollInterval) {
        this.reloader = reloader;
        this.quietPeriod = quietPeriod;
        this.pollInterval = pollInterval;
    }

    @Override
    public boolean isNeeded() {
        return !this.reloader.paths().values().stream().allMatch(Set::isEmpty);
    }

    @Override
    public void watch(DirectoryEvents events) throws InterruptedException {
        // what has changed since it was loaded is looked for at once
        var known = new FileStates(Map.of());
        while (events.isOpen()) {
            known = look(known, events);
            events.await(this.pollInterval);
        }
    }

    private FileStates look(FileStates known, DirectoryEvents events) throws InterruptedException {
        try {
            return update(known, events);
        } catch (RuntimeException unexpected) {
            LOG.error("the files of TLS contexts cannot be watched; trying again", unexpected);
            return known;
        }
    }

    private FileStates update(FileStates known, DirectoryEvents events) throws InterruptedException {
        var paths = this.reloader.paths();
        var all = union(paths.values());
        var states = FileStates.of(all);
        var changed = states.changesSince(known);
        var failed = isTimeToRetry() ? this.reloader.failed() : Set.<Entry>of();
        if (changed.isEmpty() && failed.isEmpty()) {
            return states;
        }
        events.watch(all);
        if (!known.states().isEmpty() && !changed.isEmpty()) {
            states = awaitQuiet(states, all, events);
            changed.addAll(states.changesSince(known));
        }
        this.lastTry = System.nanoTime();
        var entries = entries(paths, changed, failed);
        if (events.isOpen() && this.reloader.update(entries, true)) {
            events.await(this.quietPeriod);
            states = FileStates.of(all);
            if (events.isOpen()) {
                this.reloader.update(entries, false);
            }
        }
        return states;
    }

    private boolean isTimeToRetry() {
        return System.nanoTime() - this.lastTry >= this.pollInterval.toNanos();
    }

    /** Waits until the files have stayed the same for the quiet period. */
    private FileStates awaitQuiet(FileStates first, Set<Path> paths, DirectoryEvents events)
            throws InterruptedException {
        var states = first;
        var begin = System.nanoTime();
        var quietSince = begin;
        while (events.isOpen()) {
            var now = System.nanoTime();
            var quiet = Duration.ofNanos(now - quietSince);
            if (quiet.compareTo(this.quietPeriod) >= 0
                    || Duration.ofNanos(now - begin).compareTo(this.quietPeriod.multipliedBy(PATIENCE)) >= 0) {
                return states;
            }
            events.await(this.quietPeriod.minus(quiet).plusMillis(1));
            var next = FileStates.of(paths);
            if (!next.changesSince(states).isEmpty()) {
                states = next;
                quietSince = System.nanoTime();
            }
        }
        return states;
    }

    private static List<Entry> entries(Map<Entry, Set<Path>> paths, Set<Path> changed, Set<Entry> failed) {
        return paths.entrySet().stream()
                .filter(entry -> failed.contains(entry.getKey()) || !Collections.disjoint(entry.getValue(), changed))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<Path> union(Collection<Set<Path>> sets) {
        var union = new HashSet<Path>();
        sets.forEach(union::addAll);
        return union;
    }
}
