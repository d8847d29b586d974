package io.unifiedtls.internal.material;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.internal.text.SecretText;

/** Reads the bytes of a {@link MaterialSource}. */
public final class MaterialReader {

    /** More than any bundle of certificates: what is larger is some other file, and is not read into memory. */
    private static final long LARGEST_FILE = 64L << 20;

    private MaterialReader() {}

    /**
     * Reads all of a source.
     *
     * @throws ConfigurationException if it cannot be read
     */
    public static byte[] read(MaterialSource source) throws ConfigurationException {
        if (source instanceof MaterialSource.File file) {
            return read(file.path());
        }
        if (source instanceof MaterialSource.Buffer buffer) {
            return buffer.bytes();
        }
        if (source instanceof MaterialSource.Supplied supplied) {
            return MaterialSnapshot.supplied(supplied);
        }
        throw new ConfigurationException("%s is not known to this TLS implementation".formatted(source));
    }

    /** Reads all of a file. */
    public static byte[] read(Path path) throws ConfigurationException {
        return MaterialSnapshot.file(path);
    }

    /** Returns the entries of a directory, sorted, without hidden files and subdirectories, but with dangling links. */
    public static List<Path> list(Path directory) throws ConfigurationException {
        return MaterialSnapshot.directory(directory);
    }

    static byte[] readNow(Path path) throws ConfigurationException {
        try {
            if (Files.isDirectory(path)) {
                throw new ConfigurationException("%s is a directory; specify a file in it".formatted(path));
            }
            if (Files.exists(path) && Files.size(path) > LARGEST_FILE) {
                throw new ConfigurationException("%s is larger than 64 MiB; is it the right file?".formatted(path));
            }
            return Files.readAllBytes(path);
        } catch (ConfigurationException e) {
            throw e; // which is an IOException too
        } catch (NoSuchFileException e) {
            throw missing("no such file: %s".formatted(SecretText.shown(path)), path, e);
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(
                    "no permission to read %s; the process runs as %s".formatted(path, System.getProperty("user.name")),
                    e);
        } catch (FileSystemException e) { // such as a name that is too long, which a key is
            throw missing("cannot read %s: %s".formatted(SecretText.shown(path), e.getReason()), path, e);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    static byte[] readNow(MaterialSource.Supplied source) throws ConfigurationException {
        try {
            return source.bytes();
        } catch (RuntimeException e) {
            throw new ConfigurationException("cannot read %s: %s".formatted(source, e.getMessage()), e);
        }
    }

    static List<Path> listNow(Path directory) throws ConfigurationException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> !Files.isDirectory(file) && !isHidden(file))
                    .sorted()
                    .toList();
        } catch (NotDirectoryException e) {
            throw new ConfigurationException(
                    "%s is not a directory; configure it as certificates".formatted(SecretText.shown(directory)));
        } catch (NoSuchFileException e) { // without the cause: it shows the path, which may be a key in the wrong place
            throw new ConfigurationException("no such directory: %s".formatted(SecretText.shown(directory)));
        } catch (IOException e) {
            var reason = (e instanceof FileSystemException failure) ? failure.getReason() : e.getMessage();
            throw new ConfigurationException(
                    "cannot read the directory %s: %s".formatted(SecretText.shown(directory), reason));
        }
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** The cause shows the path, and is left out if that may be a key. */
    private static ConfigurationException missing(String message, Path path, FileSystemException cause) {
        return SecretText.mayBeIn(path.toString())
                ? new ConfigurationException(message)
                : new ConfigurationException(message, cause);
    }
}
