package io.unifiedtls.benchmarks.servers;

import java.util.List;
import java.util.Map;

/**
 * What was measured of directories of certificates.
 *
 * @param names how many names the larger of the contexts that are compared has
 * @param requested how many different names were requested to fill the memory for chains
 * @param figures the other figures by name, one for each virtual machine; the name ends with the unit
 */
public record DirectoryResults(int names, int requested, List<Start> starts, Map<String, List<Double>> figures) {

    /**
     * The start of a server context; each list has one figure for each virtual machine, more than what a context of
     * three names takes.
     */
    public record Start(Kind kind, int names, List<Double> cpuMillis, List<Double> heapMegabytes) {}

    /** Where the names come from. */
    public enum Kind {
        FILE("names of files"),
        INDEX("a kept index"),
        CERTIFICATE("certificates"),
        DATABASE("a database"),
        NETTY("one Netty context for each name");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns how the report names it. */
        public String text() {
            return this.text;
        }
    }

    /** Returns the figures of a name. */
    public List<Double> figures(String name) {
        var found = this.figures.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no figures %s; there are %s".formatted(name, this.figures.keySet()));
        }
        return found;
    }
}
