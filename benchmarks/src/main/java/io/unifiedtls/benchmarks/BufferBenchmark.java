package io.unifiedtls.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;

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

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;

/**
 * {@link TlsBuffer} against a loop over the bare engine of the same library, written by hand: records of 16 KiB.
 *
 * <p>What stands for the network is a buffer of its own, into which each side puts what it wrote, and from which it
 * takes what it reads, as it would with a socket.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(3)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 500, timeUnit = java.util.concurrent.TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class BufferBenchmark {

    private static final int ROW = 64;

    @Param
    public Library library = Library.JSSE;

    private final ByteBuffer data = ByteBuffer.allocate(1 << 14);
    private final ByteBuffer arrived = ByteBuffer.allocate(1 << 15);
    private final ByteBuffer network = ByteBuffer.allocate(1 << 16);
    private final ByteBuffer written = ByteBuffer.allocate(1 << 15);
    private final ByteBuffer received = ByteBuffer.allocate(1 << 15);

    private TlsBuffer ourClient;
    private TlsBuffer ourServer;
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
    public void open() throws IOException {
        var material = Material.ec();
        var ours = this.library.ours(TlsVersion.TLSv1_3, material);
        this.ourClient = ours.clientContext().createBuffer(Material.HOST);
        this.ourServer = ours.serverContext().createBuffer();
        while (!isDone(this.ourClient) | !isDone(this.ourServer)) {
            pass(this.ourClient, this.ourServer);
            pass(this.ourServer, this.ourClient);
        }
        pass(this.ourServer, this.ourClient);
        var bare = this.library.bare(TlsVersion.TLSv1_3, material, ours);
        this.bareClient = bare.client(1);
        this.bareServer = bare.server();
        new Wire().handshake(this.bareClient, this.bareServer);
        var measured = bare.client(2);
        new Wire().handshake(measured, bare.server());
        this.data.limit(Wire.largestRecord(measured));
    }

    private static boolean isDone(TlsBuffer buffer) throws IOException {
        try {
            buffer.doHandshake();
            return true;
        } catch (WantReadException notYet) {
            return false;
        }
    }

    private void pass(TlsBuffer from, TlsBuffer to) throws IOException {
        from.processOutgoing(this.network.clear());
        to.processIncoming(this.network.flip());
    }

    @Benchmark
    public void byTurns(Nanos nanos) throws IOException {
        var start = System.nanoTime();
        for (int i = 0; i < ROW; i++) {
            buffer();
        }
        var half = System.nanoTime();
        for (int i = 0; i < ROW; i++) {
            loop();
        }
        nanos.recordsOurs += half - start;
        nanos.recordsBare += System.nanoTime() - half;
        nanos.rounds += ROW;
    }

    /** One record through the buffers; for its allocations. */
    @Benchmark
    public int buffer() throws IOException {
        this.ourClient.write(this.data.rewind());
        pass(this.ourClient, this.ourServer);
        return checked(this.ourServer.read(this.arrived.clear()));
    }

    /** One record through the loop; for its allocations. */
    @Benchmark
    public int loop() throws IOException {
        this.bareClient.wrap(this.data.rewind(), this.written.clear());
        this.network.clear().put(this.written.flip()).flip();
        this.received.clear().put(this.network).flip();
        return checked(
                this.bareServer.unwrap(this.received, this.arrived.clear()).bytesProduced());
    }

    private int checked(int bytes) {
        if (bytes != this.data.limit()) {
            throw new IllegalStateException("only %d bytes arrived".formatted(bytes));
        }
        return bytes;
    }
}
