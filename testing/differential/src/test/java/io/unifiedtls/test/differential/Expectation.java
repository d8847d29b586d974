package io.unifiedtls.test.differential;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is expected of each implementation in one behaviour.
 *
 * @param title that of the behaviour
 * @param cells the expectation of each implementation
 * @param why why they differ, for users; empty if they do not, or if that is plain
 */
record Expectation(String title, Map<Subject, Cell> cells, String why) {

    Expectation {
        cells = new EnumMap<>(cells);
    }

    Cell of(Subject subject) {
        return this.cells.get(subject);
    }

    /** Returns the one outcome of all, if there is one. */
    Optional<String> same() {
        return this.cells.values().stream().distinct().count() == 1
                ? Optional.of(of(Subject.JSSE).text())
                : Optional.empty();
    }

    /**
     * Returns whether a reason is needed: an implementation does something else than the JDK's newest library, and
     * neither refuses the configuration, so that another one is taken, nor is that all that differs.
     */
    boolean needsReason() {
        var reference = of(Subject.JSSE).onNewest();
        return this.cells.entrySet().stream()
                .anyMatch(cell -> !cell.getValue().onNewest().equals(reference)
                        && (cell.getKey() == Subject.AUTO
                                || !cell.getValue().onNewest().equals(Behaviour.REFUSED)));
    }
}
