package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.Side;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificateBuilder;

/** What security properties disable in the certificates of peers. The JDK reads them once, so another JVM has them. */
class DisabledCertificatesTests {

    private static final String PROPERTIES = """
            jdk.certpath.disabledAlgorithms=%s, SHA384 usage TLSServer, SHA512 usage TLSClient, SHA224 usage SignedJAR, \\
              RSA keySize == 2056 & denyAfter 2020-01-01, RSA keySize == 2064 & denyAfter 2999-01-01, \\
              RSA keySize == 2072 & jdkCA, include jdk.disabled.namedCurves
            jdk.disabled.namedCurves=secp521r1
            jdk.tls.disabledAlgorithms=%s, RSA keySize == 2080, EC keySize == 384, SHA224withRSA
            """;

    private static final Map<String, String> OUTCOMES = new HashMap<>();

    /** A chain, and why it is refused, if it is, as a server's and as a client's. */
    enum Case {
        NOTHING("") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf();
            }
        },
        SIGNATURE_FOR_SERVERS(
                "the certificate of CN=peer is disabled by the security property jdk.certpath.disabledAlgorithms: Usage constraint TLSServer check failed: SHA384 used with certificate: CN=peer",
                "") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().signatureAlgorithm("SHA384withECDSA");
            }
        },
        SIGNATURE_FOR_CLIENTS(
                "",
                "the certificate of CN=peer is disabled by the security property jdk.certpath.disabledAlgorithms: Usage constraint TLSClient check failed: SHA512 used with certificate: CN=peer") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().signatureAlgorithm("SHA512withECDSA");
            }
        },
        SIGNATURE_IN_ARCHIVES("") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().signatureAlgorithm("SHA224withECDSA");
            }
        },
        SIZE_AFTER_THE_DATE(
                "the certificate of CN=peer is disabled by the security property jdk.certpath.disabledAlgorithms: denyAfter constraint check failed: RSA used with Constraint date: 2020-01-01; params date: now used with certificate: CN=peer") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().rsa(2056);
            }
        },
        SIZE_BEFORE_THE_DATE("") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().rsa(2064);
            }
        },
        SIZE_BELOW_AUTHORITIES_OF_THE_JDK("") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().rsa(2072);
            }
        },
        SIZE_OF_AN_INTERMEDIATE(
                "the certificate of CN=Middle is disabled by the security property jdk.certpath.disabledAlgorithms: denyAfter constraint check failed: RSA used with Constraint date: 2020-01-01; params date: now used with certificate: CN=Middle") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return TestAuthority.named("Middle").rsa(2056).below(root).leaf();
            }
        },
        INCLUDED_CURVE(
                "the certificate of CN=peer is disabled by the security property jdk.certpath.disabledAlgorithms: Algorithm constraints check failed on disabled algorithm: secp521r1") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().curve("secp521r1");
            }
        },
        SIZE_IN_TLS(
                "the certificate of CN=peer is disabled by the security property jdk.tls.disabledAlgorithms: its key is RSA with 2080 bits") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().rsa(2080);
            }
        },
        SIZE_OF_A_CURVE_IN_TLS(
                "the certificate of CN=peer is disabled by the security property jdk.tls.disabledAlgorithms: its key is EC on the curve secp384r1") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return root.leaf().curve("secp384r1");
            }
        },
        SIZE_OF_AN_INTERMEDIATE_IN_TLS(
                "the certificate of CN=Middle is disabled by the security property jdk.tls.disabledAlgorithms: its key is RSA with 2080 bits") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return TestAuthority.named("Middle").rsa(2080).below(root).leaf();
            }
        },
        SIGNATURE_IN_TLS(
                "the certificate of CN=peer is disabled by the security property jdk.tls.disabledAlgorithms: it is signed with SHA224withRSA") {
            @Override
            TestCertificateBuilder leaf(TestAuthority root) {
                return TestAuthority.named("Middle")
                        .rsa(2048)
                        .below(root)
                        .leaf()
                        .signatureAlgorithm("SHA224withRSA");
            }
        };

        private final String ofServer;

        private final String ofClient;

        Case(String ofEither) {
            this(ofEither, ofEither);
        }

        Case(String ofServer, String ofClient) {
            this.ofServer = ofServer;
            this.ofClient = ofClient;
        }

        abstract TestCertificateBuilder leaf(TestAuthority root);
    }

    @BeforeAll
    static void verifyInAnotherJvm(@TempDir Path directory) throws Exception {
        var properties = Files.writeString(
                directory.resolve("security.properties"),
                PROPERTIES.formatted(
                        Security.getProperty("jdk.certpath.disabledAlgorithms"),
                        Security.getProperty("jdk.tls.disabledAlgorithms")));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.security.properties=" + properties,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Verification.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        output.lines().map(line -> line.split("\t", -1)).forEach(parts -> OUTCOMES.put(parts[0], parts[1]));
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWithThePropertyAndTheCertificate(Case one) {
        assertThat(OUTCOMES.get(one + " " + Side.SERVER)).isEqualTo(one.ofServer);
        assertThat(OUTCOMES.get(one + " " + Side.CLIENT)).isEqualTo(one.ofClient);
    }

    /** Prints why each chain is refused. */
    static final class Verification {

        private static final TestAuthority ROOT = TestAuthority.create("Root");

        public static void main(String[] arguments) {
            var verifier = new CertificateVerifier(
                    new TrustAnchors(List.of(ROOT.certificate()), List.of()), Clock.systemUTC());
            for (var one : Case.values()) {
                for (var side : Side.values()) {
                    var leaf = one.leaf(ROOT).commonName("peer").names("localhost");
                    var chain =
                            (side == Side.SERVER ? leaf : leaf.client()).issue().chain();
                    System.out.printf("%s %s\t%s%n", one, side, refusal(verifier, chain, side));
                }
            }
        }

        private static String refusal(CertificateVerifier verifier, List<X509Certificate> chain, Side side) {
            try {
                verifier.verify(chain, side);
                return "";
            } catch (CertificateVerificationException refusal) {
                return refusal.getMessage().replaceAll("params date: \\S+", "params date: now");
            }
        }
    }
}
