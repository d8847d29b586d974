package io.unifiedtls.benchmarks;

import javax.net.ssl.SSLException;

import io.unifiedtls.TlsVersion;

/** Handshakes of one kind, on our engines and on the bare ones of the same library, by turns. */
final class HandshakeLane {

    /** A certificate is larger than this in any encoding. */
    private static final int CERTIFICATE_BYTES = 300;

    /** Ports to call, none of them twice before the session of the first call is forgotten. */
    private static final int PORTS = 50_000;

    /**
     * Handshakes in a row, as servers have them: what the other engines leave in the caches of the processor is gone.
     */
    static final int ROW = 10;

    private final Wire wire = new Wire();

    private final boolean resumed;

    private final Engines ours;

    private final Engines bare;

    private int port = 1;

    private boolean oursFirst;

    private long oursNanos;

    private long bareNanos;

    HandshakeLane(Engines ours, Engines bare, boolean resumed) throws SSLException {
        this.ours = ours;
        this.bare = bare;
        this.resumed = resumed;
        check(ours);
        check(bare);
    }

    static HandshakeLane of(Library library, TlsVersion version, Material material, boolean resumed)
            throws SSLException {
        var ours = library.ours(version, material);
        return new HandshakeLane(ours, library.bare(version, material, ours), resumed);
    }

    /** Makes sure that sessions are resumed where they are to be, and nowhere else. */
    private void check(Engines engines) throws SSLException {
        if (!this.resumed) {
            engines.clientSessions().setSessionCacheSize(1);
        }
        var first = handshake(engines);
        for (int i = 0; i < 3; i++) {
            this.port += this.resumed ? 0 : 1;
            var next = handshake(engines);
            if ((next + CERTIFICATE_BYTES < first) != this.resumed) {
                throw new IllegalStateException("%s of %s: %d bytes from the server at first, then %d"
                        .formatted(this.resumed ? "resumed" : "full", engines, first, next));
            }
        }
    }

    /** Does some handshakes on each, and takes the times. */
    void round() throws SSLException {
        // Who is first finds other things in the caches than who is second.
        this.oursFirst = !this.oursFirst;
        if (this.oursFirst) {
            this.oursNanos = time(this.ours);
            this.bareNanos = time(this.bare);
        } else {
            this.bareNanos = time(this.bare);
            this.oursNanos = time(this.ours);
        }
    }

    private long time(Engines engines) throws SSLException {
        var before = System.nanoTime();
        for (int i = 0; i < ROW; i++) {
            if (!this.resumed) {
                this.port = this.port % PORTS + 1;
            }
            handshake(engines);
        }
        return System.nanoTime() - before;
    }

    private int handshake(Engines engines) throws SSLException {
        var client = engines.client(this.port);
        var server = engines.server();
        var bytes = this.wire.handshake(client, server);
        this.wire.close(client, server);
        return bytes;
    }

    long oursNanos() {
        return this.oursNanos;
    }

    long bareNanos() {
        return this.bareNanos;
    }
}
