package io.unifiedtls.benchmarks.servers;

import java.util.List;

/** Percentiles of figures. */
final class Percentile {

    private Percentile() {}

    /** Returns the smallest figure that so many percent of the figures do not exceed. */
    static double of(int percent, List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }
}
