package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.benchmarks.app.BenchmarkApplication;
import io.unifiedtls.benchmarks.app.PlainNettyServer;
import io.unifiedtls.benchmarks.servers.Results.Measured;
import io.unifiedtls.benchmarks.servers.Results.Missing;

/**
 * Serves the same page in every way, and measures the processor time of the servers.
 *
 * <p>All of them are up at once. Each is called in turn, round by round, so that a slower minute of the machine is one
 * for all.
 */
public final class ServerRuns {

    /** Kept-alive requests in a round, for each new connection: their processor time is told in steps of 10 ms. */
    private static final int REQUESTS = 20;

    private final ServerFiles files;

    private final List<Running> running = new ArrayList<>();

    private final List<Missing> missing = new ArrayList<>();

    private ServerRuns(ServerFiles files) {
        this.files = files;
    }

    /** Runs; the arguments are the file for the results, connections to warm up with, rounds, and connections each. */
    public static void main(String... arguments) throws Exception {
        var warmUp = Integer.parseInt(arguments[1]);
        var rounds = Integer.parseInt(arguments[2]);
        var connections = Integer.parseInt(arguments[3]);
        var runs = new ServerRuns(ServerFiles.create());
        try (var load = Load.start()) {
            runs.start();
            runs.warmUp(load, warmUp);
            for (int round = 1; round <= rounds; round++) {
                System.out.println("round " + round);
                for (var server : List.copyOf(runs.running)) {
                    runs.attempt(server, () -> server.measure(load, connections, REQUESTS * connections));
                }
            }
            var results = new Results(
                    warmUp,
                    connections,
                    REQUESTS * connections,
                    runs.running.stream().map(Running::measured).toList(),
                    runs.missing);
            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(Path.of(arguments[0]), results);
            results.measured().forEach(ServerRuns::tell);
        } finally {
            runs.running.forEach(Running::close);
        }
        System.exit(0);
    }

    private static void tell(Measured measured) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %-50s %s us a connection, %s us a request%n",
                measured.server(),
                measured.name(),
                measured.connectionMicros().stream().map(Math::round).toList(),
                measured.requestMicros().stream().map(Math::round).toList());
    }

    private void start() throws IOException, InterruptedException {
        for (var server : List.of(Variant.TOMCAT, Variant.NETTY)) {
            start(Variant.http(server));
            start(Variant.boot(server, this.files));
            for (var implementation : List.of("jsse", "conscrypt", "boringssl", "auto")) {
                start(Variant.ours(server, this.files, implementation));
            }
            start(Variant.ayza(server, this.files));
        }
        start(Variant.bootWithTcnative(this.files));
        startPlainNetty();
        startNginx();
    }

    private void start(Variant variant) throws IOException, InterruptedException {
        add(variant.server(), variant.name(), variant.isTls(), ServerProcess.start(variant.command()));
    }

    private void startPlainNetty() throws IOException, InterruptedException {
        var command = Variant.java(System.getProperty("java.class.path"));
        command.add(PlainNettyServer.class.getName());
        command.add(this.files.combined(0).toString());
        add("no framework", "Netty and netty-tcnative", true, ServerProcess.start(command));
    }

    private void startNginx() throws IOException, InterruptedException {
        var port = freePort();
        var plainPort = freePort();
        var configuration = this.files.nginx(port, plainPort, BenchmarkApplication.BODY);
        try {
            var process = ServerProcess.start(List.of("nginx", "-c", configuration.toString()));
            awaitPort(port);
            this.running.add(new Running("nginx", "nginx", true, process, port));
            this.running.add(new Running("nginx", Variant.HTTP, false, process, plainPort));
        } catch (IOException notInstalled) {
            this.missing.add(new Missing("nginx", "nginx", "it is not installed, or does not start"));
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Waits for five seconds at most. */
    private static void awaitPort(int port) throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                if (i == 50) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private void add(String server, String name, boolean tls, ServerProcess process) throws InterruptedException {
        try {
            this.running.add(
                    new Running(server, name, tls, process, process.ready().port()));
        } catch (IllegalStateException notStarted) {
            process.close();
            missing(server, name, process.reason());
        }
    }

    private void missing(String server, String name, String reason) {
        var told = reason.replace(this.files.directory().toString(), "…");
        System.out.println("without %s, %s: %s".formatted(server, name, told));
        this.missing.add(new Missing(server, name, told));
    }

    private void warmUp(Load load, int connections) {
        for (var server : List.copyOf(this.running)) {
            System.out.println("warming up %s, %s".formatted(server.server(), server.name()));
            attempt(server, () -> server.warmUp(load, connections));
        }
    }

    @FunctionalInterface
    private interface Step {

        void run() throws IOException;
    }

    /** A server that does not answer any more takes part no more. */
    private void attempt(Running server, Step step) {
        try {
            step.run();
        } catch (IOException | IllegalStateException failed) {
            this.running.remove(server);
            server.close();
            missing(server.server(), server.name(), String.valueOf(failed.getMessage()));
        }
    }
}
