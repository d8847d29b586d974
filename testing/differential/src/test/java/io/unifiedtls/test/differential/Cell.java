package io.unifiedtls.test.differential;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is expected of one implementation.
 *
 * @param outcomes the outcomes by the first version of the JDK that has them; the oldest is under 0
 */
record Cell(NavigableMap<Integer, String> outcomes) {

    private static final String SEPARATOR = " | ";

    private static final Pattern FROM = Pattern.compile("from JDK (\\d+): (.*)");

    Cell {
        var changes = new TreeMap<Integer, String>();
        outcomes.forEach((jdk, outcome) -> {
            if (changes.isEmpty() || !changes.lastEntry().getValue().equals(outcome)) {
                changes.put(jdk, outcome);
            }
        });
        outcomes = changes;
    }

    static Cell of(String outcome) {
        return new Cell(new TreeMap<>(Map.of(0, outcome)));
    }

    /** Reads what {@link #toString} writes. */
    static Cell parse(String text) {
        var outcomes = new TreeMap<Integer, String>();
        for (var part : text.split(Pattern.quote(SEPARATOR))) {
            var from = FROM.matcher(part);
            if (from.matches()) {
                outcomes.put(Integer.valueOf(from.group(1)), from.group(2));
            } else {
                outcomes.put(0, part);
            }
        }
        return new Cell(outcomes);
    }

    /** Returns what is expected on a version of the JDK. */
    String on(int jdk) {
        return this.outcomes.floorEntry(jdk).getValue();
    }

    /** Returns what is expected on the newest JDK. */
    String onNewest() {
        return this.outcomes.lastEntry().getValue();
    }

    /** Returns this cell with another outcome on a version of the JDK and those that are treated as it is. */
    Cell with(int jdk, String outcome) {
        var changed = new TreeMap<>(this.outcomes);
        changed.put(this.outcomes.floorKey(jdk), outcome);
        return new Cell(changed);
    }

    /** Returns this cell with another outcome from a version of the JDK on. */
    Cell from(int jdk, String outcome) {
        var changed = new TreeMap<>(this.outcomes);
        changed.put(jdk, outcome);
        return new Cell(changed);
    }

    /** Returns the text for the page. */
    String text() {
        return this.outcomes.entrySet().stream()
                .map(one ->
                        one.getKey() == 0 ? one.getValue() : "from JDK %d %s".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return this.outcomes.entrySet().stream()
                .map(one ->
                        one.getKey() == 0 ? one.getValue() : "from JDK %d: %s".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(SEPARATOR));
    }
}
