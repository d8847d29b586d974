package io.unifiedtls.autoconfigure.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the guide that a test generates. With {@code -Dreference.update=true} the test writes it. */
final class GeneratedFile {

    private static final Path DIRECTORY = Path.of("..", "docs", "reference");

    private GeneratedFile() {}

    static Path path(String name) {
        return DIRECTORY.resolve(name);
    }

    /** Asserts that a file has this text. */
    static void assertCurrent(String name, String text) throws IOException {
        var file = path(name);
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(file, text);
        }
        assertThat(text)
                .as(
                        "docs/reference/%s is out of date; to update it, run: mvn test -pl autoconfigure -am"
                                + " -Dtest='*ReferenceTests' -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dreference.update=true",
                        name)
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
