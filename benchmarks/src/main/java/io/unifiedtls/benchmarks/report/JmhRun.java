package io.unifiedtls.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

/**
 * One benchmark with one set of parameters, as JMH has written it.
 *
 * @param benchmark the class and the method
 * @param score what each fork has on average
 * @param counters what each fork has counted in all, by name
 */
record JmhRun(
        String benchmark, Map<String, String> parameters, List<Double> score, Map<String, List<Double>> counters) {

    static List<JmhRun> read(JsonNode results) {
        var runs = new ArrayList<JmhRun>();
        for (var result : results) {
            var parameters = new TreeMap<String, String>();
            result.path("params")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asString()));
            var counters = new TreeMap<String, List<Double>>();
            result.path("secondaryMetrics")
                    .properties()
                    .forEach(entry -> counters.put(entry.getKey(), averages(entry.getValue())));
            var name = result.path("benchmark").asString();
            runs.add(new JmhRun(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    parameters,
                    averages(result.path("primaryMetric")),
                    counters));
        }
        return runs;
    }

    private static List<Double> averages(JsonNode metric) {
        var forks = new ArrayList<Double>();
        for (var fork : metric.path("rawData")) {
            forks.add(IntStream.range(0, fork.size())
                    .mapToDouble(i -> fork.get(i).asDouble())
                    .average()
                    .orElseThrow());
        }
        return forks;
    }

    String parameter(String name) {
        return this.parameters.getOrDefault(name, "");
    }

    /** Returns the rate of ours as a part of the rate of the other, from the nanoseconds counted for both. */
    Ratio ratio(String kind) {
        return Ratio.of(counter(kind + "Bare"), counter(kind + "Ours"));
    }

    /** Returns how often something was done in a second, from the nanoseconds counted for it. */
    double perSecond(String counter) {
        return 1e9 / Ratio.of(counter(counter), counter("rounds")).median();
    }

    List<Double> counter(String name) {
        var counted = this.counters.get(name);
        if (counted == null) {
            throw new IllegalArgumentException(
                    "no counter %s in %s; there are %s".formatted(name, this.benchmark, this.counters.keySet()));
        }
        return counted;
    }
}
