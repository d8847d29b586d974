package io.unifiedtls.benchmarks.report;

import java.util.Collections;

/** A table in Markdown; all but its first column are figures. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    private final int columns;

    Table(String... headings) {
        this.columns = headings.length;
        row(headings);
        this.text
                .append("| --- |")
                .append(String.join("", Collections.nCopies(headings.length - 1, " ---: |")))
                .append('\n');
    }

    Table row(String... cells) {
        if (cells.length != this.columns) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, this.columns));
        }
        this.text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    @Override
    public String toString() {
        return this.text.toString();
    }
}
