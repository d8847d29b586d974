package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Keeps values in a directory that all nodes mount. Each version is a file of its own, which appears as a whole, by a
 * hard link that fails if another node has made the same version before. Thread-safe.
 */
final class FileTicketKeyStore implements TicketKeyStore {

    private final Path directory;

    FileTicketKeyStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Versioned> load(String name) throws IOException {
        while (true) {
            var newest = newest(name);
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            try {
                var value = Files.readAllBytes(file(name, newest.getAsLong()));
                return Optional.of(new Versioned(Long.toString(newest.getAsLong()), value));
            } catch (NoSuchFileException replacedMeanwhile) {
                // there is a newer one
            }
        }
    }

    @Override
    public boolean replace(String name, Optional<String> expectedVersion, byte[] value) throws IOException {
        var expected = expectedVersion.map(Long::parseLong).orElse(0L);
        if (newest(name).orElse(0) != expected) {
            return false;
        }
        var complete = Files.createTempFile(this.directory, "." + name, null);
        try {
            Files.write(complete, value);
            Files.createLink(file(name, expected + 1), complete);
        } catch (FileAlreadyExistsException otherWasFaster) {
            return false;
        } finally {
            Files.delete(complete);
        }
        if (expected > 0) {
            Files.deleteIfExists(file(name, expected));
        }
        return true;
    }

    private OptionalLong newest(String name) throws IOException {
        try (Stream<Path> files = Files.list(this.directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches(name + "\\.[0-9]{1,18}"))
                    .mapToLong(file -> Long.parseLong(file.substring(name.length() + 1)))
                    .max();
        }
    }

    private Path file(String name, long version) {
        return this.directory.resolve("%s.%d".formatted(name, version));
    }
}
