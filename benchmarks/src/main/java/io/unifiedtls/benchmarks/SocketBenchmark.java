package io.unifiedtls.benchmarks;

import java.io.IOException;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.unifiedtls.TlsVersion;

/** {@code TlsSocket} against the {@code SSLSocket} of the JDK, over the JDK's TLS library, on loopback. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(3)
@Warmup(iterations = 20, time = 1) // until the handshakes of SunJSSE are compiled
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SocketBenchmark {

    private SocketPeers ours;
    private SocketPeers jdk;
    private SocketPeers.Connection ourConnection;
    private SocketPeers.Connection jdkConnection;

    /** Nanoseconds spent. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanos {
        public long rounds;
        public long handshakesOurs;
        public long handshakesBare;
        public long megabytesOurs;
        public long megabytesBare;
    }

    @Setup
    public void open() throws IOException {
        var material = Material.ec();
        var ourEngines = Library.JSSE.ours(TlsVersion.TLSv1_3, material);
        var bare = (JsseEngines) Library.JSSE.bare(TlsVersion.TLSv1_3, material, ourEngines);
        this.ours = new OurSockets(ourEngines);
        this.jdk = new JdkSockets(bare);
        this.ourConnection = this.ours.connect();
        this.jdkConnection = this.jdk.connect();
    }

    /**
     * A new connection each, with a full handshake and one byte there and back, and a megabyte over one that stays.
     * They take turns at being first: what comes after the megabytes finds the processor's caches full of them.
     */
    @Benchmark
    public void sockets(Nanos nanos) throws IOException {
        var oursFirst = nanos.rounds++ % 2 == 0;
        if (oursFirst) {
            nanos.handshakesOurs += connect(this.ours);
        }
        nanos.handshakesBare += connect(this.jdk);
        if (!oursFirst) {
            nanos.handshakesOurs += connect(this.ours);
        }
        if (oursFirst) {
            nanos.megabytesOurs += sendMegabyte(this.ourConnection);
        }
        nanos.megabytesBare += sendMegabyte(this.jdkConnection);
        if (!oursFirst) {
            nanos.megabytesOurs += sendMegabyte(this.ourConnection);
        }
    }

    private static long connect(SocketPeers peers) throws IOException {
        peers.forgetSessions();
        var start = System.nanoTime();
        peers.connect().ping().close();
        return System.nanoTime() - start;
    }

    private static long sendMegabyte(SocketPeers.Connection connection) throws IOException {
        var start = System.nanoTime();
        connection.sendMegabyte();
        return System.nanoTime() - start;
    }

    @TearDown
    public void close() throws IOException {
        this.ourConnection.close();
        this.jdkConnection.close();
        this.ours.close();
        this.jdk.close();
    }
}
