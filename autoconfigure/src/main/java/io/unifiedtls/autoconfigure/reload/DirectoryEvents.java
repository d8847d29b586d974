package io.unifiedtls.autoconfigure.reload;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The events of the operating system for the directories of files: hints that something may have changed. Some changes
 * have none: the target of a link is overwritten in place, or a directory is replaced. Not thread-safe, but any thread
 * may close it.
 */
final class DirectoryEvents implements AutoCloseable {

    private static final Log LOG = LogFactory.getLog(DirectoryEvents.class);

    /** More links in a row are a loop. */
    private static final int MOST_LINKS = 40;

    private static final Duration MOMENT = Duration.ofMillis(20);

    /**
     * What has happened.
     *
     * @param paths what was created, changed or removed
     * @param areIncomplete whether there were more events than the operating system keeps
     */
    record Changes(Set<Path> paths, boolean areIncomplete) {

        static final Changes NONE = new Changes(Set.of(), false);

        Changes {
            paths = Set.copyOf(paths);
        }

        Changes and(Changes more) {
            var all = new HashSet<>(this.paths);
            all.addAll(more.paths);
            return new Changes(all, this.areIncomplete || more.areIncomplete);
        }
    }

    /** A directory that is watched, and which one it was. */
    private record Watched(WatchKey key, @Nullable Object directory) {}

    private final @Nullable WatchService service;

    private final Map<Path, Watched> watched = new HashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    private boolean incomplete;

    DirectoryEvents() {
        this.service = open();
    }

    private static @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("changes of TLS files are only found at each tls.reload.poll-interval: " + e.getMessage());
            return null;
        }
    }

    /** Returns whether this is still open. */
    boolean isOpen() {
        return this.closed.getCount() > 0;
    }

    /** Watches the directories of files: those that contain them, and those of every link on the way to them. */
    void watch(Collection<Path> paths) {
        if (this.service == null) {
            return;
        }
        var directories = new HashSet<Path>();
        paths.forEach(path -> addDirectories(path.toAbsolutePath(), directories));
        this.watched.entrySet().removeIf(entry -> {
            var isOld = !directories.contains(entry.getKey()) || isAnother(entry.getKey(), entry.getValue());
            if (isOld) {
                entry.getValue().key().cancel();
            }
            return isOld;
        });
        directories.forEach(directory -> this.watched.computeIfAbsent(directory, this::register));
    }

    private static boolean isAnother(Path directory, Watched watched) {
        var key = keyOf(directory);
        return !watched.key().isValid() || key == null || !key.equals(watched.directory());
    }

    private static @Nullable Object keyOf(Path directory) {
        try {
            return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        } catch (IOException absent) {
            return null;
        }
    }

    private static void addDirectories(Path path, Set<Path> directories) {
        var next = path;
        for (int i = 0; i < MOST_LINKS; i++) {
            addLinksAbove(next, directories);
            directories.add(parentOf(next));
            if (!Files.isSymbolicLink(next)) {
                if (Files.isDirectory(next)) {
                    directories.add(next);
                }
                return;
            }
            next = targetOf(next);
        }
    }

    /** A directory above may be a link too, as Kubernetes has it: {@code tls.crt} in {@code ..data}. */
    private static void addLinksAbove(Path path, Set<Path> directories) {
        for (var above = path.getParent(); above != null; above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                directories.add(parentOf(above));
                directories.add(targetOf(above));
            }
        }
    }

    private static Path parentOf(Path path) {
        var parent = path.getParent();
        return (parent == null) ? path : parent;
    }

    private static Path targetOf(Path link) {
        try {
            return parentOf(link).resolve(Files.readSymbolicLink(link)).normalize();
        } catch (IOException noLinkAnyMore) {
            return link;
        }
    }

    private @Nullable Watched register(Path directory) {
        try {
            var key = directory.register(
                    Objects.requireNonNull(this.service),
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            return new Watched(key, keyOf(directory));
        } catch (IOException | RuntimeException e) {
            if (!this.incomplete && this.closed.getCount() > 0) {
                this.incomplete = true;
                LOG.info(
                        "changes below %s are only found at each tls.reload.poll-interval: %s".formatted(directory, e));
            }
            return null;
        }
    }

    /** Waits for an event, for a time at most, and a moment longer, so that many events are one. */
    Changes await(Duration longest) throws InterruptedException {
        if (this.service == null) {
            this.closed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            return Changes.NONE;
        }
        try {
            var first = changes(this.service.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
            this.closed.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            return first.and(changes(this.service.poll()));
        } catch (ClosedWatchServiceException closed) {
            LOG.trace("no more events are awaited");
            return Changes.NONE;
        }
    }

    /** Returns the events of a key and of all others that have some. */
    private Changes changes(@Nullable WatchKey first) {
        var paths = new HashSet<Path>();
        var areIncomplete = false;
        for (var key = first;
                key != null;
                key = Objects.requireNonNull(this.service).poll()) {
            for (var event : key.pollEvents()) {
                if (event.context() instanceof Path name) {
                    paths.add(((Path) key.watchable()).resolve(name));
                } else {
                    areIncomplete = true; // OVERFLOW
                }
            }
            key.reset();
        }
        return new Changes(paths, areIncomplete);
    }

    /** Ends the wait of another thread too. */
    @Override
    public void close() {
        this.closed.countDown();
        if (this.service != null) {
            try {
                this.service.close();
            } catch (IOException e) {
                LOG.debug("the watch service cannot be closed", e);
            }
        }
    }
}
