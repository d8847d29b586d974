package io.unifiedtls.benchmarks.servers;

import java.util.List;

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

    /** A server whose starts were timed; each list has one figure a start, in milliseconds. */
    public record Started(String name, List<Double> untilReady, List<Double> untilFirstAnswer) {}
}
