package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;

class MaterialReaderTests {

    private static final int LARGEST = 64 << 20;

    @TempDir
    private Path directory;

    @Test
    void isReadFromAFileOrABuffer() throws Exception {
        var file = Files.write(this.directory.resolve("x.pem"), new byte[] {1, 2, 3});

        assertThat(MaterialReader.read(MaterialSource.file(file))).containsExactly(1, 2, 3);
        assertThat(MaterialReader.read(MaterialSource.buffer(new byte[] {4, 5})))
                .containsExactly(4, 5);
    }

    @Test
    void isNotReadFromWhereItIsOnlyNamed() {
        assertRefused(MaterialSource.id("slot:1"), "id slot:1 is not known to this TLS implementation");
    }

    @Test
    void isNotReadFromAFileThatIsTooLarge() throws Exception {
        var file = this.directory.resolve("x.iso");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LARGEST + 1L);
        }

        assertRefused(MaterialSource.file(file), "%s is larger than 64 MiB; is it the right file?".formatted(file));
    }

    @Test
    void isNotReadFromADirectory() {
        assertRefused(
                MaterialSource.file(this.directory),
                "%s is a directory; specify a file in it".formatted(this.directory));
    }

    @Test
    void isMissingWithTheCause() {
        var file = this.directory.resolve("x.pem");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MaterialReader.read(file))
                .withMessage("no such file: %s", file)
                .withCauseInstanceOf(NoSuchFileException.class);
    }

    /** A name that is too long, or that is not there, may be a key in the wrong place. */
    @Test
    void isMissingWithoutWhatMayBeAKey() {
        var key = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg";

        for (var name : new String[] {key, key.repeat(9)}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> MaterialReader.read(this.directory.resolve(name)))
                    .withNoCause()
                    .withMessageNotContaining(key);
        }
    }

    private static void assertRefused(MaterialSource source, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MaterialReader.read(source))
                .withMessage(message);
    }
}
