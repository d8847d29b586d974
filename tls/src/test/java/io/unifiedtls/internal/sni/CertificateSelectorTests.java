package io.unifiedtls.internal.sni;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.record.ClientHello;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.TestCertificateBuilder;

class CertificateSelectorTests {

    private static final int TLS_1_2 = 0x0303;
    private static final int TLS_1_3 = 0x0304;
    private static final int ECDSA_P256 = 0x0403;
    private static final int ECDSA_P384 = 0x0503;
    private static final int RSA_PKCS1 = 0x0401;
    private static final int RSA_PSS = 0x0804;
    private static final int ED25519 = 0x0807;
    private static final int ECDSA_SHA1 = 0x0203;
    private static final int ECDHE_ECDSA = 0xC02B;
    private static final int ECDHE_RSA = 0xC02F;

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final TestAuthority AUTHORITY = TestAuthority.create("EC Root");

    private static final TestAuthority RSA_AUTHORITY =
            TestAuthority.named("RSA Root").rsa(2048).root();

    private static final Credential RSA = entry(leaf(RSA_AUTHORITY).rsa().issue());

    private static final Credential EC = entry(leaf(AUTHORITY).issue());

    private static final Credential EC_OF_RSA = entry(leaf(RSA_AUTHORITY).issue());

    private static final Credential P384 =
            entry(leaf(AUTHORITY).curve("secp384r1").issue());

    private static final Credential ED = entry(leaf(AUTHORITY).ed25519().issue());

    private static final Credential OLD =
            entry(leaf(AUTHORITY).validUntil(NOW.minusSeconds(1)).issue());

    private static final Credential FUTURE =
            entry(leaf(AUTHORITY).validFrom(NOW.plusSeconds(1)).issue());

    @Test
    void takesTheOrderConfiguredWhereTheClientCanVerifyAll() {
        var both = hello(TLS_1_3, Set.of(0x1301), ECDSA_P256, RSA_PSS, RSA_PKCS1);

        assertThat(choice(both, RSA, EC)).isSameAs(RSA);
        assertThat(choice(both, EC, RSA)).isSameAs(EC);
    }

    @Test
    void suitsTheCipherSuitesOfTls12() {
        var ecdsa = hello(TLS_1_2, Set.of(ECDHE_ECDSA), ECDSA_P256, RSA_PSS, RSA_PKCS1);
        var rsa = hello(TLS_1_2, Set.of(ECDHE_RSA), ECDSA_P256, RSA_PSS, RSA_PKCS1);

        assertThat(choice(ecdsa, RSA, EC)).isSameAs(EC);
        assertThat(choice(rsa, EC, RSA)).isSameAs(RSA);
    }

    @Test
    void suitsOnlyCipherSuitesThatAreEnabled() {
        var hello = hello(TLS_1_2, Set.of(0xC023, ECDHE_RSA), ECDSA_P256, RSA_PKCS1);

        assertThat(choice(hello, EC, RSA)).isSameAs(RSA);
    }

