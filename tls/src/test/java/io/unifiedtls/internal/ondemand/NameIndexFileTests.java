package io.unifiedtls.internal.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.internal.ondemand.DirectoryEntry.Layout;

class NameIndexFileTests {

    private static final long ORIGIN = 4711;

    private static final DirectoryEntry ENTRY = new DirectoryEntry("www.example.com", Layout.PEM);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() {
        this.file = this.directory.resolve("cache").resolve("web.index");
        var builder = new NameIndexBuilder();
        builder.add("www.example.com", ENTRY);
        NameIndexFile.write(builder.build(), this.file, ORIGIN);
    }

    @Test
    void hasWhatWasWritten() {
        assertThat(NameIndexFile.read(this.file, ORIGIN))
                .hasValueSatisfying(
                        index -> assertThat(index.find("www.example.com")).containsExactly(ENTRY));
    }

    @Test
    void isOnlyForWhatItWasMadeFrom() {
        assertThat(NameIndexFile.read(this.file, ORIGIN + 1)).isEmpty();
    }

    @Test
    void isNotReadIfThereIsNone() {
        assertThat(NameIndexFile.read(this.directory.resolve("none"), ORIGIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 100, -1})
    void isNotUsedIfATailIsMissing(int length) throws Exception {
        var bytes = Files.readAllBytes(this.file);
        Files.write(this.file, Arrays.copyOf(bytes, (length < 0) ? bytes.length + length : length));

        assertThat(NameIndexFile.read(this.file, ORIGIN)).isEmpty();
    }

    @Test
    void isNotUsedIfAnyByteThatMattersIsDamaged() throws Exception {
        var bytes = Files.readAllBytes(this.file);
        for (int i = 0; i < bytes.length; i++) {
            var damaged = bytes.clone();
            damaged[i] ^= 1;
            var other = this.directory.resolve("damaged");
            Files.write(other, damaged);

            var isReserved = i >= 48 && i < NameIndex.HEADER;
            assertThat(NameIndexFile.read(other, ORIGIN).isPresent()).isEqualTo(isReserved);
        }
    }

    @Test
    void replacesAnotherAndLeavesThatToWhoUsesIt() {
        var used = NameIndexFile.read(this.file, ORIGIN).orElseThrow();

        NameIndexFile.write(new NameIndexBuilder().build(), this.file, ORIGIN);

        assertThat(used.find("www.example.com")).containsExactly(ENTRY);
        assertThat(NameIndexFile.read(this.file, ORIGIN).orElseThrow().size()).isZero();
    }

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        var old = Files.writeString(this.file.resolveSibling("web.index-1.unfinished"), "UTLS");
        var recent = Files.writeString(this.file.resolveSibling("web.index-2.unfinished"), "UTLS");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        NameIndexFile.write(new NameIndexBuilder().build(), this.file, ORIGIN);

        assertThat(old).doesNotExist();
        assertThat(recent).exists(); // of another process that may be writing
        try (var files = Files.list(this.file.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(this.file, recent);
        }
    }

    @Test
    void staysInMemoryIfItCannotBeWritten() throws Exception {
        var builder = new NameIndexBuilder();
        builder.add("www.example.com", ENTRY);
        var notADirectory = Files.writeString(this.directory.resolve("file"), "");

        var index = NameIndexFile.write(builder.build(), notADirectory.resolve("web.index"), ORIGIN);

        assertThat(index.find("www.example.com")).containsExactly(ENTRY);
    }
}
