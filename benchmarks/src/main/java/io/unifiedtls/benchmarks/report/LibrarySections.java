package io.unifiedtls.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sections about the library itself, which JMH has measured. */
final class LibrarySections {

    /** An object more for each record would be 16 bytes more; Netty's pool has some bytes more or less in every run. */
    private static final int LESS_THAN_AN_OBJECT = 15;

    private static final Map<String, String> HANDSHAKES = new LinkedHashMap<>();

    private static final Map<String, String> LIBRARIES =
            Map.of("JSSE", "SunJSSE", "CONSCRYPT", "Conscrypt", "BORINGSSL", "BoringSSL (netty-tcnative)");

    private static final Map<String, String> CERTIFICATES = Map.of(
            "USUAL", "a leaf and an intermediate certificate",
            "NINE_OF_ONE_NAME", "9 certificates of one name, not trusted",
            "NINE_OF_ONE_NAME_P521", "9 certificates of one name on P-521, not trusted",
            "NINE_OF_THE_NAME_OF_THE_ROOT", "9 certificates of the name of the trusted root, not trusted",
            "HUNDRED_OF_ONE_NAME", "100 certificates of one name, not trusted",
            "TEN_THOUSAND_NAMES", "a leaf with 10,000 names",
            "CONSTRAINTS_OF_AN_INTERMEDIATE", "490 names below an intermediate with 500 name constraints",
            "CONSTRAINTS_OF_THE_ROOT", "2,048 names below a trusted root with 4,096 name constraints",
            "TOO_MANY_CONSTRAINTS_OF_AN_INTERMEDIATE", "2,048 names below an intermediate with 4,096 name constraints");

    static {
        HANDSHAKES.put("fullEc", "full, ECDSA P-256");
        HANDSHAKES.put("resumedEc", "resumed, ECDSA P-256");
        HANDSHAKES.put("fullRsa", "full, RSA 2048");
        HANDSHAKES.put("resumedRsa", "resumed, RSA 2048");
    }

    private final List<JmhRun> runs;

    private final Goals goals;

    LibrarySections(List<JmhRun> runs, Goals goals) {
        this.runs = runs;
        this.goals = goals;
    }

    private Stream<JmhRun> of(String benchmark) {
        return this.runs.stream().filter(run -> run.benchmark().equals(benchmark));
    }

    private static String library(JmhRun run) {
        return LIBRARIES.getOrDefault(run.parameter("library"), run.parameter("library"));
    }

    private static String version(JmhRun run) {
        return run.parameter("version").replace("TLSv1_", "TLS 1.");
    }

    String engines() {
        var handshakes = new Table("Handshakes", "ours, /s", "bare, /s", "more, µs", "ours ÷ bare", "goal");
        of("HandshakeBenchmark.handshakes")
                .forEach(run -> HANDSHAKES.forEach((kind, name) -> {
                    var what = "%s, %s, %s".formatted(library(run), version(run), name);
                    var ratio = run.ratio(kind);
                    var more = 1e6 / run.perSecond(kind + "Ours") - 1e6 / run.perSecond(kind + "Bare");
                    handshakes.row(
                            what,
                            Goals.number(run.perSecond(kind + "Ours")),
                            Goals.number(run.perSecond(kind + "Bare")),
                            Goals.number(more),
                            ratio.toString(),
                            version(run).equals("TLS 1.2") && kind.startsWith("resumed")
                                    ? this.goals.atMost(3, "engine: µs more a handshake, " + what, more)
                                    : this.goals.atLeast(0.97, "engine: handshakes, " + what, ratio.median()));
                }));
        var records = new Table("Records of 16 KiB", "ours, MB/s", "bare, MB/s", "ours ÷ bare", "goal");
        of("RecordBenchmark.records").forEach(run -> {
            var what = "%s, %s".formatted(library(run), version(run));
            megabytes(records, "engine: records, ", what, run, 0.97);
        });
        return handshakes + "\n" + records;
    }

    private void megabytes(Table table, String prefix, String what, JmhRun run, double goal) {
        var ratio = run.ratio("records");
        table.row(
                what,
                Goals.number(run.perSecond("recordsOurs") * (1 << 14) / 1e6),
                Goals.number(run.perSecond("recordsBare") * (1 << 14) / 1e6),
                ratio.toString(),
                this.goals.atLeast(goal, prefix + what, ratio.median()));
    }

