package io.unifiedtls.benchmarks.servers;

import java.util.List;
import java.util.Map;

/**
 * What the runs of the servers have shown.
 *
 * @param measured one for each server that was called
 * @param missing one for each that was not
 */
public record Results(int warmUp, int connections, int requests, List<Measured> measured, List<Missing> missing) {

    /**
     * A server; each list has one figure a round.
     *
     * @param connectionMicros processor time of the server for a new connection with one request
     * @param requestMicros processor time of the server for a request on a connection that stays
     */
    public record Measured(
            String server,
            String name,
            List<Double> connectionMicros,
            List<Double> connectionsPerSecond,
            List<Double> requestMicros,
            List<Double> requestsPerSecond) {}

    /** A server that did not start, or did not answer, and what it said. */
    public record Missing(String server, String name, String reason) {}

    /**
     * A server under other loads; each list has one figure a round.
     *
     * @param bodyMillis processor time of the server for a body of 100 MB, by the load, such as {@code down, HTTP/2}
     * @param heapMegabytes the heap in use with idle connections, after a garbage collection
     * @param residentMegabytes all memory of the process with them (RSS)
     * @param latencyMillis the 99th percentile of a request while new connections arrive
     */
    public record Loaded(
            String server,
            String name,
            Map<String, List<Double>> bodyMillis,
            List<Double> heapMegabytes,
            List<Double> residentMegabytes,
            List<Double> latencyMillis) {}

    /** A server whose starts were timed; each list has one figure a start, in milliseconds. */
    public record Started(String name, List<Double> untilReady, List<Double> untilFirstAnswer) {}
}
