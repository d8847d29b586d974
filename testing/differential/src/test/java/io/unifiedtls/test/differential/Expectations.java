package io.unifiedtls.test.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file of expectations: under the title of each behaviour one line for each implementation, or one for {@code all},
 * and a line that says {@code why} they differ.
 */
final class Expectations {

    private static final String INTRODUCTION = """
            # What each implementation does. Compared by DifferentialTests, which also writes it:
            # -Ddifferential.update=replace replaces what has changed,
            # -Ddifferential.update=from-this-jdk adds "from JDK N" instead.
            # A line "why" is for users, and appears on the page docs/implementations.md.
            """;

    private static final String INDENTATION = "    ";

    private final Map<String, Expectation> expectations = new LinkedHashMap<>();

    static Expectations read(Path file) throws IOException {
        var read = new Expectations();
        if (Files.exists(file)) {
            read.parse(Files.readAllLines(file));
        }
        return read;
    }

    private void parse(List<String> lines) {
        var title = "";
        for (var line : lines) {
            if (line.startsWith(INDENTATION)) {
                var parts = line.strip().split(": ", 2);
                this.expectations.put(title, with(this.expectations.get(title), parts[0], parts[1]));
            } else if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("[")) {
                title = line;
                this.expectations.put(title, new Expectation(title, Map.of(Subject.JSSE, Cell.of("?")), ""));
            }
        }
    }

    private static Expectation with(Expectation expectation, String key, String value) {
        if (key.equals("why")) {
            return new Expectation(expectation.title(), expectation.cells(), value);
        }
        var cells = new EnumMap<Subject, Cell>(expectation.cells());
        var subjects =
                key.equals("all") ? Subject.values() : new Subject[] {Subject.valueOf(key.toUpperCase(Locale.ROOT))};
        for (var subject : subjects) {
            cells.put(subject, Cell.parse(value));
        }
        return new Expectation(expectation.title(), cells, expectation.why());
    }

    /** Returns what is expected of a behaviour; {@code ?} of one that is not in the file. */
    Expectation of(Behaviour behaviour) {
        var known = this.expectations.get(behaviour.title());
        var cells = new EnumMap<Subject, Cell>(Subject.class);
        for (var subject : Subject.values()) {
            var cell = (known == null) ? null : known.of(subject);
            cells.put(subject, (cell == null) ? Cell.of("?") : cell);
        }
        return new Expectation(behaviour.title(), cells, (known == null) ? "" : known.why());
    }

    /** Returns the titles in the file. */
    List<String> titles() {
        return List.copyOf(this.expectations.keySet());
    }

    void put(Expectation expectation) {
        this.expectations.put(expectation.title(), expectation);
    }

    void write(Path file, List<Family> families) throws IOException {
        var text = new StringBuilder(INTRODUCTION);
        for (var family : families) {
            text.append("%n[%s]%n".formatted(family.title()));
            for (var behaviour : family.behaviours()) {
                var expectation = of(behaviour);
                text.append("%n%s%n".formatted(behaviour.title()));
                if (expectation.cells().values().stream().distinct().count() == 1) {
                    text.append("%sall: %s%n".formatted(INDENTATION, expectation.of(Subject.JSSE)));
                } else {
                    expectation
                            .cells()
                            .forEach((subject, cell) ->
                                    text.append("%s%s: %s%n".formatted(INDENTATION, subject.label(), cell)));
                }
                if (!expectation.why().isEmpty()) {
                    text.append("%swhy: %s%n".formatted(INDENTATION, expectation.why()));
                }
            }
        }
        Files.writeString(file, text);
    }
}
