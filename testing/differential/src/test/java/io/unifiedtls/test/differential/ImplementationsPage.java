package io.unifiedtls.test.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of the page about implementations, between two markers: made from the expectations and nothing else. */
final class ImplementationsPage {

    private static final String BEGIN = "<!-- from here on written by the tests of testing/differential -->\n";

    private static final String END = "<!-- until here written by the tests of testing/differential -->\n";

    private ImplementationsPage() {}

    /**
     * Writes the tables into the page, unless they are there.
     *
     * @return whether the page has changed
     */
    static boolean update(Path page, List<Family> families, Expectations expectations) throws IOException {
        var before = Files.readString(page);
        var begin = before.indexOf(BEGIN);
        var end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the markers are missing in " + page);
        }
        var after =
                before.substring(0, begin + BEGIN.length()) + tables(families, expectations) + before.substring(end);
        if (after.equals(before)) {
            return false;
        }
        Files.writeString(page, after);
        return true;
    }

    static String tables(List<Family> families, Expectations expectations) {
        var text = new StringBuilder();
        for (var family : families) {
            var rows = family.behaviours().stream().map(expectations::of).toList();
            text.append("%n### %s%n%n".formatted(family.title()));
            text.append(table(rows.stream().filter(row -> row.same().isEmpty()).toList()));
            text.append(list(rows.stream().filter(row -> row.same().isPresent()).toList()));
        }
        return text.append('\n').toString();
    }

    private static String table(List<Expectation> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        var header = Arrays.stream(Subject.values()).map(Subject::label).toList();
        return "| | %s | why |%n|%s%n".formatted(String.join(" | ", header), " --- |".repeat(header.size() + 2))
                + merged(rows, row -> "| " + cells(row) + " | " + row.why() + " |")
                + "\n";
    }

    private static String cells(Expectation row) {
        return row.cells().values().stream().map(Cell::text).collect(Collectors.joining(" | "));
    }

    private static String list(List<Expectation> rows) {
        return rows.isEmpty()
                ? ""
                : "The same on all:\n\n" + merged(rows, row -> ": " + row.same().orElseThrow());
    }

    private interface Rest {

        String of(Expectation row);
    }

    /** Returns a line for all rows whose titles begin alike, up to the colon, and that agree in the rest. */
    private static String merged(List<Expectation> rows, Rest rest) {
        Map<List<String>, List<String>> lines = new LinkedHashMap<>();
        for (var row : rows) {
            var parts = row.title().split(": ", 2);
            lines.computeIfAbsent(List.of(parts[0], rest.of(row)), any -> new ArrayList<>())
                    .add(parts.length == 2 ? parts[1] : "");
        }
        return lines.entrySet().stream()
                .map(line -> line(
                        line.getKey().get(0), line.getValue(), line.getKey().get(1)))
                .collect(Collectors.joining());
    }

    private static String line(String title, List<String> items, String rest) {
        var all = title + (items.get(0).isEmpty() ? "" : ": " + String.join("; ", items));
        return rest.startsWith("|")
                ? "| %s %s%n".formatted(all, rest)
                : "- %s%s%n".formatted(all, rest.replaceFirst("^: ", " → "));
    }
}
