package io.unifiedtls.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.unifiedtls.benchmarks.servers.Results.Loaded;

/** The sections about long bodies, idle connections and latency: ours beside Spring Boot's own TLS. */
final class LoadSections {

    private final List<Loaded> loads;

    private final Goals goals;

    LoadSections(List<Loaded> loads, Goals goals) {
        this.loads = loads;
        this.goals = goals;
    }

    @Override
    public String toString() {
        var table = new Table("Load", "Boot", "ours, auto", "ours ÷ Boot's", "goal");
        for (var server : List.of("Tomcat", "Netty")) {
            var boot = find(server, false);
            var ours = find(server, true);
            if (boot.isPresent() && ours.isPresent()) {
                rows(table, server, boot.get(), ours.get());
            } else {
                table.row(server, "not measured", "", "", "");
            }
        }
        return table.toString();
    }

    private void rows(Table table, String server, Loaded boot, Loaded ours) {
        for (var load : boot.bodyMillis().keySet()) {
            row(
                    table,
                    server,
                    "100 MB " + load + ", ms",
                    0.9,
                    boot,
                    ours,
                    loaded -> loaded.bodyMillis().getOrDefault(load, List.of()));
        }
        row(table, server, "p99 with 500 new connections a second, ms", 0.5, boot, ours, Loaded::latencyMillis);
        row(table, server, "10,000 idle connections, heap, MB", 1, boot, ours, Loaded::heapMegabytes);
        row(table, server, "10,000 idle connections, resident, MB", 1, boot, ours, Loaded::residentMegabytes);
    }

    private void row(
            Table table,
            String server,
            String load,
            double goal,
            Loaded boot,
            Loaded ours,
            Function<Loaded, List<Double>> figures) {
        var ratio = Ratio.of(figures.apply(ours), figures.apply(boot));
        var what = "%s: %s".formatted(server, load);
        table.row(
                what,
                number(figures.apply(boot)),
                number(figures.apply(ours)),
                ratio.toString(),
                this.goals.atMost(goal, what + ", of Boot's", ratio.median()));
    }

    private static String number(List<Double> figures) {
        return String.format(Locale.ROOT, "%,.1f", Ratio.median(figures));
    }

    private Optional<Loaded> find(String server, boolean ours) {
        return this.loads.stream()
                .filter(loaded ->
                        loaded.server().equals(server) && loaded.name().startsWith("ours") == ours)
                .findFirst();
    }
}
