package io.unifiedtls.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;

class ReportWriterTests {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeResults() throws IOException {
        write("engines.json", """
                [{"benchmark": "io.unifiedtls.benchmarks.RecordBenchmark.records",
                  "params": {"library": "JSSE", "version": "TLSv1_3"},
                  "primaryMetric": {"rawData": [[1.0], [1.0], [1.0]]},
                  "secondaryMetrics": {
                    "rounds": {"rawData": [[100.0, 100.0], [100.0, 100.0], [100.0, 100.0]]},
                    "recordsOurs": {"rawData": [[1000000.0, 3000000.0], [1000000.0, 1000000.0], [500000.0, 500000.0]]},
                    "recordsBare": {"rawData": [[1000000.0, 1000000.0], [900000.0, 900000.0], [500000.0, 500000.0]]}}}]
                """);
        write("certificates.json", """
                [{"benchmark": "io.unifiedtls.benchmarks.CertificateBenchmark.ours", "params": {"sent": "USUAL"},
                  "primaryMetric": {"rawData": [[400.0, 400.0]]}},
                 {"benchmark": "io.unifiedtls.benchmarks.CertificateBenchmark.jdk", "params": {"sent": "USUAL"},
                  "primaryMetric": {"rawData": [[200.0, 200.0]]}}]
                """);
        write("allocations.json", "[]");
        write("names.json", """
                [{"benchmark": "io.unifiedtls.benchmarks.SniBenchmark.ours", "params": {"names": "1000000"},
                  "primaryMetric": {"rawData": [[150.0, 170.0]]},
                  "secondaryMetrics": {"bytesPerName": {"rawData": [[96.0, 96.0]]}}}]
                """);
        write("names-jetty.json", "[]");
        write("servers.json", """
                {"warmUp": 30000, "connections": 4000, "requests": 20000, "measured": [
                  {"server": "Tomcat", "name": "Spring Boot's SSL bundle", "connectionMicros": [1500, 1200],
                   "connectionsPerSecond": [700, 700], "requestMicros": [50, 50], "requestsPerSecond": [9000, 9000]},
                  {"server": "Tomcat", "name": "ours, auto", "connectionMicros": [450, 420],
                   "connectionsPerSecond": [2000, 2000], "requestMicros": [60, 55], "requestsPerSecond": [9000, 9000]}],
                 "missing": [{"server": "nginx", "name": "nginx", "reason": "it is not installed"}]}
                """);
        write("loads.json", """
                [{"server": "Tomcat", "name": "Spring Boot's SSL bundle", "bodyMillis": {"down, HTTP/2": [100, 200]},
                  "heapMegabytes": [500], "residentMegabytes": [900], "latencyMillis": [40, 60]},
                 {"server": "Tomcat", "name": "ours, auto", "bodyMillis": {"down, HTTP/2": [80, 200]},
                  "heapMegabytes": [100], "residentMegabytes": [990], "latencyMillis": [10, 12]}]
                """);
        write("starts.json", """
                [{"name": "plain HTTP", "untilReady": [900], "untilFirstAnswer": [1000]},
                 {"name": "Spring Boot's SSL bundle", "untilReady": [1000], "untilFirstAnswer": [1200]},
                 {"name": "ours, auto", "untilReady": [1050], "untilFirstAnswer": [1300]}]
                """);
        write("directories.json", """
                {"names": 100000, "requested": 20000, "starts": [
                  {"kind": "FILE", "names": 1000000, "cpuMillis": [1900, 2000, 2500], "heapMegabytes": [45, 45, 45]},
                  {"kind": "NETTY", "names": 1000, "cpuMillis": [12000], "heapMegabytes": [50]}],
                 "figures": {
                  "manyNamesMicros": [1000, 1100], "fewNamesMicros": [1000, 1000],
                  "firstUseMillis": [3.5], "laterUseMillis": [0.5],
                  "chainsMegabytes": [20.5], "boundMegabytes": [33.5],
                  "pollMicros": [40], "unchangedReloadMicros": [200],
                  "storePollMicros": [300], "ticketKeyPollMicros": [200],
                  "reloadingMillis": [2.4], "quietMillis": [2]}}
                """);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(this.directory.resolve(name), content);
    }

    private String page() throws IOException {
        ReportWriter.write(this.directory, this.directory, "A run.", "| | |\n", "What remains.\n");
        return Files.readString(this.directory.resolve("performance.md"));
    }

