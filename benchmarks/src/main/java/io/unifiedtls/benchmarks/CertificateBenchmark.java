package io.unifiedtls.benchmarks;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

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

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.Side;
import io.unifiedtls.internal.trust.CertificateVerifier;
import io.unifiedtls.internal.trust.TrustAnchors;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestAuthorityBuilder;

/** What the certificates of a server cost, those that somebody sends to do harm too; accepted or not. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CertificateBenchmark {

    /** What a server sends. */
    public enum Sent {
        /** A leaf and an intermediate certificate of an authority that is trusted. */
        USUAL {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return root.intermediate("Middle").server("www.example.com").chain();
            }
        },
        NINE_OF_ONE_NAME {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return ofOneName("P", 9, "secp256r1");
            }
        },
        NINE_OF_ONE_NAME_P521 {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return ofOneName("P", 9, "secp521r1");
            }
        },
        NINE_OF_THE_NAME_OF_THE_ROOT {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return ofOneName("Root", 9, "secp256r1");
            }
        },
        HUNDRED_OF_ONE_NAME {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return ofOneName("P", 100, "secp256r1");
            }
        },
        TEN_THOUSAND_NAMES {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                var names = IntStream.range(0, 10_000).mapToObj("n%d.example.com"::formatted);
                return root.server(names.toArray(String[]::new)).chain();
            }
        },
        /** As many comparisons of names with constraints as are allowed. */
        CONSTRAINTS_OF_AN_INTERMEDIATE {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return constrained(250).below(root).server(names(490)).chain();
            }
        },
        /** More than are allowed: the cases {@code nc-dos} of x509-limbo. */
        CONSTRAINTS_OF_THE_ROOT {
            @Override
            TestAuthority root() {
                return constrained(2048).root();
            }

            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return root.server(names(2048)).chain();
            }
        },
        TOO_MANY_CONSTRAINTS_OF_AN_INTERMEDIATE {
            @Override
            List<X509Certificate> chain(TestAuthority root) {
                return constrained(2048).below(root).server(names(2048)).chain();
            }
        };

        TestAuthority root() {
            return TestAuthority.create("Root");
        }

        abstract List<X509Certificate> chain(TestAuthority root);

        /** Starts an authority with so many permitted names, and so many excluded ones. */
        private static TestAuthorityBuilder constrained(int names) {
            var authority = TestAuthority.named("Constrained");
            for (int i = 0; i < names; i++) {
                authority.permitted("t%d.test".formatted(i)).excluded("x%d.test".formatted(i));
            }
            return authority;
        }

        private static String[] names(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> "www.t%d.test".formatted(i % 250))
                    .toArray(String[]::new);
        }

        /** The one next to the root first: who searches among them meets the right one last. */
        private static List<X509Certificate> ofOneName(String name, int length, String curve) {
            var issuer = TestAuthority.named(name).curve(curve).root();
            for (int i = 1; i < length; i++) {
                issuer = TestAuthority.named(name).curve(curve).below(issuer);
            }
            var chain = new ArrayList<>(issuer.server("www.example.com").chain());
            Collections.reverse(chain.subList(1, length));
            return chain;
        }
    }

    /** A client that trusts one authority. */
    @State(Scope.Benchmark)
    public static class Client {

        @Param
        public Sent sent = Sent.USUAL;

        private List<X509Certificate> chain = List.of();

        private X509Certificate[] array = new X509Certificate[0];

        private CertificateVerifier ours =
                new CertificateVerifier(new TrustAnchors(List.of(), List.of()), Clock.systemUTC());

        private JdkTrust jdk = JdkTrust.of(TestAuthority.create("Root").certificate());

        @Setup
        public void create() {
            var root = this.sent.root();
            this.chain = this.sent.chain(root);
            this.array = this.chain.toArray(X509Certificate[]::new);
            this.ours = new CertificateVerifier(
                    new TrustAnchors(List.of(root.certificate()), List.of()), Clock.systemUTC());
            this.jdk = JdkTrust.of(root.certificate());
        }
    }

    @Benchmark
    public boolean ours(Client client) {
        try {
            client.ours.verify(client.chain, Side.SERVER);
            return true;
        } catch (CertificateVerificationException refused) {
            return false;
        }
    }

    @Benchmark
    public boolean jdk(Client client) {
        try {
            client.jdk.checkServerTrusted(client.array, "UNKNOWN");
            return true;
        } catch (CertificateException refused) {
            return false;
        }
    }
}
