package io.unifiedtls.benchmarks.report;

import java.util.List;

import io.unifiedtls.benchmarks.servers.DirectoryResults;

/** The section about directories of certificates. */
final class DirectorySections {

    private final DirectoryResults results;

    private final Goals goals;

    DirectorySections(DirectoryResults results, Goals goals) {
        this.results = results;
        this.goals = goals;
    }

    @Override
    public String toString() {
        return starts() + "\n" + use();
    }

    private Table starts() {
        var table = new Table("Names", "from", "start, CPU ms", "heap, MB");
        for (var start : this.results.starts()) {
            table.row(
                    Goals.number(start.names()),
                    start.kind().text(),
                    Goals.number(Ratio.median(start.cpuMillis())),
                    Goals.number(Ratio.median(start.heapMegabytes())));
        }
        return table;
    }

    private Table use() {
        var table = new Table("In use", "measured", "compared with", "goal");
        ratio(
                table,
                "handshake, CPU µs: a name in use among %s; among 3".formatted(Goals.number(this.results.names())),
                "manyNamesMicros",
                "fewNamesMicros",
                1.05);
        firstUse(table);
        memory(table);
        poll(table);
        storePoll(table, "the certificate store", "storePollMicros");
        storePoll(table, "shared session ticket keys", "ticketKeyPollMicros");
        ratio(
                table,
                "p99 of a handshake, ms: 10 files change 5 times a second; no change",
                "reloadingMillis",
                "quietMillis",
                1.1);
        return table;
    }

    private void ratio(Table table, String what, String figures, String compared, double goal) {
        var measured = this.results.figures(figures);
        var other = this.results.figures(compared);
        var ratio = Ratio.of(measured, other);
        table.row(what, number(measured), number(other), ratio + ", " + this.goals.atMost(goal, what, ratio.median()));
    }

    private void firstUse(Table table) {
        var first = Ratio.median(this.results.figures("firstUseMillis"));
        var later = Ratio.median(this.results.figures("laterUseMillis"));
        var what = "server's part of a handshake, ms: first use of a name; later use";
        table.row(
                what,
                Goals.number(first),
                Goals.number(later),
                "%s more, %s"
                        .formatted(Goals.number(first - later), this.goals.atMost(2, what + ", more", first - later)));
    }

    private void memory(Table table) {
        var bound = Ratio.median(this.results.figures("boundMegabytes"));
        var taken = Ratio.median(this.results.figures("chainsMegabytes"));
        var what = "heap after %s names were requested, MB; a sixteenth of the largest heap"
                .formatted(Goals.number(this.results.requested()));
        table.row(what, Goals.number(taken), Goals.number(bound), this.goals.atMost(bound, what, taken));
    }

    private void poll(Table table) {
        var what = "look at 10 unchanged files, CPU µs; read them as well";
        var micros = Ratio.median(this.results.figures("pollMicros"));
        table.row(
                what,
                Goals.number(micros),
                number(this.results.figures("unchangedReloadMicros")),
                this.goals.atMost(100, what, micros));
    }

    private void storePoll(Table table, String store, String figures) {
        var what = "look for changes of %s in a database, CPU µs".formatted(store);
        var micros = Ratio.median(this.results.figures(figures));
        table.row(what, Goals.number(micros), "", this.goals.atMost(1_000, what, micros));
    }

    private static String number(List<Double> figures) {
        return Goals.number(Ratio.median(figures));
    }
}
