package io.unifiedtls.autoconfigure.validate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * What a dry run has found.
 *
 * @param failures what a start would report, and certificates that are not valid now
 * @param problems the same, one by one
 * @param warnings what peers may refuse, and what needs attention soon
 * @param notes what is not wrong by itself, or could not be checked
 */
record Report(
        List<FailureAnalysis> failures,
        List<Problem> problems,
        List<String> warnings,
        List<String> notes,
        List<ContextReport> contexts) {

    Report {
        failures = List.copyOf(failures);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        contexts = List.copyOf(contexts);
    }

    /**
     * Something that ends the start.
     *
     * @param property the invalid property, if known
     * @param action what to do, with the lines to paste; may be empty
     */
    record Problem(@Nullable String property, String problem, String action) {}

    boolean isValid() {
        return this.problems.isEmpty();
    }
}
