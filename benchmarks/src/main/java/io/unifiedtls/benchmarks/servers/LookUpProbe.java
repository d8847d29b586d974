package io.unifiedtls.benchmarks.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** Until SunJSSE is compiled; of each of the two contexts. */
    private static final int WARM_UP_ROWS = 250;

    private static final int ROWS = 200;

    private final Path root;

    private final DirectoryPeers peers;

    LookUpProbe(Path root) throws ConfigurationException {
        this.root = root;
        this.peers = new DirectoryPeers(root);
    }

    Map<String, Double> run(int names) throws Exception {
        var few = context(DirectoryProbe.FEW);
        var many = context(names);
        List<Double> fewMicros = new ArrayList<>();
        List<Double> manyMicros = new ArrayList<>();
        for (int i = -WARM_UP_ROWS; i < ROWS; i++) {
            if (i == 0) {
                fewMicros.clear();
                manyMicros.clear();
            }
            // Who is first finds other things in the caches than who is second.
            if (i % 2 == 0) {
                fewMicros.add(row(few));
                manyMicros.add(row(many));
            } else {
                manyMicros.add(row(many));
                fewMicros.add(row(few));
            }
        }
        return Map.of("fewNamesMicros", Percentile.of(50, fewMicros), "manyNamesMicros", Percentile.of(50, manyMicros));
    }

    private ServerContext context(int names) throws ConfigurationException {
        return DirectoryPeers.server(CertificateDirectory.of(DirectoryFiles.linked(this.root, names)));
    }

    private double row(ServerContext server) throws SSLException {
        var nanos = 0L;
        for (int i = 0; i < ROW; i++) {
            nanos += this.peers.handshake(server, DirectoryFiles.name(i % DirectoryProbe.FEW));
        }
        return nanos / 1e3 / ROW;
    }
}
