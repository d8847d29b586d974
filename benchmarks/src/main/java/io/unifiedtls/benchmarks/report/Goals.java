package io.unifiedtls.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was to be reached, and what was. */
final class Goals {

    /** A goal and the figure that it is for. */
    record Goal(String what, String measured, String wanted, boolean met) {}

    private final List<Goal> goals = new ArrayList<>();

    /** Notes a figure, and returns how it is shown. */
    String atLeast(double wanted, String what, double figure) {
        return note(what, figure, "≥ " + number(wanted), figure >= wanted);
    }

    /** Notes a figure, and returns how it is shown. */
    String atMost(double wanted, String what, double figure) {
        return note(what, figure, "≤ " + number(wanted), figure <= wanted);
    }

    private String note(String what, double figure, String wanted, boolean met) {
        this.goals.add(new Goal(what, number(figure), wanted, met));
        return wanted + (met ? ": met" : ": **not met**");
    }

    static String number(double figure) {
        return (Math.abs(figure) >= 100)
                ? String.format(Locale.ROOT, "%,.0f", figure)
                : String.format(Locale.ROOT, "%.3f", figure).replaceFirst("\\.?0+$", "");
    }

    List<Goal> all() {
        return List.copyOf(this.goals);
    }

    /** Returns those that were not met, or how many there are. */
    String summary() {
        var missed = this.goals.stream().filter(goal -> !goal.met()).toList();
        var text = new StringBuilder(
                "%d of %d goals are met.\n".formatted(this.goals.size() - missed.size(), this.goals.size()));
        if (!missed.isEmpty()) {
            var table = new Table("Not met", "measured", "goal");
            missed.forEach(goal -> table.row(goal.what(), goal.measured(), goal.wanted()));
            text.append('\n').append(table);
        }
        return text.toString();
    }
}
