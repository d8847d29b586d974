package io.unifiedtls.internal.ondemand;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.unifiedtls.ConfigurationException;

/**
 * The entries of a directory that cannot be loaded. Each problem is reported once for each state of the files, and they
 * are not read again before they have changed. Thread-safe.
 */
final class DirectoryProblems {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.CertificateDirectory");

    /** How many are remembered; other entries are tried again at each connection. */
    private static final int MOST = 10_000;

    /** Why an entry cannot be loaded, and the state of its files. */
    private record Problem(String message, FileStamp stamp) {}

    private final Path directory;

    private final BoundedCache<String, Problem> problems = new BoundedCache<>(MOST, (name, problem) -> {});

    DirectoryProblems(Path directory) {
        this.directory = directory;
    }

    /** @throws ConfigurationException if an entry could not be loaded from the same files before */
    void check(String name, FileStamp stamp) throws ConfigurationException {
        var known = this.problems.get(name);
        if (known != null && known.stamp().equals(stamp)) {
            throw new ConfigurationException(known.message());
        }
    }

    /** Adds a problem, and reports it if it is new. */
    void add(String name, ConfigurationException failure, FileStamp stamp, boolean isInUse) {
        var known = this.problems.get(name);
        if (known != null && known.stamp().equals(stamp)) {
            return;
        }
        var message = String.valueOf(failure.getMessage());
        this.problems.put(name, new Problem(message, stamp), 1);
        LOGGER.log(
                System.Logger.Level.WARNING,
                "the certificate of {0} in {1} cannot be loaded, {2}: {3}",
                name,
                this.directory,
                isInUse ? "and the one that was loaded before stays in use" : "and clients that request it are refused",
                message);
    }

    void remove(String name) {
        this.problems.remove(name);
    }

    /** Removes the problem of an entry if its files have changed. */
    void removeUnless(String name, Optional<FileStamp> stamp) {
        var known = this.problems.get(name);
        if (known != null && !stamp.equals(Optional.of(known.stamp()))) {
            remove(name);
        }
    }

    /** Returns the names of the entries. */
    List<String> names() {
        return this.problems.keys();
    }

    /** Returns why entries cannot be loaded, by their name. */
    Map<String, String> messages() {
        var messages = new TreeMap<String, String>();
        for (var name : names()) {
            var problem = this.problems.get(name);
            if (problem != null) {
                messages.put(name, problem.message());
            }
        }
        return messages;
    }
}
