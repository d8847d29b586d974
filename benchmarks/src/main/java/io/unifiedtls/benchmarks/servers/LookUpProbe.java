package io.unifiedtls.benchmarks.servers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;

/**
 * Compares handshakes with the same three names on a context that has no others, and on one that has many, by turns.
 */
final class LookUpProbe {

    /** Handshakes in a row, as servers have them. */
    private static final int ROW = 10;

    /** Until SunJSSE is compiled. */
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(8);

    private static final long NANOS = TimeUnit.SECONDS.toNanos(8);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path root;

    private final DirectoryPeers peers;

    LookUpProbe(Path root) throws ConfigurationException {
        this.root = root;
        this.peers = new DirectoryPeers(root);
    }

    Map<String, Double> run(int names) throws Exception {
        var few = context(DirectoryProbe.FEW);
        var many = context(names);
        compare(few, many, WARM_UP_NANOS);
        return compare(few, many, NANOS);
    }

    private Map<String, Double> compare(ServerContext few, ServerContext many, long nanos) throws SSLException {
        List<Double> fewMicros = new ArrayList<>();
        List<Double> manyMicros = new ArrayList<>();
        var end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            // Who is first finds other things in the caches than who is second.
            fewMicros.add(row(few));
            manyMicros.add(row(many));
            manyMicros.add(row(many));
            fewMicros.add(row(few));
        }
        return Map.of("fewNamesMicros", Percentile.of(50, fewMicros), "manyNamesMicros", Percentile.of(50, manyMicros));
    }

    private ServerContext context(int names) throws ConfigurationException {
        return DirectoryPeers.server(CertificateDirectory.of(DirectoryFiles.linked(this.root, names)));
    }

    /** Returns the processor time of a handshake, in which no other thread has a part if the names are in use. */
    private double row(ServerContext server) throws SSLException {
        var before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < ROW; i++) {
            this.peers.handshake(server, DirectoryFiles.name(i % DirectoryProbe.FEW));
        }
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / ROW;
    }
}