    @Test
    void keepsWhatPeopleHaveToSay() throws IOException {
        assertThat(page()).contains("What remains.");
    }

    @Test
    void comparesWhatEachForkHasMeasured() throws IOException {
        assertThat(page())
                .contains("| SunJSSE, TLS 1.3 | 1,638 | 1,820 | 0.900 (0.500 to 1.000) | ≥ 0.97: **not met** |");
    }

    @Test
    void comparesServersRoundByRound() throws IOException {
        assertThat(page())
                .contains("| Tomcat: ours, auto | 435 | 0.32 | 2,000 | 57.5 | 1.15 | 9,000 |")
                .contains("- Not measured: nginx, nginx: it is not installed");
    }

    @Test
    void comparesOtherLoadsRoundByRound() throws IOException {
        assertThat(page())
                .contains("| Tomcat: 100 MB down, HTTP/2, ms | 150.0 | 140.0 | 0.900 (0.800 to 1.000) | ≤ 0.9: met |")
                .contains("| Tomcat: 10,000 idle connections, resident, MB | 900.0 | 990.0 | 1.100 (1.100 to 1.100) |")
                .contains("| Netty | not measured |  |  |  |");
    }

    @Test
    void tellsEveryGoalThatWasMissed() throws IOException {
        assertThat(page())
                .contains("goals are met.\n\n| Not met | measured | goal |\n")
                .contains("| engine: records, SunJSSE, TLS 1.3 | 0.9 | ≥ 0.97 |")
                .contains("| Tomcat: ours, auto, a kept-alive request, of Boot's processor time | 1.15 | ≤ 1 |");
    }

    @Test
    void showsNamesAndStarts() throws IOException {
        assertThat(page())
                .contains("| 1,000,000 | 160 | not run | not run | 96 | ≤ 200: met |")
                .contains("| ours, auto | 1,050 | 1,300 | 300 | ≤ 150: met |");
    }

    @Test
    void showsHowDirectoriesStart() throws IOException {
        assertThat(page())
                .contains("| 1,000,000 | names of files | 2,000 | 45 |")
                .contains("| 1,000 | one Netty context for each name | 12,000 | 50 |");
    }

    @Test
    void comparesDirectoriesInUse() throws IOException {
        assertThat(page())
                .contains("among 100,000; among 3 | 1,050 | 1,000 | 1.050 (1.000 to 1.100), ≤ 1.05: met |")
                .contains("first use of a name; later use | 3.5 | 0.5 | 3 more, ≤ 2: **not met** |")
                .contains(
                        "| heap after 20,000 names were requested, MB; a sixteenth of the largest heap | 20.5 | 33.5 |"
                                + " ≤ 33.5: met |")
                .contains("| look at 10 unchanged files, CPU µs; read them as well | 40 | 200 | ≤ 100: met |")
                .contains("5 times a second; no change | 2.4 | 2 | 1.200 (1.200 to 1.200), ≤ 1.1: **not met** |");
    }

    @Test
    void refusesDirectoriesWithoutAFigure() throws IOException {
        write("directories.json", """
                {"names": 100000, "requested": 20000, "starts": [], "figures": {}}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(this::page)
                .withMessage("no figures manyNamesMicros; there are []");
    }

    @Test
    void comparesWhatCertificatesCost() throws IOException {
        assertThat(page())
                .contains("| a leaf and an intermediate certificate | 400 | 200 | 2.000 (2.000 to 2.000) | ≤ 5: met |");
    }

    @Test
    void drawsABarForEachServer() throws Exception {
        page();

        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(this.directory.resolve("performance.svg").toFile());
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("style").item(0).getTextContent()).contains("prefers-color-scheme: dark");
    }

    @Test
    void refusesResultsThatAreNotWhole() throws IOException {
        write("servers.json", "{");

        assertThatExceptionOfType(JacksonException.class).isThrownBy(this::page);
    }

    @Test
    void refusesABenchmarkWithoutItsCounters() throws IOException {
        write("engines.json", """
                [{"benchmark": "io.unifiedtls.benchmarks.RecordBenchmark.records", "params": {},
                  "primaryMetric": {"rawData": [[1.0]]}, "secondaryMetrics": {}}]
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(this::page)
                .withMessage("no counter recordsBare in RecordBenchmark.records; there are []");
    }
}
