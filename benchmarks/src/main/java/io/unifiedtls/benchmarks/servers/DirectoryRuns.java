package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.benchmarks.servers.DirectoryProbe.Subject;
import io.unifiedtls.benchmarks.servers.DirectoryResults.Kind;
import io.unifiedtls.benchmarks.servers.DirectoryResults.Start;

/** Measures directories of certificates: each figure in a virtual machine of its own, and all of them by turns. */
public final class DirectoryRuns {

    /** What all servers can be compared at. */
    private static final int COMPARED = 1_000;

    private final Path root;

    private final int most;

    private final List<Start> starts = new ArrayList<>();

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private DirectoryRuns(Path root, int most) {
        this.root = root;
        this.most = most;
    }

    /**
     * Runs; the arguments are the file for the results, a directory for the certificates, how many virtual machines for
     * each figure, and the largest number of names.
     */
    public static void main(String... arguments) throws Exception {
        var runs = new DirectoryRuns(Path.of(arguments[1]), Integer.parseInt(arguments[3]));
        try (var files = DirectoryFiles.create(runs.root)) {
            runs.make(files);
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                runs.measure();
            }
            runs.measureOnce();
        }
        JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        Path.of(arguments[0]),
                        new DirectoryResults(
                                runs.many(), DirectoryProbe.requested(runs.many()), runs.starts, runs.figures));
    }

    private int many() {
        return this.most / 10;
    }

    private void make(DirectoryFiles files) throws Exception {
        System.out.println("making directories");
        for (var names : new TreeSet<>(List.of(DirectoryProbe.FEW, COMPARED, many(), this.most))) {
            files.makeLinked(names);
        }
        for (var names : new TreeSet<>(List.of(DirectoryProbe.FEW, COMPARED, many()))) {
            files.makeDistinct(names);
        }
        for (var names : List.of(many(), this.most)) {
            start(Kind.INDEX, names); // it writes the index
        }
        this.starts.clear();
    }

    private void measure() throws Exception {
        for (var names : List.of(DirectoryProbe.FEW, many(), this.most)) {
            start(Kind.FILE, names);
            start(Kind.INDEX, names);
        }
        start(Kind.CERTIFICATE, many());
        start(Kind.DATABASE, many());
        if (many() != COMPARED) {
            start(Kind.FILE, COMPARED);
        }
        for (var subject : EnumSet.complementOf(EnumSet.of(Subject.MEMORY))) {
            measure(subject);
        }
    }

    /** Measures what takes long, and differs little from one run to the next. */
    private void measureOnce() throws Exception {
        start(Kind.NETTY, COMPARED);
        measure(Subject.MEMORY);
    }

    private void measure(Subject subject) throws Exception {
        run(subject.name(), Integer.toString(many()))
                .forEach((name, figure) -> this.figures
                        .computeIfAbsent(name, any -> new ArrayList<>())
                        .add(figure));
    }

    private void start(Kind kind, int names) throws IOException, InterruptedException {
        var figures = run(kind.name(), Integer.toString(names));
        var start = this.starts.stream()
                .filter(other -> other.kind() == kind && other.names() == names)
                .findFirst()
                .orElseGet(() -> {
                    var first = new Start(kind, names, new ArrayList<>(), new ArrayList<>());
                    this.starts.add(first);
                    return first;
                });
        start.cpuMillis().add(figures.get("cpuMillis"));
        start.heapMegabytes().add(figures.get("heapMegabytes"));
    }

    private Map<String, Double> run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(Variant.java(System.getProperty("java.class.path")));
        command.replaceAll(argument -> argument.startsWith("-Xmx") ? "-Xmx512m" : argument);
        command.add(DirectoryProbe.class.getName());
        command.add(this.root.toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ServerProcess.endWithThis(process);
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = output.lines().toList();
            if (process.waitFor() != 0 || lines.isEmpty()) {
                throw new IllegalStateException("failed: " + Arrays.toString(arguments));
            }
            var last = lines.get(lines.size() - 1);
            System.out.println(String.join(" ", arguments) + " " + last);
            return JsonMapper.shared().readValue(last, new TypeReference<Map<String, Double>>() {});
        }
    }
}
