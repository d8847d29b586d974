package io.unifiedtls.benchmarks.servers;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;
import tools.jackson.databind.json.JsonMapper;

import io.unifiedtls.benchmarks.servers.DirectoryResults.Kind;

/** Measures one thing, and writes the figures as the last line of its output. */
public final class DirectoryProbe {

    /** The names of what is compared with. */
    static final int FEW = 3;

    private static final int MOST_REQUESTED = 20_000;

    /** What is measured besides starts. */
    enum Subject {
        /** Handshakes with names in use, among few and among many. */
        LOOK_UP,
        /** The first use of a name. */
        FIRST_USE,
        /** The memory of more chains than there is room for. */
        MEMORY,
        /** Looking at files that have not changed. */
        POLL,
        /** Looking for changes in a database that has none. */
        STORE_POLL,
        /** Handshakes while a context is reloaded. */
        RELOAD
    }

    private DirectoryProbe() {}

    /** Runs; the arguments are the directory of the directories, what is measured, and the number of names. */
    public static void main(String... arguments) throws Exception {
        var figures = run(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
        System.out.println(JsonMapper.shared().writeValueAsString(figures));
        System.exit(0);
    }

    private static Map<String, Double> run(Path root, String what, int names) throws Exception {
        if (Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equals(what))) {
            return StartProbe.run(root, Kind.valueOf(what), names);
        }
        return switch (Subject.valueOf(what)) {
            case LOOK_UP -> new LookUpProbe(root).run(names);
            case FIRST_USE -> new ColdNamesProbe(root, names).firstUse();
            case MEMORY -> new ColdNamesProbe(root, names).memory(requested(names));
            case POLL -> new ReloadProbe(root).poll();
            case STORE_POLL -> StoreProbe.poll();
            case RELOAD -> new ReloadProbe(root).handshakes();
        };
    }

    /** Returns how many different names are requested of so many. */
    static int requested(int names) {
        return Math.min(names, MOST_REQUESTED);
    }

    /** Returns the heap in use after a garbage collection. */
    static double heapMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc(); // one does not free everything
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** Returns the processor time of this process, with that of the garbage collector. */
    static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
