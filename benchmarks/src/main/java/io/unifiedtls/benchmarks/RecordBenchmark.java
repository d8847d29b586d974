package io.unifiedtls.benchmarks;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.unifiedtls.TlsVersion;

/**
 * Our engine against the bare engine of the same library: records of 16 KiB, written by one end and read by the other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(3)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 500, timeUnit = java.util.concurrent.TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RecordBenchmark {

    /** How many records one engine has in a row, so that the clock costs nothing. */
    private static final int ROW = 64;

    @Param
    public Library library = Library.JSSE;

    @Param({"TLSv1_2", "TLSv1_3"})
    public TlsVersion version = TlsVersion.TLSv1_3;

    private final Wire wire = new Wire();

    private final ByteBuffer data = ByteBuffer.allocateDirect(1 << 14);

    private SSLEngine ourClient;
    private SSLEngine ourServer;
    private SSLEngine bareClient;
    private SSLEngine bareServer;

    /** Nanoseconds spent. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanos {
        public long rounds;
        public long recordsOurs;
        public long recordsBare;
    }

    @Setup
    public void open() throws SSLException {
        var material = Material.ec();
        var ours = this.library.ours(this.version, material);
        var bare = this.library.bare(this.version, material, ours);
        this.ourClient = ours.client(1);
        this.ourServer = ours.server();
        this.data.limit(largestRecord(bare));
        this.bareClient = bare.client(1);
        this.bareServer = bare.server();
        this.wire.handshake(this.ourClient, this.ourServer);
        this.wire.handshake(this.bareClient, this.bareServer);
    }

    private int largestRecord(Engines engines) throws SSLException {
        var client = engines.client(1);
        this.wire.handshake(client, engines.server());
        return Wire.largestRecord(client);
    }

    @Benchmark
    public void records(Nanos nanos) throws SSLException {
        var start = System.nanoTime();
        send(this.ourClient, this.ourServer);
        var half = System.nanoTime();
        send(this.bareClient, this.bareServer);
        nanos.recordsOurs += half - start;
        nanos.recordsBare += System.nanoTime() - half;
        nanos.rounds += ROW;
    }

    private void send(SSLEngine client, SSLEngine server) throws SSLException {
        for (int i = 0; i < ROW; i++) {
            this.wire.send(client, this.data, server);
        }
    }
}
