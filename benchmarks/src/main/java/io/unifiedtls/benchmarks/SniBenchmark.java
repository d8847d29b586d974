package io.unifiedtls.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.ssl.X509;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.internal.sni.SniIndex;
import io.unifiedtls.test.TestAuthority;

/**
 * What the choice by server name costs, with any number of names; every tenth is a wildcard, and clients ask for a host
 * below it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SniBenchmark {

    /** What clients ask for; a power of two, and few enough to stay in the caches themselves. */
    private static final int ASKED = 1 << 12;

    /** The names, and what clients ask for. */
    @State(Scope.Thread)
    public static class Names {

        @Param({"1", "1000", "100000", "1000000"})
        public int names = 1;

        private final String[] asked = new String[ASKED];

        private int next;

        @Setup
        public void choose() {
            var random = new SplittableRandom(7);
            for (int i = 0; i < ASKED; i++) {
                this.asked[i] = configured(random.nextInt(this.names)).replace("*", "www");
            }
        }

        static String configured(int i) {
            return ((i % 10 == 9) ? "*.shop" : "www.shop") + i + ".example.com";
        }

        String next() {
            this.next = (this.next + 1) & (ASKED - 1);
            return this.asked[this.next];
        }
    }

    /** Our index; the names themselves exist already, as they do in the certificates. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class Ours {

        private SniIndex<String> index;

        private long bytes;

        @Setup
        public void build(Names names) {
            var configured =
                    IntStream.range(0, names.names).mapToObj(Names::configured).toList();
            var before = used();
            this.index = SniIndex.of(configured, List::of, ServerNamePolicy.USE_DEFAULT, ServerNamePolicy.USE_DEFAULT);
            this.bytes = Math.max(0, used() - before) / names.names;
            if (configured.size() != names.names) {
                throw new IllegalStateException("the names were collected, and do not count");
            }
        }

        private static long used() {
            for (int i = 0; i < 3; i++) {
                System.gc(); // one does not free everything
            }
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }

    /** Bytes on the heap for each name. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Memory {
        public long bytesPerName;
    }

    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class Netty {

        private Mapping<String, String> mapping;

        @Setup
        public void build(Names names) {
            var builder = new DomainWildcardMappingBuilder<>(names.names, "default");
            IntStream.range(0, names.names).mapToObj(Names::configured).forEach(name -> builder.add(name, name));
            this.mapping = builder.build();
        }
    }

    /** Jetty's choice, for which it lists its certificates; one certificate a name. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class Jetty {

        private final SslContextFactory.Server factory = new SslContextFactory.Server();

        private List<X509> certificates;

        @Setup
        public void build(Names names) {
            if (names.names > 1000) {
                throw new IllegalStateException("Jetty looks at every certificate; run it with 1,000 at most");
            }
            var authority = TestAuthority.create("Benchmark CA");
            this.certificates = IntStream.range(0, names.names)
                    .mapToObj(Names::configured)
                    .map(name -> new X509(name, authority.server(name).certificate()))
                    .toList();
        }
    }

    @Benchmark
    public Object ours(Ours ours, Names names, Memory memory) {
        memory.bytesPerName = ours.bytes;
        return ours.index.lookUp(Optional.of(names.next()));
    }

    @Benchmark
    public Object netty(Netty netty, Names names) {
        return netty.mapping.map(names.next());
    }

    @Benchmark
    public Object jetty(Jetty jetty, Names names) {
        return jetty.factory.sniSelect("EC", null, null, names.next(), jetty.certificates);
    }
}
