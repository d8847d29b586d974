package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementReportTests {

    @TempDir
    private Path directory;

    private Path file;

    private RequirementReport report;

    @BeforeEach
    void create() {
        this.file = this.directory.resolve("report.md");
        this.report = new RequirementReport(this.file);
    }

    @Test
    void tellsWhatFailsAndWhatIsNotKnown() throws Exception {
        this.report.update(
                Set.of("conscrypt"), Map.of("conscrypt", Set.of("p69RefusesMoreThanFitsAndTakesItAfterARead")));

        assertThat(this.file)
                .content()
                .contains(
                        "| P69 | `processIncoming` takes all or nothing"
                                + "<br>BufferNetworks: refuses more than fits and takes it after a read | ? | ? | **fails** | ? | ? | ? |\n")
                .contains("| ? | ? | passes | ? | ? | ? |\n");
    }

    @Test
    void keepsTheResultsOfOthers() throws Exception {
        this.report.update(Set.of("conscrypt", "jsse on JDK 17"), Map.of());
        var all = Files.readString(this.file);

        this.report.update(
                Set.of("conscrypt"), Map.of("conscrypt", Set.of("p69RefusesMoreThanFitsAndTakesItAfterARead")));
        assertThat(this.file).content().contains(" | passes | ? | **fails** | ? | ? | ? |\n");

        this.report.update(Set.of("conscrypt"), Map.of());
        assertThat(this.file).hasContent(all);
    }

    @Test
    void leavesTheFileAloneWhereNothingHasChanged() throws Exception {
        this.report.update(Set.of("conscrypt"), Map.of());
        var longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(this.file, longAgo);

        this.report.update(Set.of("conscrypt"), Map.of());
        this.report.update(Set.of(), Map.of());

        assertThat(Files.getLastModifiedTime(this.file)).isEqualTo(longAgo);
    }
}
