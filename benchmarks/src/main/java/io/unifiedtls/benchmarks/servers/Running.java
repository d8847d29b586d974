package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.benchmarks.servers.Load.Kind;
import io.unifiedtls.benchmarks.servers.Results.Measured;

/** A server that is up, and what was measured of it so far. */
final class Running implements AutoCloseable {

    private final String server;
    private final String name;
    private final boolean tls;
    private final ServerProcess process;
    private final int port;
    private final List<Double> connectionMicros = new ArrayList<>();
    private final List<Double> connectionsPerSecond = new ArrayList<>();
    private final List<Double> requestMicros = new ArrayList<>();
    private final List<Double> requestsPerSecond = new ArrayList<>();

    Running(String server, String name, boolean tls, ServerProcess process, int port) {
        this.server = server;
        this.name = name;
        this.tls = tls;
        this.process = process;
        this.port = port;
    }

    String server() {
        return this.server;
    }

    String name() {
        return this.name;
    }

    void warmUp(Load load, int connections) throws IOException {
        load.call(Kind.CONNECTIONS, this.tls, this.port, connections);
        load.call(Kind.REQUESTS, this.tls, this.port, 2 * connections);
    }

    void measure(Load load, int connections, int requests) throws IOException {
        measure(load, Kind.CONNECTIONS, connections, this.connectionMicros, this.connectionsPerSecond);
        measure(load, Kind.REQUESTS, requests, this.requestMicros, this.requestsPerSecond);
    }

    private void measure(Load load, Kind kind, int count, List<Double> micros, List<Double> perSecond)
            throws IOException {
        var before = this.process.cpu();
        var nanos = load.call(kind, this.tls, this.port, count);
        micros.add(this.process.cpu().minus(before).toNanos() / 1e3 / count);
        perSecond.add(count / (nanos / 1e9));
    }

    Measured measured() {
        return new Measured(
                this.server,
                this.name,
                this.connectionMicros,
                this.connectionsPerSecond,
                this.requestMicros,
                this.requestsPerSecond);
    }

    @Override
    public void close() {
        this.process.close();
    }
}
