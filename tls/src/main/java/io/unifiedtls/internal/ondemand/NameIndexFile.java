package io.unifiedtls.internal.ondemand;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An index in a file, which is mapped into memory. It is written beside its place and moved there when it is complete,
 * so that no process ever sees a part of it, and one that uses an older file can go on.
 */
final class NameIndexFile {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.CertificateDirectory");

    /** {@code UTLSIX} and the version of the format. */
    private static final long MAGIC = 0x55544c5349580001L;

    private static final int MAGIC_AT = 0;

    /** What the index was made from. */
    private static final int ORIGIN_AT = 24;

    private static final int LENGTH_AT = 32;

    private static final int CHECKSUM_AT = 40;

    private static final String UNFINISHED = ".unfinished";

    /** An unfinished file that is older was left by a process that was killed. */
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    private NameIndexFile() {}

    /**
     * Reads an index.
     *
     * @param origin what it has to be made from
     * @return empty if there is none, or one that is damaged or of something else
     */
    static Optional<NameIndex> read(Path file, long origin) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var buffer = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (!isWhole(buffer)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "{0} is damaged or of another version; the index is built again",
                        file);
                return Optional.empty();
            }
            return (buffer.getLong(ORIGIN_AT) == origin) ? Optional.of(new NameIndex(buffer)) : Optional.empty();
        } catch (NoSuchFileException first) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "cannot read {0}; the index is built again: {1}", file, e);
            return Optional.empty();
        }
    }

    private static boolean isWhole(ByteBuffer buffer) {
        return buffer.capacity() >= NameIndex.HEADER
                && buffer.getLong(MAGIC_AT) == MAGIC
                && buffer.getLong(LENGTH_AT) == buffer.capacity()
                && buffer.getInt(NameIndex.PLACES_AT) > 0
                && buffer.getLong(CHECKSUM_AT) == checksum(buffer);
    }

    private static long checksum(ByteBuffer buffer) {
        var checksum = new CRC32C();
        checksum.update(buffer.slice(0, CHECKSUM_AT));
        checksum.update(buffer.slice(NameIndex.HEADER, buffer.capacity() - NameIndex.HEADER));
        return checksum.getValue();
    }

    /**
     * Writes an index, and returns it as it is in the file; as it was if it cannot be written.
     *
     * @param origin what it was made from
     */
    static NameIndex write(NameIndex index, Path file, long origin) {
        var directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root is not a file");
        var prefix = file.getFileName() + "-";
        try {
            Files.createDirectories(directory);
            removeUnfinished(directory, prefix);
            var unfinished = Files.createTempFile(directory, prefix, UNFINISHED);
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                write(withHeader(index, origin), channel);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return read(file, origin).orElse(index);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "cannot write {0}; the index is kept in memory: {1}", file, e);
            return index;
        }
    }

    private static ByteBuffer withHeader(NameIndex index, long origin) {
        var source = index.buffer();
        var buffer = ByteBuffer.allocate(source.capacity()).put(source.rewind()).clear();
        buffer.putLong(MAGIC_AT, MAGIC).putLong(ORIGIN_AT, origin).putLong(LENGTH_AT, buffer.capacity());
        return buffer.putLong(CHECKSUM_AT, checksum(buffer));
    }

    private static void write(ByteBuffer content, FileChannel channel) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
        channel.force(true);
    }

    private static void removeUnfinished(Path directory, String prefix) throws IOException {
        try (var files = Files.newDirectoryStream(directory, prefix + "*" + UNFINISHED)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Instant.now().minus(LONGEST_WRITE))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