    @Test
    void suitsTheSignatureAlgorithmsOfTls13() {
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P256), RSA, EC)).isSameAs(EC);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), RSA_PSS, RSA_PKCS1), EC, RSA))
                .isSameAs(RSA);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ED25519, ECDSA_P256), P384, ED))
                .isSameAs(ED);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P256), ED, EC)).isSameAs(EC);
    }

    @Test
    void tiesTheCurveToTheSignatureInTls13Alone() {
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P256), P384, EC)).isSameAs(EC);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P384, ECDSA_P256), P384, EC))
                .isSameAs(P384);
        assertThat(choice(hello(TLS_1_2, Set.of(ECDHE_ECDSA), ECDSA_P256), P384, EC))
                .isSameAs(P384);
    }

    @Test
    void doesNotTakePkcs1ForASignatureOfTls13() {
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), RSA_PKCS1, ECDSA_P256), RSA, EC))
                .isSameAs(EC);
    }

    @Test
    void prefersAChainWhoseSignaturesTheClientCanVerify() {
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P256), EC_OF_RSA, EC))
                .isSameAs(EC);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P256, RSA_PKCS1), EC_OF_RSA, EC))
                .isSameAs(EC_OF_RSA);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_P256), EC_OF_RSA, RSA))
                .isSameAs(EC_OF_RSA);
    }

    @Test
    void goesByTheSignatureAlgorithmsOfCertificatesWhereTheyAreSaidApart() {
        var hello = new ClientHello(
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0),
                Optional.empty(),
                Set.of(TLS_1_3),
                Set.of(0x1301),
                Set.of(ECDSA_P256),
                Set.of(RSA_PKCS1));

        assertThat(choice(hello, EC, EC_OF_RSA)).isSameAs(EC_OF_RSA);
    }

    @Test
    void doesNotMindTheSignatureOfARoot() {
        var signed = leaf(AUTHORITY).signatureAlgorithm("SHA384withECDSA").issue();
        var withRoot = new Credential(
                signed.privateKey(),
                List.of(signed.certificate(), AUTHORITY.certificate()),
                List.of("www.example.com"));
        var hello = new ClientHello(
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0),
                Optional.empty(),
                Set.of(TLS_1_3),
                Set.of(0x1301),
                Set.of(ECDSA_P256),
                Set.of(ECDSA_P384));

        assertThat(choice(hello, withRoot, entry(signed))).isSameAs(withRoot);
        assertThat(choice(hello, EC, withRoot)).isSameAs(withRoot);
    }

    @Test
    void passesOverAChainThatIsNotValidToday() {
        var any = hello(TLS_1_3, Set.of(0x1301), ECDSA_P256);

        assertThat(choice(any, OLD, EC)).isSameAs(EC);
        assertThat(choice(any, FUTURE, EC)).isSameAs(EC);
        assertThat(choice(any, OLD, FUTURE)).isSameAs(OLD);
    }

    @Test
    void prefersAValidChainWhoseSignaturesTheClientDidNotListToAnExpiredOne() {
        var hello = hello(TLS_1_3, Set.of(0x1301), ECDSA_P256);

        assertThat(choice(hello, OLD, EC_OF_RSA)).isSameAs(EC_OF_RSA);
    }

    @Test
    void prefersAnExpiredChainThatTheClientCanUseToAValidOneThatItCannot() {
        assertThat(choice(hello(TLS_1_2, Set.of(ECDHE_ECDSA), ECDSA_P256), RSA, OLD))
                .isSameAs(OLD);
    }

    @Test
    void takesTheFirstWhereTheClientCanUseNone() {
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_SHA1), OLD, RSA, EC))
                .isSameAs(OLD);
    }

    @Test
    void takesTheFirstValidOneOfAClientThatSaysNothing() {
        assertThat(choice(hello(TLS_1_2, Set.of(ECDHE_ECDSA, ECDHE_RSA)), OLD, RSA))
                .isSameAs(RSA);
        var chains = chains(OLD, RSA);
        assertThat(chains.choose(chains.match(Optional.empty()), Optional.empty()))
                .containsSame(RSA);
    }

    @Test
    void takesTheOnlyOneWhateverTheClientOffers() {
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_SHA1), RSA)).isSameAs(RSA);
        assertThat(choice(hello(TLS_1_3, Set.of(0x1301), ECDSA_SHA1), OLD)).isSameAs(OLD);
    }

    @Test
    void choosesNothingForAClientThatIsRejected() {
        var chains = new CertificateSelector(
                List.of(RSA, EC),
                ServerNamePolicy.REJECT,
                ServerNamePolicy.REJECT,
                Set.of(),
                Set.of(),
                Clock.systemUTC());

        assertThat(chains.choose(chains.match(Optional.empty()), Optional.empty()))
                .isEmpty();
    }

    @Test
    void leavesOnlySha1ToAClientOfTls12ThatHasNothingElseForAnyKey() {
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_ECDSA), ECDSA_SHA1), EC))
                .isTrue();
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_ECDSA), ECDSA_SHA1, ECDSA_P256), EC))
                .isFalse();
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_RSA), ECDSA_SHA1, RSA_PKCS1), EC, RSA))
                .isFalse();
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_RSA), RSA_PKCS1), EC))
                .isTrue();
    }

    @Test
    void leavesOnlySha1ToAClientOfTls12WithoutSignatureAlgorithms() {
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_ECDSA)), EC)).isTrue();
        assertThat(leavesOnlySha1(hello(0x03FF, Set.of(ECDHE_ECDSA)), EC)).isTrue();
    }

    @Test
    void hasAnswersWithSha224InTls12() {
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_ECDSA), 0x0303), EC))
                .isFalse();
        assertThat(leavesOnlySha1(hello(TLS_1_2, Set.of(ECDHE_RSA), 0x0301), RSA))
                .isFalse();
    }

    @Test
    void leavesOtherVersionsToTheLibrary() {
        assertThat(leavesOnlySha1(hello(TLS_1_3, Set.of(0x1301), ECDSA_SHA1), EC))
                .isFalse();
        assertThat(leavesOnlySha1(hello(0x0302, Set.of(ECDHE_ECDSA), ECDSA_SHA1), EC))
                .isFalse();
        assertThat(leavesOnlySha1(hello(0x0400, Set.of(ECDHE_ECDSA), ECDSA_SHA1), EC))
                .isFalse();
    }

    @Test
    void areShownByTheirNamesOnly() {
        assertThat(EC).hasToString("Credential[www.example.com]");
    }

    private static boolean leavesOnlySha1(ClientHello hello, Credential... entries) {
        var chains = chains(entries);
        return chains.leavesOnlySha1(chains.match(Optional.of("www.example.com")), hello);
    }

    private static Credential choice(ClientHello hello, Credential... entries) {
        var chains = chains(entries);
        return chains.choose(chains.match(Optional.of("www.example.com")), Optional.of(hello))
                .orElseThrow();
    }

    private static CertificateSelector chains(Credential... entries) {
        return new CertificateSelector(
                List.of(entries),
                ServerNamePolicy.USE_DEFAULT,
                ServerNamePolicy.USE_DEFAULT,
                Set.of(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
                Set.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ClientHello hello(int version, Set<Integer> ciphers, Integer... schemes) {
        return new ClientHello(
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0),
                Optional.empty(),
                Set.of(version),
                ciphers,
                Set.of(schemes),
                Set.of());
    }

    private static TestCertificateBuilder leaf(TestAuthority authority) {
        return authority.leaf().names("www.example.com");
    }

    private static Credential entry(TestCertificate certificate) {
        return new Credential(certificate.privateKey(), certificate.chain(), List.of("www.example.com"));
    }
}
