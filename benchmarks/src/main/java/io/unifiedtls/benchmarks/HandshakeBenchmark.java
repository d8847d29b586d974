package io.unifiedtls.benchmarks;

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

/** Our engine against the bare engine of the same library: handshakes, and the close that ends each connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(3)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class HandshakeBenchmark {

    @Param
    public Library library = Library.JSSE;

    @Param({"TLSv1_2", "TLSv1_3"})
    public TlsVersion version = TlsVersion.TLSv1_3;

    private HandshakeLane fullEc;
    private HandshakeLane resumedEc;
    private HandshakeLane fullRsa;
    private HandshakeLane resumedRsa;

    /** Nanoseconds spent, by kind of handshake. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanos {
        public long rounds;
        public long fullEcOurs;
        public long fullEcBare;
        public long resumedEcOurs;
        public long resumedEcBare;
        public long fullRsaOurs;
        public long fullRsaBare;
        public long resumedRsaOurs;
        public long resumedRsaBare;
    }

    @Setup
    public void open() throws SSLException {
        var ec = Material.ec();
        var rsa = Material.rsa();
        this.fullEc = HandshakeLane.of(this.library, this.version, ec, false);
        this.resumedEc = HandshakeLane.of(this.library, this.version, ec, true);
        this.fullRsa = HandshakeLane.of(this.library, this.version, rsa, false);
        this.resumedRsa = HandshakeLane.of(this.library, this.version, rsa, true);
    }

    @Benchmark
    public void handshakes(Nanos nanos) throws SSLException {
        this.fullEc.round();
        this.resumedEc.round();
        this.fullRsa.round();
        this.resumedRsa.round();
        nanos.rounds += HandshakeLane.ROW;
        nanos.fullEcOurs += this.fullEc.oursNanos();
        nanos.fullEcBare += this.fullEc.bareNanos();
        nanos.resumedEcOurs += this.resumedEc.oursNanos();
        nanos.resumedEcBare += this.resumedEc.bareNanos();
        nanos.fullRsaOurs += this.fullRsa.oursNanos();
        nanos.fullRsaBare += this.fullRsa.bareNanos();
        nanos.resumedRsaOurs += this.resumedRsa.oursNanos();
        nanos.resumedRsaBare += this.resumedRsa.bareNanos();
    }
}
