package io.unifiedtls.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import io.unifiedtls.benchmarks.servers.Results;
import io.unifiedtls.benchmarks.servers.Results.Measured;
import io.unifiedtls.benchmarks.servers.Results.Started;

/** The sections about whole servers. */
final class ServerSections {

    private static final String BOOT = "Spring Boot's SSL bundle";

    private static final String HTTP = "plain HTTP";

    private static final String BARE = "Netty and netty-tcnative";

    private final Results results;

    private final Goals goals;

    ServerSections(Results results, Goals goals) {
        this.results = results;
        this.goals = goals;
    }

    String servers() {
        var table = new Table(
                "Served by",
                "new connection, µs",
                "÷ Boot's",
                "connections/s",
                "kept-alive request, µs",
                "÷ Boot's",
                "requests/s");
        for (var measured : this.results.measured()) {
            var boot = find(measured.server(), BOOT);
            table.row(
                    measured.server() + ": " + measured.name(),
                    Goals.number(Ratio.median(measured.connectionMicros())),
                    boot.map(other -> ratio(measured.connectionMicros(), other.connectionMicros()))
                            .orElse(""),
                    Goals.number(Ratio.median(measured.connectionsPerSecond())),
                    Goals.number(Ratio.median(measured.requestMicros())),
                    boot.map(other -> ratio(measured.requestMicros(), other.requestMicros()))
                            .orElse(""),
                    Goals.number(Ratio.median(measured.requestsPerSecond())));
        }
        return table + "\n" + missing() + goals();
    }

    private static String ratio(List<Double> dividends, List<Double> divisors) {
        return String.format(Locale.ROOT, "%.2f", Ratio.of(dividends, divisors).median());
    }

    private String missing() {
        var text = new StringBuilder();
        for (var missing : this.results.missing()) {
            text.append("- Not measured: %s, %s: %s\n".formatted(missing.server(), missing.name(), missing.reason()));
        }
        return text.isEmpty() ? "" : text + "\n";
    }

    private Optional<Measured> find(String server, String name) {
        return this.results.measured().stream()
                .filter(measured ->
                        measured.server().equals(server) && measured.name().equals(name))
                .findFirst();
    }

    private String goals() {
        var table = new Table("Compared", "ratio", "goal");
        for (var server : List.of("Tomcat", "Netty")) {
            for (var name : List.of("ours, jsse", "ours, auto")) {
                compare(table, server, name);
            }
        }
        nginx(table);
        layers(table);
        return table.toString();
    }

    private void compare(Table table, String server, String name) {
        var ours = find(server, name);
        var boot = find(server, BOOT);
        if (ours.isEmpty() || boot.isEmpty()) {
            table.row("%s: %s".formatted(server, name), "not measured", "");
            return;
        }
        var connection = Ratio.of(ours.get().connectionMicros(), boot.get().connectionMicros());
        var what = "%s: %s, a new connection, of Boot's processor time".formatted(server, name);
        var wanted = name.equals("ours, auto") ? 0.25 : 1;
        table.row(what, connection.toString(), this.goals.atMost(wanted, what, connection.median()));
        var request = Ratio.of(ours.get().requestMicros(), boot.get().requestMicros());
        var kept = "%s: %s, a kept-alive request, of Boot's processor time".formatted(server, name);
        table.row(kept, request.toString(), this.goals.atMost(1, kept, request.median()));
    }

    private void nginx(Table table) {
        var ours = find("Netty", "ours, auto");
        var plain = find("Netty", HTTP);
        var nginx = find("nginx", "nginx");
        var plainNginx = find("nginx", HTTP);
        if (ours.isEmpty() || plain.isEmpty() || nginx.isEmpty() || plainNginx.isEmpty()) {
            return;
        }
        var ourTls = less(ours.get(), plain.get());
        var ratio = Ratio.of(ourTls, nginx.get().connectionMicros());
        var what = "Netty: ours, auto, a new connection less plain HTTP, of nginx";
        table.row(what, ratio.toString(), this.goals.atMost(1.5, what, ratio.median()));
        table.row(
                "the same, of nginx less its own plain HTTP",
                Ratio.of(ourTls, less(nginx.get(), plainNginx.get())).toString(),
                "");
    }

    /**
     * Returns what a new connection costs beyond plain HTTP, in bare engines: the layers between are ours and the
     * server's.
     */
    private void layers(Table table) {
        var bare = find("no framework", BARE);
        for (var server : List.of("Tomcat", "Netty")) {
            var ours = find(server, "ours, auto");
            var plain = find(server, HTTP);
            if (bare.isPresent() && ours.isPresent() && plain.isPresent()) {
                table.row(
                        server
                                + ": ours, auto, a new connection less plain HTTP, of Netty and netty-tcnative without a framework",
                        Ratio.of(less(ours.get(), plain.get()), bare.get().connectionMicros())
                                .toString(),
                        "");
            }
        }
    }

    private static List<Double> less(Measured all, Measured part) {
        return IntStream.range(0, all.connectionMicros().size())
                .mapToObj(i ->
                        all.connectionMicros().get(i) - part.connectionMicros().get(i))
                .toList();
    }

    String starts(List<Started> starts) {
        var plain = started(starts, HTTP);
        var boot = started(starts, BOOT);
        var table =
                new Table("Tomcat, three certificates", "ready, ms", "first answer, ms", "more than HTTP, ms", "goal");
        for (var started : starts) {
            var first = Ratio.median(started.untilFirstAnswer());
            var more = first - Ratio.median(plain.untilFirstAnswer());
            var goal = "";
            if (started.name().startsWith("ours")) {
                goal = this.goals.atMost(
                        150,
                        "start: ms until the first answer, more than with Boot's TLS, " + started.name(),
                        first - Ratio.median(boot.untilFirstAnswer()));
            }
            table.row(
                    started.name(),
                    Goals.number(Ratio.median(started.untilReady())),
                    Goals.number(first),
                    Goals.number(more),
                    goal);
        }
        return table.toString();
    }

    private static Started started(List<Started> starts, String name) {
        return starts.stream()
                .filter(started -> started.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no start of " + name));
    }
}
