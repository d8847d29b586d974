package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.benchmarks.servers.Load.Kind;
import io.unifiedtls.benchmarks.servers.Results.Loaded;

/**
 * Measures servers under other loads than short requests: bodies of 100 MB, many idle connections, and new connections
 * beside a request. Ours and Spring Boot's own TLS are called in turn, round by round.
 */
public final class LoadRuns {

    private static final long BODY = 100_000_000;

    /** Bodies of each kind in a round: processor time is reported in steps of 10 ms. */
    private static final int BODIES = 3;

    private static final int IDLE = 10_000;

    private static final int LATENCY_SECONDS = 10;

    private static final Map<String, List<String>> LOADS = loads();

    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private final Path body;

    private LoadRuns(Path body) {
        this.body = body;
    }

    private static Map<String, List<String>> loads() {
        var loads = new LinkedHashMap<String, List<String>>();
        for (var version : List.of("1.1", "2")) {
            loads.put("down, HTTP/" + version, List.of("--http" + version));
            loads.put("up, HTTP/" + version, List.of("--http" + version, "--upload"));
        }
        return loads;
    }

    /** Runs; the arguments are the file for the results, connections to warm up with, and rounds. */
    public static void main(String... arguments) throws Exception {
        var warmUp = Integer.parseInt(arguments[1]);
        var rounds = Integer.parseInt(arguments[2]);
        var files = ServerFiles.create();
        var body = Files.createTempFile("body", ".bin");
        Files.write(body, new byte[(int) BODY]);
        var runs = new LoadRuns(body);
        var results = new ArrayList<Loaded>();
        try (var load = Load.start()) {
            for (var server : List.of(Variant.TOMCAT, Variant.NETTY)) {
                var variants = List.of(
                        Variant.boot(server, files).forManyConnections(),
                        Variant.ours(server, files, "auto").forManyConnections());
                results.addAll(runs.measure(variants, load, warmUp, rounds));
            }
        } finally {
            Files.delete(body);
        }
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(Path.of(arguments[0]), results);
        results.forEach(System.out::println);
        System.exit(0);
    }

    private List<Loaded> measure(List<Variant> variants, Load load, int warmUp, int rounds) throws Exception {
        var processes = new ArrayList<ServerProcess>();
        var results = new ArrayList<Loaded>();
        try {
            for (var variant : variants) {
                System.out.println("warming up %s, %s".formatted(variant.server(), variant.name()));
                var process = ServerProcess.start(withBody(variant.command("2g")));
                processes.add(process);
                results.add(new Loaded(
                        variant.server(),
                        variant.name(),
                        new LinkedHashMap<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>()));
                load.call(Kind.CONNECTIONS, true, process.ready().port(), warmUp);
                for (var options : LOADS.values()) {
                    transfer(process, options);
                }
            }
            for (int round = 1; round <= rounds; round++) {
                System.out.println("round " + round);
                for (int i = 0; i < processes.size(); i++) {
                    measure(processes.get(i), load, results.get(i));
                }
            }
            for (int i = 0; i < processes.size(); i++) {
                hold(processes.get(i), load, results.get(i));
            }
        } finally {
            processes.forEach(ServerProcess::close);
        }
        return results;
    }

    private List<String> withBody(List<String> command) {
        var all = new ArrayList<>(command);
        all.add(1, "-Dbenchmark.body=" + this.body);
        return all;
    }

    private void measure(ServerProcess process, Load load, Loaded result) throws Exception {
        for (var entry : LOADS.entrySet()) {
            var before = process.cpu();
            for (int i = 0; i < BODIES; i++) {
                transfer(process, entry.getValue());
            }
            result.bodyMillis()
                    .computeIfAbsent(entry.getKey(), any -> new ArrayList<>())
                    .add(process.cpu().minus(before).toNanos() / 1e6 / BODIES);
        }
        var port = process.ready().port();
        result.latencyMillis().add(load.call(Kind.LATENCY, true, port, LATENCY_SECONDS) / 1e6);
    }

    /** Has curl transfer a body; it verifies nothing, and its own processor time does not count. */
    private void transfer(ServerProcess process, List<String> options) throws IOException, InterruptedException {
        var up = options.contains("--upload");
        var command = new ArrayList<>(List.of("curl", "-sSkf", "-o", "/dev/null", options.get(0)));
        if (up) {
            command.addAll(List.of("-T", this.body.toString()));
        }
        command.add("https://localhost:%d/%s".formatted(process.ready().port(), up ? "upload" : "download"));
        var curl = new ProcessBuilder(command).inheritIO().start();
        if (!curl.waitFor(60, TimeUnit.SECONDS) || curl.exitValue() != 0) {
            curl.destroyForcibly();
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static void hold(ServerProcess process, Load load, Loaded result) throws Exception {
        load.call(Kind.IDLE, true, process.ready().port(), IDLE);
        jcmd(process, "GC.run");
        var heap = HEAP.matcher(jcmd(process, "GC.heap_info"));
        if (!heap.find()) {
            throw new IllegalStateException("no heap in the output of jcmd GC.heap_info");
        }
        result.heapMegabytes().add(Long.parseLong(heap.group(1)) / 1e3);
        result.residentMegabytes().add(residentKilobytes(process) / 1e3);
    }

    private static long residentKilobytes(ServerProcess process) throws IOException {
        var status = Path.of("/proc", Long.toString(process.handle().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String jcmd(ServerProcess process, String command) throws IOException {
        var jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.handle().pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        try (var output = jcmd.inputReader()) {
            return String.join(" ", output.lines().toList());
        }
    }
}