    String buffers() {
        var table = new Table("Records of 16 KiB, TLS 1.3", "ours, MB/s", "loop, MB/s", "ours ÷ loop", "goal");
        of("BufferBenchmark.byTurns").forEach(run -> megabytes(table, "TlsBuffer, ", library(run), run, 0.95));
        var allocations = new Table("Allocated a record", "ours, bytes", "loop, bytes", "goal");
        of("BufferBenchmark.buffer").forEach(ours -> {
            var loop = of("BufferBenchmark.loop")
                    .filter(run -> run.parameters().equals(ours.parameters()))
                    .findFirst()
                    .orElseThrow();
            var ourBytes = Math.rint(Ratio.median(ours.counter("gc.alloc.rate.norm")));
            var loopBytes = Math.rint(Ratio.median(loop.counter("gc.alloc.rate.norm")));
            allocations.row(
                    library(ours),
                    Goals.number(ourBytes),
                    Goals.number(loopBytes),
                    this.goals.atMost(
                            LESS_THAN_AN_OBJECT,
                            "TlsBuffer: bytes more than the loop a record, " + library(ours),
                            ourBytes - loopBytes));
        });
        return table + "\n" + allocations;
    }

    String sockets() {
        var table = new Table("SunJSSE, TLS 1.3", "ours", "SSLSocket", "ours ÷ SSLSocket", "goal");
        of("SocketBenchmark.sockets").forEach(run -> {
            socket(table, "new connections with a full handshake, /s", "handshakes", run);
            socket(table, "MB/s", "megabytes", run);
        });
        return table.toString();
    }

    private void socket(Table table, String what, String kind, JmhRun run) {
        var ratio = run.ratio(kind);
        table.row(
                what,
                Goals.number(run.perSecond(kind + "Ours")),
                Goals.number(run.perSecond(kind + "Bare")),
                ratio.toString(),
                this.goals.atLeast(1, "TlsSocket: " + what, ratio.median()));
    }

    String observation() {
        var table = new Table("Full handshakes, TLS 1.3", "with meters, /s", "without, /s", "cost, %", "goal");
        of("ObservationBenchmark.handshakes").forEach(run -> {
            var cost = (1 / run.ratio("observed").median() - 1) * 100;
            table.row(
                    library(run),
                    Goals.number(run.perSecond("observedOurs")),
                    Goals.number(run.perSecond("observedBare")),
                    Goals.number(cost),
                    this.goals.atMost(1, "observation: % of a handshake, " + library(run), cost));
        });
        return table.toString();
    }

    String certificates() {
        var table = new Table("A server sends", "ours, µs", "JDK, µs", "ours ÷ JDK", "goal");
        of("CertificateBenchmark.ours").forEach(ours -> {
            var sent = ours.parameter("sent");
            var jdk = of("CertificateBenchmark.jdk")
                    .filter(run -> run.parameter("sent").equals(sent))
                    .findFirst()
                    .orElseThrow();
            var what = CERTIFICATES.getOrDefault(sent, sent);
            var ratio = Ratio.of(ours.score(), jdk.score());
            table.row(
                    what,
                    Goals.number(Ratio.median(ours.score())),
                    Goals.number(Ratio.median(jdk.score())),
                    ratio.toString(),
                    this.goals.atMost(5, "certificates: times the JDK's cost, " + what, ratio.median()));
        });
        return table.toString();
    }

    String serverNames() {
        var table = new Table("Names", "ours, ns", "Netty, ns", "Jetty, ns", "ours, bytes a name", "goal");
        of("SniBenchmark.ours").forEach(ours -> {
            var names = ours.parameter("names");
            var nanos = Ratio.median(ours.score());
            table.row(
                    Goals.number(Double.parseDouble(names)),
                    Goals.number(nanos),
                    peer("SniBenchmark.netty", names),
                    peer("SniBenchmark.jetty", names),
                    // of few names it is the noise of the heap
                    (Double.parseDouble(names) < 100_000)
                            ? ""
                            : Goals.number(Ratio.median(ours.counter("bytesPerName"))),
                    this.goals.atMost(200, "server names: ns with " + names, nanos));
        });
        return table.toString();
    }

    private String peer(String benchmark, String names) {
        return of(benchmark)
                .filter(run -> run.parameter("names").equals(names))
                .findFirst()
                .map(run -> Goals.number(Ratio.median(run.score())))
                .orElse("not run");
    }
}
