package io.unifiedtls.test.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplementationsPageTests {

    private static final String FILE = """
            [Keys]

            server with a key: RSA 2048
                all: yes
            server with a key: Ed25519
                all: yes
                boringssl: refused at start
                why: because
            server with a key: Ed448
                all: yes
                boringssl: refused at start
                why: because
            """;

    private static final String PAGE = """
            Before

            <!-- from here on written by the tests of testing/differential -->
            old
            <!-- until here written by the tests of testing/differential -->
            After
            """;

    private static final List<Family> FAMILIES =
            List.of(new Family("Keys", List.of(behaviour("RSA 2048"), behaviour("Ed25519"), behaviour("Ed448"))));

    @TempDir
    private Path directory;

    private Path page;

    private Expectations expectations;

    @BeforeEach
    void write() throws Exception {
        this.page = Files.writeString(this.directory.resolve("page.md"), PAGE);
        this.expectations = Expectations.read(Files.writeString(this.directory.resolve("expectations.txt"), FILE));
    }

    @Test
    void showsInOneRowWhatIsAlike() throws Exception {
        assertThat(ImplementationsPage.update(this.page, FAMILIES, this.expectations))
                .isTrue();

        assertThat(this.page).content().isEqualTo("""
                Before

                <!-- from here on written by the tests of testing/differential -->

                ### Keys

                | | jsse | boringssl | conscrypt | bouncycastle | auto | why |
                | --- | --- | --- | --- | --- | --- | --- |
                | server with a key: Ed25519; Ed448 | yes | refused at start | yes | yes | yes | because |

                The same on all:

                - server with a key: RSA 2048 → yes

                <!-- until here written by the tests of testing/differential -->
                After
                """);
    }

    @Test
    void leavesThePageAloneIfNothingHasChanged() throws Exception {
        ImplementationsPage.update(this.page, FAMILIES, this.expectations);

        assertThat(ImplementationsPage.update(this.page, FAMILIES, this.expectations))
                .isFalse();
    }

    @Test
    void needsTheMarkers() throws Exception {
        Files.writeString(this.page, "without");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ImplementationsPage.update(this.page, FAMILIES, this.expectations))
                .withMessage("the markers are missing in " + this.page);
    }

    @Test
    void readsWhatItWrites() throws Exception {
        var file = this.directory.resolve("written.txt");
        this.expectations.write(file, FAMILIES);
        var again = this.directory.resolve("again.txt");
        Expectations.read(file).write(again, FAMILIES);

        assertThat(again).hasSameTextualContentAs(file);
        assertThat(file).content().contains("    boringssl: refused at start\n").contains("    why: because\n");
    }

    private static Behaviour behaviour(String kind) {
        return new Behaviour("server with a key: " + kind, subject -> "yes");
    }
}
