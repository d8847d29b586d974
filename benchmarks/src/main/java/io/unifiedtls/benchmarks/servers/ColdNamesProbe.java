package io.unifiedtls.benchmarks.servers;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;

/**
 * Measures names that were not used before. Only the server's part of a handshake counts, from the ClientHello until
 * the server waits for an answer: what a client verifies of a certificate depends on what it has seen before.
 */
final class ColdNamesProbe {

    /** Names that are used for the first time, and then again, before the next ones. */
    private static final int TURN = 50;

    private static final int MOST_MEASURED = 1_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    /** The part of the largest heap that chains may take. */
    private static final int PART_OF_HEAP = 16;

    private final DirectoryPeers peers;

    private final CertificateDirectory directory;

    private final int names;

    private final ByteBuffer hello = ByteBuffer.allocateDirect(1 << 16);

    private final ByteBuffer answer = ByteBuffer.allocateDirect(1 << 16);

    private final ByteBuffer plaintext = ByteBuffer.allocateDirect(1 << 16);

    ColdNamesProbe(Path root, int names) throws ConfigurationException {
        this.peers = new DirectoryPeers(root);
        this.directory = CertificateDirectory.of(DirectoryFiles.distinct(root, names));
        this.names = names;
    }

    /** Compares the first use of names with the second, by turns. */
    Map<String, Double> firstUse() throws Exception {
        var measured = Math.min(MOST_MEASURED, this.names / 2);
        compare(measured, 2 * measured); // these warm up
        compare(measured, 2 * measured);
        return compare(0, measured);
    }

    private Map<String, Double> compare(int from, int to) throws Exception {
        var server = DirectoryPeers.server(this.directory);
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        for (int turn = from; turn < to; turn += TURN) {
            for (int i = turn; i < turn + TURN; i++) {
                first.add(use(server, i));
            }
            for (int i = turn; i < turn + TURN; i++) {
                later.add(use(server, i));
            }
        }
        return Map.of("firstUseMillis", Percentile.of(50, first), "laterUseMillis", Percentile.of(50, later));
    }

    /** Measures the heap before and after more names were used than there is room for. */
    Map<String, Double> memory(int requested) throws Exception {
        compare(0, TURN);
        var server = DirectoryPeers.server(this.directory);
        var before = DirectoryProbe.heapMegabytes();
        for (int i = 0; i < requested; i++) {
            use(server, i);
        }
        var taken = DirectoryProbe.heapMegabytes() - before;
        use(server, 0); // the context is still in use
        return Map.of(
                "chainsMegabytes", taken, "boundMegabytes", Runtime.getRuntime().maxMemory() / 1e6 / PART_OF_HEAP);
    }

    private double use(ServerContext server, int i) throws SSLException {
        var client = this.peers.client().createEngine(DirectoryFiles.name(i), 443);
        client.beginHandshake();
        client.wrap(NOTHING, this.hello.clear());
        this.hello.flip();
        var engine = server.createEngine();
        var before = System.nanoTime();
        answer(engine);
        return (System.nanoTime() - before) / 1e6;
    }

    private void answer(SSLEngine engine) throws SSLException {
        engine.beginHandshake();
        this.answer.clear();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> engine.wrap(NOTHING, this.answer);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (this.answer.position() > 0) {
                        return;
                    }
                    engine.unwrap(this.hello, this.plaintext.clear());
                }
                case FINISHED, NOT_HANDSHAKING -> throw new IllegalStateException("it ended without the client");
            }
        }
    }
}
