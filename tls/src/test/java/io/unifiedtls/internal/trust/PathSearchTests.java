package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What a peer's certificates cost is counted in signatures, and does not depend on a clock. */
class PathSearchTests {

    private static final TestAuthority ROOT = TestAuthority.create("P");

    private final TestCertificate leaf = ROOT.server("www.example.com");

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 10})
    void verifiesNoSignatureForAStranger(int length) {
        var chain = ofOneName(TestAuthority.create("P"), length);
        var checks = checks(chain);

        var refusal = refusal(chain, checks, TestAuthority.create("Other"));

        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
        assertThat(checks.done()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 10})
    void verifiesEachCertificateOnceForAStrangerWithTheNameOfAnAuthority(int length) {
        var chain = ofOneName(TestAuthority.create("P"), length);
        var checks = checks(chain);

        var refusal = refusal(chain, checks, ROOT);

        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
        assertThat(checks.done()).isLessThanOrEqualTo(length + 1); // one more to say what is wrong
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 20, 100})
    void refusesAChainThatIsTooLong(int length) {
        var chain = ofOneName(TestAuthority.create("P"), length);
        var checks = checks(chain);

        assertThat(refusal(chain, checks, ROOT))
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: its chain is too long; %d certificates were sent, and the limit is 10",
                        length)
                .returns(HandshakeFailure.CERTIFICATE_OTHER, CertificateVerificationException::failure);
        assertThat(checks.done()).isZero();
    }

    @Test
    void acceptsTheLongestChainOfOneNameInTheWorstOrder() throws Exception {
        var chain = ofOneName(ROOT, 10);
        var checks = checks(chain);

        var path = verifier(ROOT).verify(chain, Side.SERVER, checks);

        assertThat(path).hasSize(11);
        assertThat(checks.done()).isEqualTo(20); // each one twice
    }

    @Test
    void ignoresWhatIsSentTwice() throws Exception {
        var middle = ROOT.intermediate("Middle");
        var sent = new ArrayList<>(middle.server("www.example.com").chain());
        sent.addAll(Collections.nCopies(50, middle.certificate()));
        sent.addAll(Collections.nCopies(50, ROOT.certificate()));
        var checks = checks(sent);

        assertThat(verifier(ROOT).verify(sent, Side.SERVER, checks)).hasSize(3);
        assertThat(checks.done()).isEqualTo(4);
    }

    @Test
    void asksTheKeyIdentifiersWhichOfManyAuthoritiesOfOneNameItIs() throws Exception {
        var many = Stream.concat(IntStream.range(0, 60).mapToObj(any -> TestAuthority.create("P")), Stream.of(ROOT))
                .toArray(TestAuthority[]::new);
        var checks = checks(this.leaf.chain());

        verifier(many).verify(this.leaf.chain(), Side.SERVER, checks);

        assertThat(checks.done()).isEqualTo(2);
    }

    @Test
    void endsAtTheLimit() {
        var many = IntStream.range(0, 11)
                .mapToObj(any -> TestAuthority.create("P"))
                .toArray(TestAuthority[]::new);
        var chain = ofOneName(TestAuthority.create("P"), 10);
        var checks = checks(chain);

        assertThat(refusal(chain, checks, many))
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: verifying the certificates that were sent takes more than 100 signature checks");
        assertThat(checks.done()).isEqualTo(SignatureChecks.MOST);
    }

    @Test
    void endsWithTheHandshake() {
        var checks = new SignatureChecks(this.leaf.certificate(), () -> true);

        assertThat(refusal(this.leaf.chain(), checks, ROOT))
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: the handshake ended before it was verified");
    }

    @Test
    void findsAnotherPathWhereTheFirstFails() throws Exception {
        var expired = Instant.now().minusSeconds(60);
        var middle = TestAuthority.named("Middle").below(ROOT);
        var sent = List.of(
                middle.server("www.example.com").certificate(),
                TestAuthority.create("Middle").certificate(), // another key
                TestAuthority.named("Middle")
                        .keysOf(middle)
                        .validUntil(expired)
                        .below(ROOT)
                        .certificate(),
                TestAuthority.named("Middle")
                        .keysOf(middle)
                        .excluded("example.com")
                        .below(ROOT)
                        .certificate(),
                TestAuthority.named("Middle")
                        .keysOf(middle)
                        .endEntity()
                        .below(ROOT)
                        .certificate(),
                middle.certificate());
        var checks = checks(sent);

        assertThat(verifier(ROOT).verify(sent, Side.SERVER, checks))
                .containsExactly(sent.get(0), middle.certificate(), ROOT.certificate());
    }

    @Test
    void namesASignatureThatIsWrong() throws Exception {
        var middle = ROOT.intermediate("Middle");
        var sent = middle.server("www.example.com").chain();
        var sentAltered = List.of(altered(sent.get(0)), sent.get(1));

        assertThat(refusal(sentAltered, checks(sentAltered), ROOT))
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: its signature does not verify with the key of its issuer CN=Middle; it was altered, or signed with another key")
                .returns(HandshakeFailure.CERTIFICATE_OTHER, CertificateVerificationException::failure);
        var middleAltered = List.of(sent.get(0), altered(sent.get(1)));
        assertThat(refusal(middleAltered, checks(middleAltered), ROOT))
                .hasMessageStartingWith(
                        "the certificate of CN=Middle is refused: its signature does not verify with the key of its issuer CN=P;");
    }

    @Test
    void namesACertificateThatOnlyHasTheNameOfTheIssuer() {
        var sent = List.of(
                ROOT.intermediate("Middle").server("www.example.com").certificate(),
                ROOT.intermediate("Middle").certificate());

        assertThat(refusal(sent, checks(sent), ROOT))
                .hasMessage(
                        "the certificate of CN=www.example.com was issued by an unknown CA: its issuer CN=Middle is not in the trust store; the certificate sent of that name has another key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "brainpoolP256r1"})
    void namesAKeyThatIsNotSupported(String curve) throws Exception {
        var bouncyCastle = new BouncyCastleProvider();
        var generator = KeyPairGenerator.getInstance("EC", bouncyCastle);
        generator.initialize(new ECGenParameterSpec(curve));
        var keys = generator.generateKeyPair();
        var root = issued(keys, "Koblitz");
        var sent = List.of(issued(keys, "www.example.com"));

        var refusal = catchThrowableOfType(
                CertificateVerificationException.class,
                () -> new CertificateVerifier(new TrustAnchors(List.of(root), List.of()), Clock.systemUTC())
                        .verify(sent, Side.SERVER));

        assertThat(refusal)
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: its signature (SHA256withECDSA) cannot be verified; the key of its issuer CN=Koblitz is not supported: EC on the curve "
                                + curve);
        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
    }

    private static X509Certificate issued(KeyPair keys, String subject) throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=Koblitz"),
                BigInteger.valueOf(subject.length()),
                Date.from(Instant.now().minusSeconds(60)),
                Date.from(Instant.now().plusSeconds(600)),
                new X500Principal("CN=" + subject),
                keys.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(new BouncyCastleProvider())
                .build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** Returns a leaf and the authorities above it, which all have one name, in the worst order. */
    private static List<X509Certificate> ofOneName(TestAuthority root, int length) {
        var issuer = root;
        for (int i = 1; i < length; i++) {
            issuer = issuer.intermediate("P");
        }
        var chain = new ArrayList<>(issuer.server("www.example.com").chain());
        Collections.reverse(chain.subList(1, length));
        return chain;
    }

    private static X509Certificate altered(X509Certificate certificate) throws Exception {
        var encoded = certificate.getEncoded();
        encoded[encoded.length - 1] ^= 1;
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static SignatureChecks checks(List<X509Certificate> chain) {
        return new SignatureChecks(chain.get(0), () -> false);
    }

    private static CertificateVerificationException refusal(
            List<X509Certificate> chain, SignatureChecks checks, TestAuthority... trusted) {
        return catchThrowableOfType(
                CertificateVerificationException.class, () -> verifier(trusted).verify(chain, Side.SERVER, checks));
    }

    private static CertificateVerifier verifier(TestAuthority... trusted) {
        return new CertificateVerifier(
                new TrustAnchors(
                        Arrays.stream(trusted).map(TestAuthority::certificate).toList(), List.of()),
                Clock.systemUTC());
    }
}
