package io.unifiedtls.autoconfigure.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.autoconfigure.ContextReloader;
import io.unifiedtls.autoconfigure.reload.DirectoryEvents.Changes;
import io.unifiedtls.internal.ondemand.DirectoryChains;

/**
 * Takes up what changes in directories of certificates: only the files that events name, and, in case there were none,
 * at each poll whatever is in memory, and the names if the directory has changed.
 */
final class CertificateDirectoryWatch implements WatchLifecycle.Watch {

    private static final Log LOG = LogFactory.getLog(CertificateDirectoryWatch.class);

    /** The operating system limits how many directories can be watched; the others are polled. */
    private static final int MOST_SUBDIRECTORIES = 1_000;

    private final ContextReloader reloader;

    private final Duration quietPeriod;

    private final Duration pollInterval;

    CertificateDirectoryWatch(ContextReloader reloader, Duration quietPeriod, Duration pollInterval) {
        this.reloader = reloader;
        this.quietPeriod = quietPeriod;
        this.pollInterval = pollInterval;
    }

    @Override
    public boolean isNeeded() {
        return !this.reloader.certificateDirectories().isEmpty();
    }

    @Override
    public void watch(DirectoryEvents events) throws InterruptedException {
        var lastPoll = System.nanoTime();
        events.watch(paths(this.reloader.certificateDirectories()));
        take(new Changes(Set.of(), true), this.reloader.certificateDirectories(), events);
        while (events.isOpen()) {
            var changes = events.await(this.pollInterval);
            var isPoll = System.nanoTime() - lastPoll >= this.pollInterval.toNanos();
            if (isPoll) {
                lastPoll = System.nanoTime();
                changes = changes.and(new Changes(Set.of(), true));
            }
            // the properties may name others now
            var directories = this.reloader.certificateDirectories();
            take(changes, directories, events);
            events.watch(paths(directories));
        }
    }

    /** Files that cannot be used may not be complete yet, and are looked at again before that is reported. */
    private void take(Changes changes, Collection<DirectoryChains> directories, DirectoryEvents events)
            throws InterruptedException {
        var incomplete = new ArrayList<DirectoryChains>();
        for (var directory : directories) {
            if (!update(directory, changes, false)) {
                incomplete.add(directory);
            }
        }
        if (!incomplete.isEmpty() && events.isOpen()) {
            var all = changes.and(events.await(this.quietPeriod));
            directories.forEach(directory -> update(directory, all, true));
        }
    }

    /** Returns whether all that has changed could be used. */
    private static boolean update(DirectoryChains directory, Changes changes, boolean isFinal) {
        try {
            return changes.areIncomplete()
                    ? directory.updateAll(isFinal)
                    : directory.update(namesIn(directory.location(), changes.paths()), isFinal);
        } catch (ConfigurationException | RuntimeException unreadable) {
            if (isFinal) {
                LOG.warn("%s continues with the certificates that are known: %s"
                        .formatted(directory.location(), unreadable.getMessage()));
            }
            return false;
        }
    }

    private static Set<String> namesIn(Path location, Set<Path> changed) {
        var names = new HashSet<String>();
        var root = location.toAbsolutePath();
        for (var path : changed) {
            var absolute = path.toAbsolutePath();
            if (absolute.startsWith(root) && absolute.getNameCount() > root.getNameCount()) {
                names.add(absolute.getName(root.getNameCount()).toString());
            }
        }
        return names;
    }

    private static List<Path> paths(Collection<DirectoryChains> directories) {
        var paths = new ArrayList<Path>();
        for (var directory : directories) {
            paths.add(directory.location());
            directory.subdirectoriesInUse().stream().limit(MOST_SUBDIRECTORIES).forEach(paths::add);
        }
        return paths;
    }
}
