package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.benchmarks.servers.Load.Kind;
import io.unifiedtls.benchmarks.servers.Results.Started;

/** Times the start of the application on Tomcat, with three certificates, in every way by turns. */
public final class StartUps {

    private StartUps() {}

    /** Runs; the arguments are the file for the results, and how many starts each. */
    public static void main(String... arguments) throws Exception {
        var files = ServerFiles.create();
        var variants = List.of(
                Variant.http(Variant.TOMCAT),
                Variant.bootWithThree(files),
                Variant.oursWithThree(files, "jsse"),
                Variant.oursWithThree(files, "auto"));
        Map<String, Started> starts = new LinkedHashMap<>();
        try (var load = Load.start()) {
            start(variants.get(0), load); // the files of the class path are in memory then
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                for (var variant : variants) {
                    var millis = start(variant, load);
                    System.out.println(variant.name() + " " + List.of(millis[0], millis[1]));
                    var started = starts.computeIfAbsent(
                            variant.name(), name -> new Started(name, new ArrayList<>(), new ArrayList<>()));
                    started.untilReady().add(millis[0]);
                    started.untilFirstAnswer().add(millis[1]);
                }
            }
        }
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(Path.of(arguments[0]), starts.values());
        System.exit(0);
    }

    /** Returns the milliseconds until the application was ready, and until it had answered a request. */
    private static double[] start(Variant variant, Load load) throws IOException, InterruptedException {
        var before = System.nanoTime();
        try (var process = ServerProcess.start(variant.command())) {
            var ready = process.ready();
            load.call(Kind.CONNECTIONS, variant.isTls(), ready.port(), 1);
            return new double[] {ready.millis(), (System.nanoTime() - before) / 1e6};
        }
    }
}
