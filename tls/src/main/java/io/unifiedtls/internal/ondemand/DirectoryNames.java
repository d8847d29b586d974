package io.unifiedtls.internal.ondemand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.CertificateDirectory.Names;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.ondemand.DirectoryEntry.Layout;

/**
 * The server names of a directory: an index, and what has changed since it was made. Thread-safe; one thread at a time
 * may update it.
 */
final class DirectoryNames {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.CertificateDirectory");

    /** A directory that changed so shortly ago may change again without a difference in its time. */
    private static final Duration RESTLESS = Duration.ofSeconds(2);

    /** How many entries may have changed before the index is built again; more if it is large. */
    private static final int MOST_CHANGED = 1_000;

    private static final int PART_CHANGED = 10;

    /**
     * The names at one time.
     *
     * @param index the names when the directory was listed
     * @param stamp that of the directory when the last change was seen; without parts if it has to be listed again
     * @param changed the server names of entries that have changed since, by the name of the entry
     * @param added the entries that have changed since, by server name
     */
    private record State(
            NameIndex index,
            FileStamp stamp,
            Map<String, List<String>> changed,
            Map<String, List<DirectoryEntry>> added) {

        State(NameIndex index, FileStamp stamp) {
            this(index, stamp, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        State with(FileStamp seen) {
            return new State(this.index, seen, this.changed, this.added);
        }
    }

    private static final FileStamp UNKNOWN = new FileStamp(List.of());

    private final CertificateDirectory directory;

    private volatile State state;

    /**
     * Reads the names, or the index that was kept of them.
     *
     * @throws ConfigurationException if the directory cannot be read
     */
    DirectoryNames(CertificateDirectory directory) throws ConfigurationException {
        this.directory = directory;
        this.state = load(true);
    }

    /** Returns how many server names there are, with those that were removed lately. */
    int size() {
        var current = this.state;
        return current.index().size() + current.added().size();
    }

    /** Returns the entries for a server name or wildcard, the preferred one first. */
    List<DirectoryEntry> find(String serverName) {
        var current = this.state;
        var found = current.index().find(serverName);
        if (!current.changed().isEmpty()) {
            found.removeIf(entry -> current.changed().containsKey(entry.name()));
            found.addAll(current.added().getOrDefault(serverName, List.of()));
        }
        if (found.size() > 1) {
            found.sort(Comparator.comparing(DirectoryEntry::layout).thenComparing(DirectoryEntry::name));
        }
        return (found.size() > 1 && this.directory.names() == Names.FILE) ? found.subList(0, 1) : found;
    }

    // ---- changes

    /** Returns what {@link #seen} takes, from before the changes are looked at. */
    FileStamp stamp() {
        return FileStamp.of(List.of(this.directory.location()));
    }

    /** Notes that all changes of the directory up to a stamp were looked at. */
    void seen(FileStamp stamp) {
        this.state = this.state.with(stamp);
    }

    /** Looks at one entry again, which may be new, or gone. */
    void update(String name) throws ConfigurationException {
        var entry = DirectoryEntry.find(this.directory.location(), name);
        var names = entry.isPresent() ? serverNames(entry.get()) : List.<String>of();
        var current = this.state;
        if (entry.isPresent() ? isIndexed(current, entry.get(), names) : isUnknown(current, name)) {
            return;
        }
        for (var old : current.changed().getOrDefault(name, List.of())) {
            current.added().computeIfPresent(old, (any, entries) -> without(entries, name));
        }
        current.changed().put(name, names);
        for (var serverName : names) {
            current.added().merge(serverName, List.of(entry.get()), DirectoryNames::concat);
        }
        if (current.changed().size() > Math.max(MOST_CHANGED, current.index().size() / PART_CHANGED)) {
            this.state = load(false);
        }
    }

    /** A renewed file with the name of its server is in the index already. */
    private boolean isIndexed(State current, DirectoryEntry entry, List<String> names) {
        return this.directory.names() == Names.FILE
                && !current.changed().containsKey(entry.name())
                && names.size() == 1
                && current.index().find(names.get(0)).contains(entry);
    }

    /** Some tools write other files beside those of an entry for a moment. */
    private boolean isUnknown(State current, String name) {
        return this.directory.names() == Names.FILE
                && !current.changed().containsKey(name)
                && new DirectoryEntry(name, Layout.PEM)
                        .serverName()
                        .map(serverName -> current.index().find(serverName).isEmpty())
                        .orElse(true);
    }

    /** Returns the entries but one; null if there are no others. */
    private static @Nullable List<DirectoryEntry> without(List<DirectoryEntry> entries, String name) {
        var others =
                entries.stream().filter(entry -> !entry.name().equals(name)).toList();
        return others.isEmpty() ? null : others;
    }

    private static List<DirectoryEntry> concat(List<DirectoryEntry> some, List<DirectoryEntry> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Lists the directory again if its time has changed, and returns whether it has. */
    boolean refresh() throws ConfigurationException {
        if (stamp().equals(this.state.stamp())) {
            return false;
        }
        this.state = load(false);
        return true;
    }

    // ---- listing

    private State load(boolean mayBeKept) throws ConfigurationException {
        var stamp = stamp();
        var origin = origin(stamp);
        var file = this.directory.index();
        if (mayBeKept && file.isPresent()) {
            var kept = NameIndexFile.read(file.get(), origin);
            if (kept.isPresent()) {
                return new State(kept.get(), stamp);
            }
        }
        var isAtRest = isAtRest();
        var index = list();
        return (isAtRest && file.isPresent())
                ? new State(NameIndexFile.write(index, file.get(), origin), stamp)
                : new State(index, isAtRest ? stamp : UNKNOWN);
    }

    private long origin(FileStamp stamp) {
        var text = "%s %s %s".formatted(this.directory.location().toAbsolutePath(), this.directory.names(), stamp);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return NameIndex.hash(bytes, 0, bytes.length, 0);
    }

    private boolean isAtRest() {
        try {
            return Files.getLastModifiedTime(this.directory.location())
                    .toInstant()
                    .isBefore(Instant.now().minus(RESTLESS));
        } catch (IOException e) {
            return false;
        }
    }

    private NameIndex list() throws ConfigurationException {
        var location = this.directory.location();
        var builder = new NameIndexBuilder();
        var ignored = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(location)) {
            for (var file : files) {
                add(file, builder, ignored);
            }
        } catch (NotDirectoryException e) {
            throw new ConfigurationException("%s is not a directory".formatted(location), e);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("no such directory: %s".formatted(location), e);
        } catch (IOException | DirectoryIteratorException e) {
            throw new ConfigurationException("cannot read the directory %s: %s".formatted(location, e.getMessage()), e);
        }
        if (!ignored.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} entries of {1} have no server name, and are not served, such as {2}",
                    ignored.size(),
                    location,
                    ignored.get(0));
        }
        return builder.build();
    }

    private void add(Path file, NameIndexBuilder builder, List<String> ignored) throws ConfigurationException {
        var entry =
                DirectoryEntry.of(this.directory.location(), file.getFileName().toString());
        if (entry.isEmpty()) {
            return;
        }
        var names = serverNames(entry.get());
        if (names.isEmpty()) {
            ignored.add(file.getFileName().toString());
        }
        names.forEach(name -> builder.add(name, entry.get()));
    }

    private List<String> serverNames(DirectoryEntry entry) throws ConfigurationException {
        if (this.directory.names() == Names.FILE) {
            return entry.serverName().map(List::of).orElse(List.of());
        }
        try {
            return LeafNames.of(
                    Files.readAllBytes(entry.files(this.directory.location()).get(0)));
        } catch (IOException unreadable) {
            return List.of(); // an entry of this kind must not keep the others from being served
        }
    }
}
