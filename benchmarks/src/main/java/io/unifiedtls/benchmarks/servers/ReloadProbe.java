package io.unifiedtls.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Measures the reload of a context with ten files: five certificate chains and their keys. */
final class ReloadProbe {

    private static final int CHAINS = 5;

    private static final int POLLS = 20_000;

    private static final int RELOADS = 2_000;

    private static final long INTERVAL_MILLIS = 200;

    private static final long TURN = TimeUnit.SECONDS.toNanos(1);

    private static final int WARM_UP_TURNS = 3;

    private static final int TURNS = 5;

    private final Path directory;

    /** Two certificates for each name, which replace each other. */
    private final List<List<TestCertificate>> certificates;

    private final DirectoryPeers peers;

    private final ReloadableServerContext server;

    private int version;

    ReloadProbe(Path root) throws IOException, ConfigurationException {
        this.directory = Files.createTempDirectory(root, "reload");
        var authority = TestAuthority.create("Benchmark CA");
        Files.write(DirectoryFiles.authority(this.directory), authority.certificatePem());
        this.certificates = IntStream.range(0, CHAINS)
                .mapToObj(DirectoryFiles::name)
                .map(name -> List.of(authority.server(name), authority.server(name)))
                .toList();
        replace();
        this.peers = new DirectoryPeers(this.directory);
        this.server = DirectoryPeers.server(TlsServerConfiguration.builder()
                        .certificateChains(IntStream.range(0, CHAINS)
                                .mapToObj(i -> SigningChain.of(
                                        TlsCertificate.fromFile(certificate(i)), TlsPrivateKey.fromFile(key(i))))
                                .toList())
                        .build())
                .reloadable();
    }

    private Path certificate(int i) {
        return this.directory.resolve(i + ".pem");
    }

    private Path key(int i) {
        return this.directory.resolve(i + ".key");
    }

    private void replace() throws IOException {
        this.version = 1 - this.version;
        for (int i = 0; i < CHAINS; i++) {
            var certificate = this.certificates.get(i).get(this.version);
            Files.write(certificate(i), certificate.chainPem());
            Files.write(key(i), certificate.privateKeyPem());
        }
    }

    // ---- files that have not changed

    /** The state of a file, as the file watch of the starter compares it. */
    private record State(@Nullable Object key, long size, FileTime modified) {}

    /** Measures the processor time of looking at the files, and of reading them. */
    Map<String, Double> poll() throws Exception {
        var before = states();
        var pollMicros = 0.0;
        var reloadMicros = 0.0;
        for (int round = 0; round < 2; round++) { // the first one warms up
            var start = DirectoryProbe.cpuNanos();
            for (int i = 0; i < POLLS; i++) {
                check(states().equals(before));
            }
            pollMicros = (DirectoryProbe.cpuNanos() - start) / 1e3 / POLLS;
            start = DirectoryProbe.cpuNanos();
            for (int i = 0; i < RELOADS; i++) {
                check(!this.server.reload());
            }
            reloadMicros = (DirectoryProbe.cpuNanos() - start) / 1e3 / RELOADS;
        }
        return Map.of("pollMicros", pollMicros, "unchangedReloadMicros", reloadMicros);
    }

    private Map<Path, State> states() throws IOException {
        var states = new HashMap<Path, State>();
        for (int i = 0; i < CHAINS; i++) {
            states.put(certificate(i), state(certificate(i)));
            states.put(key(i), state(key(i)));
        }
        return Map.copyOf(states);
    }

    private static State state(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }

    private static void check(boolean isAsExpected) {
        if (!isAsExpected) {
            throw new IllegalStateException("files have changed when they should not, or have not when they should");
        }
    }

    // ---- files that change

    /** Measures the 99th percentile of handshakes while all files change, and while none does, by turns. */
    Map<String, Double> handshakes() throws Exception {
        List<Double> quiet = new ArrayList<>();
        List<Double> reloading = new ArrayList<>();
        for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
            if (turn == 0) {
                quiet.clear();
                reloading.clear();
            }
            turn(quiet);
            whileReloading(() -> turn(reloading));
        }
        return Map.of(
                "quietMillis", Percentile.of(99, quiet),
                "reloadingMillis", Percentile.of(99, reloading));
    }

    private interface Turn {
        void run() throws Exception;
    }

    private void turn(List<Double> millis) throws Exception {
        var end = System.nanoTime() + TURN;
        for (int i = 0; System.nanoTime() < end; i++) {
            millis.add(this.peers.handshake(this.server, DirectoryFiles.name(i % CHAINS)) / 1e6);
        }
    }

    private void whileReloading(Turn turn) throws Exception {
        var generation = this.server.generation();
        var thread = Executors.newSingleThreadScheduledExecutor();
        var reloads = thread.scheduleAtFixedRate(this::reload, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        turn.run();
        reloads.cancel(false);
        thread.shutdown();
        check(thread.awaitTermination(10, TimeUnit.SECONDS));
        check(this.server.generation() >= generation + TimeUnit.NANOSECONDS.toMillis(TURN) / INTERVAL_MILLIS);
    }

    private void reload() {
        try {
            replace();
            this.server.reload();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
