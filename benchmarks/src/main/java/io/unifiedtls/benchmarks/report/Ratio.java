package io.unifiedtls.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How one figure compares with another one of the same run: the median of several, and how far they are apart. */
record Ratio(double median, double lowest, double highest) {

    static Ratio of(List<Double> ratios) {
        return new Ratio(
                median(ratios),
                ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }

    /** Divides figure by figure, where each two come from the same round or fork. */
    static Ratio of(List<Double> dividends, List<Double> divisors) {
        return of(IntStream.range(0, dividends.size())
                .mapToObj(i -> dividends.get(i) / divisors.get(i))
                .toList());
    }

    static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        var half = sorted.size() / 2;
        return (sorted.size() % 2 == 1) ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", this.median, this.lowest, this.highest);
    }
}
