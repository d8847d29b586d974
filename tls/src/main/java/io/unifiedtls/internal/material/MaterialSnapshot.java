package io.unifiedtls.internal.material;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;

/**
 * The content of files and directories at one moment. Each is read at most once, so that a certificate and its key, and
 * all contexts that are loaded from the same snapshot, are of one version.
 *
 * <p>Whatever a thread reads while it loads something from a snapshot comes from the snapshot. Not thread-safe.
 */
public final class MaterialSnapshot {

    private static final ThreadLocal<@Nullable MaterialSnapshot> CURRENT = new ThreadLocal<>();

    /** Loads something from files. */
    @FunctionalInterface
    public interface Loading<T> {

        T load() throws ConfigurationException;
    }

    /** Reads a file or lists a directory. */
    @FunctionalInterface
    interface Reading<T> {

        T read() throws ConfigurationException;
    }

    /** What was read, or why it could not be. */
    private record Content(@Nullable Object value, @Nullable ConfigurationException failure, String digest) {}

    private final Map<Path, Content> files = new HashMap<>();

    private final Map<Path, Content> directories = new HashMap<>();

    private final Map<MaterialSource.Supplied, Content> supplied = new HashMap<>();

    private Map<Path, String> usedFiles = new TreeMap<>();

    private Map<Path, String> usedDirectories = new TreeMap<>();

    private Map<MaterialSource.Supplied, String> usedSupplied = new HashMap<>();

    /** Loads something; {@link #version()} is then that of what it has read, even if it has failed. */
    public <T> T load(Loading<T> loading) throws ConfigurationException {
        var outer = CURRENT.get();
        CURRENT.set(this);
        this.usedFiles = new TreeMap<>();
        this.usedDirectories = new TreeMap<>();
        this.usedSupplied = new HashMap<>();
        try {
            return loading.load();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** Returns the version of what was read since the last loading began. */
    public MaterialVersion version() {
        return new MaterialVersion(this.usedFiles, this.usedDirectories, this.usedSupplied);
    }

    /** Returns the digest of a file's content, or of why it cannot be read. */
    String digestOfFile(Path path) {
        return file(path, () -> MaterialReader.readNow(path)).digest();
    }

    /** Returns the digest of a directory's names, or of why they cannot be read. */
    String digestOfDirectory(Path path) {
        return directory(path, () -> MaterialReader.listNow(path)).digest();
    }

    /** Returns the digest of what something else has, or of why it cannot be read. */
    String digestOfSupplied(MaterialSource.Supplied source) {
        return contentOf(source).digest();
    }

    /** Reads what something else has from the snapshot of this thread, or now if there is none. */
    static byte[] supplied(MaterialSource.Supplied source) throws ConfigurationException {
        var snapshot = CURRENT.get();
        if (snapshot == null) {
            return MaterialReader.readNow(source);
        }
        var content = snapshot.contentOf(source);
        snapshot.usedSupplied.put(source, content.digest());
        return ((byte[]) valueOf(content)).clone();
    }

    /** Reads a file from the snapshot of this thread, or from the file system if there is none. */
    static byte[] file(Path path) throws ConfigurationException {
        var snapshot = CURRENT.get();
        if (snapshot == null) {
            return MaterialReader.readNow(path);
        }
        var content = snapshot.file(path, () -> MaterialReader.readNow(path));
        snapshot.usedFiles.put(path, content.digest());
        return ((byte[]) valueOf(content)).clone();
    }

    /** Lists a directory from the snapshot of this thread, or from the file system if there is none. */
    @SuppressWarnings("unchecked") // what listNow returns
    static List<Path> directory(Path path) throws ConfigurationException {
        var snapshot = CURRENT.get();
        if (snapshot == null) {
            return MaterialReader.listNow(path);
        }
        var content = snapshot.directory(path, () -> MaterialReader.listNow(path));
        snapshot.usedDirectories.put(path, content.digest());
        return (List<Path>) valueOf(content);
    }

    private static Object valueOf(Content content) throws ConfigurationException {
        if (content.failure() != null) {
            // a new one, since each has a stack trace and may get a setting of its own
            throw new ConfigurationException(
                    String.valueOf(content.failure().getMessage()),
                    content.failure().getCause());
        }
        return Objects.requireNonNull(content.value());
    }

    private Content file(Path path, Reading<byte[]> reading) {
        return this.files.computeIfAbsent(path, any -> content(reading));
    }

    private Content contentOf(MaterialSource.Supplied source) {
        return this.supplied.computeIfAbsent(source, any -> content(() -> MaterialReader.readNow(source)));
    }

    private Content directory(Path path, Reading<List<Path>> reading) {
        return this.directories.computeIfAbsent(path, any -> content(reading));
    }

    private static Content content(Reading<?> reading) {
        try {
            var value = reading.read();
            var bytes = (value instanceof byte[] content)
                    ? content
                    : value.toString().getBytes(StandardCharsets.UTF_8);
            return new Content(value, null, digest(bytes));
        } catch (ConfigurationException failure) {
            return new Content(null, failure, "cannot be read: " + failure.getMessage());
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
