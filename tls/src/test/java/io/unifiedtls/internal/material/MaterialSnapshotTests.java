package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;

class MaterialSnapshotTests {

    @TempDir
    private Path directory;

    private final MaterialSnapshot snapshot = new MaterialSnapshot();

    private Path write(String name, String content) throws IOException {
        return Files.writeString(this.directory.resolve(name), content);
    }

    private String read(Path file) throws ConfigurationException {
        return this.snapshot.load(() -> new String(MaterialReader.read(file)));
    }

    @Test
    void readsEachFileOnce() throws IOException {
        var file = write("a", "first");
        assertThat(read(file)).isEqualTo("first");
        write("a", "second");

        assertThat(read(file)).isEqualTo("first");
        assertThat(new String(MaterialReader.read(file))).isEqualTo("second");
    }

    @Test
    void listsEachDirectoryOnce() throws IOException {
        var file = write("a", "first");
        assertThat(this.snapshot.load(() -> MaterialReader.list(this.directory)))
                .containsExactly(file);
        write("b", "second");

        assertThat(this.snapshot.load(() -> MaterialReader.list(this.directory)))
                .containsExactly(file);
    }

    @Test
    void givesNobodyItsBytes() throws IOException {
        var file = write("a", "first");
        this.snapshot.load(() -> {
            MaterialReader.read(file)[0] = 0;
            return "";
        });

        assertThat(read(file)).isEqualTo("first");
    }

    @Test
    void repeatsWhyAFileCannotBeRead() throws IOException {
        var missing = this.directory.resolve("missing");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> read(missing))
                    .withMessage("no such file: " + missing);
        }
        write("missing", "there now");

        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> read(missing));
    }

    @Test
    void hasTheVersionOfWhatWasReadLast() throws IOException {
        var first = write("a", "first");
        var second = write("b", "second");
        read(first);

        read(second);

        assertThat(this.snapshot.version().paths()).containsExactly(second);
        assertThat(this.snapshot.version().isOf(this.snapshot)).isTrue();
    }

    @Test
    void isOfTheSameVersionUntilTheContentChanges() throws IOException {
        var file = write("a", "first");
        read(file);
        this.snapshot.load(() -> MaterialReader.list(this.directory));
        var ofDirectory = this.snapshot.version();
        read(file);
        var ofFile = this.snapshot.version();

        write("a", "first");
        assertThat(ofFile.isOf(new MaterialSnapshot())).isTrue();
        write("a", "other");
        assertThat(ofFile.isOf(new MaterialSnapshot())).isFalse();
        Files.delete(file);
        assertThat(ofFile.isOf(new MaterialSnapshot())).isFalse();
        assertThat(ofDirectory.isOf(new MaterialSnapshot())).isFalse();
    }
}
