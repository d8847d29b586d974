package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.Side;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class CertificateVerifierTests {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestAuthority MIDDLE = ROOT.intermediate("Middle");

    private static final TestCertificate SERVER = MIDDLE.server("www.example.com");

    @Test
    void acceptsALeafBelowATrustedRoot() {
        assertAccepted(SERVER, ROOT);
        assertAccepted(ROOT.server("www.example.com"), ROOT);
    }

    @Test
    void asksForTheStatusOfCertificatesIfTheJdkIsToldTo() {
        System.setProperty("com.sun.net.ssl.checkRevocation", "true");
        try {
            var refusal = refusal(verifier(ROOT), SERVER.chain(), Side.SERVER);

            assertThat(refusal).hasMessageContaining("revocation");
            assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        } finally {
            System.clearProperty("com.sun.net.ssl.checkRevocation");
        }
    }

    @Test
    void acceptsALeafBelowATrustedIntermediate() {
        assertAccepted(SERVER, MIDDLE);
        assertAccepted(List.of(SERVER.certificate()), MIDDLE);
    }

    @Test
    void acceptsALeafThatIsTrustedItself() {
        var verifier = verifier(List.of(SERVER.certificate()));

        assertThatNoException().isThrownBy(() -> verifier.verify(SERVER.chain(), Side.SERVER));
    }

    @Test
    void acceptsAChainOutOfOrderWithOtherCertificatesInIt() {
        var upper = TestAuthority.named("Upper").below(ROOT);
        var leaf = upper.intermediate("Lower").server("www.example.com");
        var sent = new ArrayList<>(leaf.chain().subList(1, leaf.chain().size()));
        Collections.reverse(sent);
        sent.add(0, leaf.certificate());
        sent.add(1, TestAuthority.create("Stranger").certificate());
        sent.add(ROOT.certificate());

        assertAccepted(sent, ROOT);
    }

    @Test
    void acceptsAPathOverACrossSignedAuthority() {
        var other = TestAuthority.create("Other Root");
        var middle = TestAuthority.named("Middle").below(other);
        var crossSigned = TestAuthority.named("Middle").keysOf(middle).below(ROOT);
        var leaf = middle.server("www.example.com").certificate();

        assertAccepted(List.of(leaf, middle.certificate(), crossSigned.certificate()), ROOT);
        assertAccepted(List.of(leaf, middle.certificate(), crossSigned.certificate()), other);
    }

    @Test
    void acceptsAPathAroundAnExpiredCrossSignature() {
        var middle = TestAuthority.named("Middle").below(ROOT);
        var expired = TestAuthority.named("Middle")
                .keysOf(middle)
                .validUntil(NOW.minusSeconds(60))
                .below(ROOT);
        var leaf = middle.server("www.example.com").certificate();

        assertAccepted(List.of(leaf, expired.certificate(), middle.certificate()), ROOT);
    }

    @Test
    void acceptsARenewedRootNextToTheExpiredOne() {
        var expired =
                TestAuthority.named("Renewed").validUntil(NOW.minusSeconds(60)).root();
        var renewed = TestAuthority.named("Renewed").keysOf(expired).root();

        assertAccepted(renewed.server("www.example.com"), expired, renewed);
    }

    @Test
    void refusesAnExpiredLeaf() {
        var leaf = MIDDLE.leaf()
                .names("www.example.com")
                .validUntil(NOW.minusSeconds(1))
                .issue();

        assertRefused(
                leaf,
                HandshakeFailure.CERTIFICATE_EXPIRED,
                AlertDescription.CERTIFICATE_EXPIRED,
                "the certificate of CN=www.example.com expired at " + NOW.minusSeconds(1));
    }

    @Test
    void refusesALeafThatIsNotValidYetByTheClockItWasGiven() {
        var leaf = MIDDLE.leaf().names("www.example.com").validFrom(NOW).issue();
        var earlier = NOW.minus(Duration.ofDays(1));

        var refusal = refusal(
                new CertificateVerifier(new TrustAnchors(List.of(ROOT.certificate()), List.of()), clock(earlier)),
                leaf.chain(),
                Side.SERVER);

        assertThat(refusal).hasMessage("the certificate of CN=www.example.com is not valid before " + NOW);
        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_NOT_YET_VALID);
    }

    @Test
    void refusesATrustedLeafThatHasExpired() {
        var leaf = MIDDLE.leaf()
                .names("www.example.com")
                .validUntil(NOW.minusSeconds(1))
                .issue();

        var refusal = refusal(verifier(List.of(leaf.certificate())), leaf.chain(), Side.SERVER);

        assertThat(refusal).hasMessage("the certificate of CN=www.example.com expired at " + NOW.minusSeconds(1));
    }

    @Test
    void refusesAnExpiredIntermediate() {
        var expired = TestAuthority.named("Old Middle")
                .validUntil(NOW.minusSeconds(1))
                .below(ROOT);

        assertRefused(
                expired.server("www.example.com"),
                HandshakeFailure.CERTIFICATE_EXPIRED,
                AlertDescription.CERTIFICATE_EXPIRED,
                "the certificate of CN=Old Middle expired at " + NOW.minusSeconds(1));
    }

    @Test
    void refusesAnExpiredAuthority() {
        var expired = TestAuthority.named("Old").validUntil(NOW.minusSeconds(1)).root();

        var refusal = refusal(verifier(expired), expired.server("a.example.com").chain(), Side.SERVER);

        assertThat(refusal).hasMessage("the certificate of CN=Old expired at " + NOW.minusSeconds(1));
    }

    @Test
    void refusesAPathAroundAnExpiredIntermediateThatLeadsToAnExpiredAuthority() {
        var gone = TestAuthority.named("Gone").validUntil(NOW.minusSeconds(1)).root();
        var middle =
                TestAuthority.named("Middle").validUntil(NOW.minusSeconds(1)).below(ROOT);
        var crossSigned = TestAuthority.named("Middle").keysOf(middle).below(gone);
        var leaf = middle.server("www.example.com").certificate();

        var refusal = refusal(
                verifier(ROOT, gone), List.of(leaf, middle.certificate(), crossSigned.certificate()), Side.SERVER);

        assertThat(refusal).hasMessage("the certificate of CN=Middle expired at " + NOW.minusSeconds(1));
    }

    @Test
    void refusesAnUnknownAuthority() {
        var stranger = TestAuthority.create("Stranger").server("www.example.com");

        assertRefused(
                stranger,
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA,
                AlertDescription.UNKNOWN_CA,
                "the certificate of CN=www.example.com was issued by an unknown CA: its issuer CN=Stranger is not in the trust store");
    }

    @Test
    void refusesAnAuthorityThatOnlyHasTheNameOfATrustedOne() {
        var impostor = TestAuthority.create("Root").server("www.example.com");

        assertRefused(
                impostor,
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA,
                AlertDescription.UNKNOWN_CA,
                "the certificate of CN=www.example.com was issued by an unknown CA: its issuer CN=Root is not in the trust store; the trusted CA of that name has another key");
    }

    @Test
    void refusesASelfSignedCertificate() {
        var alone = TestAuthority.named("www.example.com").endEntity().root().certificate();

        var refusal = refusal(verifier(ROOT), List.of(alone), Side.SERVER);

        assertThat(refusal)
                .hasMessage(
                        "the certificate of CN=www.example.com was issued by an unknown CA: CN=www.example.com is self-signed and not in the trust store");
        assertThat(refusal.certificate()).contains(alone);
    }

    @Test
    void refusesAMissingIntermediate() {
        var refusal = refusal(verifier(ROOT), List.of(SERVER.certificate()), Side.SERVER);

        assertThat(refusal)
                .hasMessage(
                        "the certificate of CN=www.example.com was issued by an unknown CA: its issuer CN=Middle is not in the trust store");
    }

    @Test
    void refusesEverythingWithoutAuthorities() {
        assertThat(refusal(verifier(), SERVER.chain(), Side.SERVER).failure())
                .isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
    }

    @Test
    void refusesAChainThatComesBackToItself() {
        var first = TestAuthority.create("First");
        var second = TestAuthority.create("Second");
        var firstBySecond = TestAuthority.named("First").keysOf(first).below(second);
        var secondByFirst = TestAuthority.named("Second").keysOf(second).below(first);
        var leaf = first.server("www.example.com").certificate();

        var refusal = refusal(
                verifier(ROOT), List.of(leaf, firstBySecond.certificate(), secondByFirst.certificate()), Side.SERVER);

        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
    }

    @Test
    void refusesAWeakKey() {
        assertRefused(
                MIDDLE.leaf().names("www.example.com").rsa(1024).issue(),
                HandshakeFailure.CERTIFICATE_OTHER,
                AlertDescription.BAD_CERTIFICATE,
                "the certificate of CN=www.example.com is too weak: RSA with 1024 bits; use 2048 or more");
    }

    @Test
    void refusesAWeakKeyOfAnIntermediate() {
        assertRefused(
                TestAuthority.named("Weak").rsa(1024).below(ROOT).server("www.example.com"),
                HandshakeFailure.CERTIFICATE_OTHER,
                AlertDescription.BAD_CERTIFICATE,
                "the certificate of CN=Weak is too weak: RSA with 1024 bits; use 2048 or more");
    }

    @Test
    void refusesAWeakKeyOnTheWayAroundAnExpiredIntermediate() {
        var weak = TestAuthority.named("Weak").rsa(1024).below(ROOT);
        var middle =
                TestAuthority.named("Middle").validUntil(NOW.minusSeconds(1)).below(ROOT);
        var crossSigned = TestAuthority.named("Middle").keysOf(middle).below(weak);
        var leaf = middle.server("www.example.com").certificate();

        var refusal = refusal(
                verifier(ROOT),
                List.of(leaf, middle.certificate(), crossSigned.certificate(), weak.certificate()),
                Side.SERVER);

        assertThat(refusal).hasMessage("the certificate of CN=Middle expired at " + NOW.minusSeconds(1));
    }

    @Test
    void refusesAWeakKeyOfAnAuthority() {
        var weak = TestAuthority.named("Weak Root").rsa(1024).root();

        var refusal = refusal(verifier(weak), weak.server("www.example.com").chain(), Side.SERVER);

        assertThat(refusal)
                .hasMessage("the certificate of CN=Weak Root is too weak: RSA with 1024 bits; use 2048 or more");
    }

    @Test
    void refusesASignatureWithSha1() {
        assertRefused(
                MIDDLE.leaf()
                        .names("www.example.com")
                        .signatureAlgorithm("SHA1withECDSA")
                        .issue(),
                HandshakeFailure.CERTIFICATE_OTHER,
                AlertDescription.BAD_CERTIFICATE,
                "the certificate of CN=www.example.com is too weak: signed with SHA1withECDSA");
    }

    @Test
    void refusesASignatureWithSha1AndPss() {
        var authority = TestAuthority.named("RSA").rsa(2048).root();
        var leaf = authority
                .leaf()
                .names("www.example.com")
                .signatureAlgorithm("SHA1withRSAandMGF1")
                .issue();

        var refusal = refusal(verifier(authority), leaf.chain(), Side.SERVER);

        assertThat(refusal).hasMessage("the certificate of CN=www.example.com is too weak: signed with SHA-1");
    }

    @Test
    void refusesTheCertificateOfAClientForAServerAndTheOtherWayRound() {
        var client = MIDDLE.leaf().commonName("Alice").client().issue();

        assertRefused(
                client,
                HandshakeFailure.CERTIFICATE_OTHER,
                AlertDescription.BAD_CERTIFICATE,
                "the certificate of CN=Alice is refused: its extended key usage does not allow identifying a server");
        assertThat(refusal(verifier(ROOT), SERVER.chain(), Side.CLIENT))
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: its extended key usage does not allow identifying a client");
    }

    @Test
    void refusesAKeyThatMayNotSign() {
        assertRefused(
                MIDDLE.leaf()
                        .names("www.example.com")
                        .keyUsage(KeyUsage.keyAgreement)
                        .issue(),
                HandshakeFailure.CERTIFICATE_OTHER,
                AlertDescription.BAD_CERTIFICATE,
                "the certificate of CN=www.example.com is refused: its key usage does not allow digital signatures");
    }

    @Test
    void refusesAnIntermediateThatIsNoAuthority() {
        var server = TestAuthority.named("shop.example.com").endEntity().below(ROOT);

        var refusal = refusal(verifier(ROOT), server.server("www.example.com").chain(), Side.SERVER);

        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        assertThat(refusal).hasMessageStartingWith("the certificate of CN=shop.example.com is refused: ");
    }

    @Test
    void refusesWhatATrustedCertificateOfAServerIssued() {
        var server = TestAuthority.named("shop.example.com").endEntity().below(ROOT);

        var refusal = refusal(verifier(server), server.server("www.example.com").chain(), Side.SERVER);

        assertThat(refusal)
                .hasMessage(
                        "the certificate of CN=shop.example.com is refused: it is trusted, but may not issue certificates");
        assertThat(refusal.certificate()).contains(server.certificate());
    }

    @Test
    void refusesMoreIntermediatesThanAnAuthorityAllows() {
        var narrow = TestAuthority.named("Narrow").pathLength(0).root();
        var below = TestAuthority.named("Narrow Middle").pathLength(0).below(ROOT);

        assertThat(refusal(
                        verifier(narrow),
                        narrow.intermediate("M").server("a.example.com").chain(),
                        Side.SERVER))
                .hasMessage("the certificate of CN=Narrow is refused: it allows 0 intermediate certificates, not 1");
        assertThat(refusal(
                                verifier(ROOT),
                                below.intermediate("M").server("a.example.com").chain(),
                                Side.SERVER)
                        .failure())
                .isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        assertAccepted(narrow.server("a.example.com"), narrow);
    }

    @Test
    void refusesNamesOutsideTheConstraintsOfAnIntermediate() {
        var constrained =
                TestAuthority.named("Constrained").permitted("example.com").below(ROOT);

        var refusal =
                refusal(verifier(ROOT), constrained.server("www.example.org").chain(), Side.SERVER);

        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        assertThat(refusal).hasMessageStartingWith("the certificate of CN=www.example.org is refused: ");
        assertAccepted(constrained.server("www.example.com"), ROOT);
    }

    @Test
    void refusesNamesOutsideTheConstraintsOfAnAuthority() {
        var permitted =
                TestAuthority.named("Permitted").permitted("example.com").root();
        var excluded = TestAuthority.named("Excluded").excluded("example.com").root();

        assertThat(refusal(
                        verifier(permitted), permitted.server("www.example.org").chain(), Side.SERVER))
                .hasMessage(
                        "the certificate of CN=www.example.org is refused: CN=Permitted may not issue certificates for its names");
        assertThat(refusal(
                        verifier(excluded), excluded.server("www.example.com").chain(), Side.SERVER))
                .hasMessage(
                        "the certificate of CN=www.example.com is refused: CN=Excluded may not issue certificates for its names");
        assertAccepted(permitted.server("www.example.com"), permitted);
        assertAccepted(permitted.intermediate("Below").server("www.example.com"), permitted);
        assertAccepted(excluded.server("www.example.org"), excluded);
    }

    @Test
    void refusesMoreComparisonsOfNamesThanAreWorthIt() {
        var constrained = TestAuthority.named("Constrained");
        for (int i = 0; i < 501; i++) {
            constrained.excluded("x%d.example.org".formatted(i));
        }
        var authority = constrained.root();
        var few = IntStream.range(0, 490).mapToObj("n%d.example.com"::formatted).toArray(String[]::new);
        var many =
                IntStream.range(0, 510).mapToObj("n%d.example.com"::formatted).toArray(String[]::new);

        assertAccepted(authority.server(few), authority);
        assertThat(refusal(verifier(authority), authority.server(many).chain(), Side.SERVER))
                .hasMessage(
                        "the certificate of CN=n0.example.com is refused: checking its names against the name constraints of its issuers takes more than 250000 comparisons");
    }

    @Test
    void refusesAnIntermediateForServersAsIssuerOfAClient() {
        var servers = TestAuthority.named("Servers")
                .purpose(KeyPurposeId.id_kp_serverAuth)
                .below(ROOT);
        var client = servers.leaf().commonName("Alice").client().issue();

        assertThat(refusal(verifier(ROOT), client.chain(), Side.CLIENT))
                .hasMessage(
                        "the certificate of CN=Servers is refused: its extended key usage does not allow issuing the certificate of a client, CN=Alice");
        assertAccepted(servers.server("www.example.com"), ROOT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesALeafAndAnIntermediateThatWereRevoked(int position) {
        var root = TestAuthority.create("Root");
        var middle = root.intermediate("Middle");
        var leaf = middle.server("www.example.com");
        if (position == 0) {
            middle.revoke(leaf);
        } else {
            root.revoke(middle);
        }

        var refusal = refusal(revocable(root, root.crl(), middle.crl()), leaf.chain(), Side.SERVER);

        assertThat(refusal)
                .hasMessage(
                        position == 0
                                ? "the certificate of CN=www.example.com was revoked by CN=Middle"
                                : "the certificate of CN=Middle was revoked by CN=Root");
        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_REVOKED);
        assertThat(refusal.alert()).isEqualTo(AlertDescription.CERTIFICATE_REVOKED);
        assertThat(refusal.certificate()).contains(leaf.chain().get(position));
    }

    @Test
    void acceptsWhatIsOnNoRevocationList() {
        var verifier = revocable(ROOT, ROOT.crl(), MIDDLE.crl());

        assertThatNoException().isThrownBy(() -> verifier.verify(SERVER.chain(), Side.SERVER));
    }

    @Test
    void refusesACertificateWithoutARevocationListOfItsIssuer() {
        var refusal = refusal(revocable(ROOT, ROOT.crl()), SERVER.chain(), Side.SERVER);

        assertThat(refusal).hasMessage("no CRL of CN=Middle, which issued the certificate of CN=www.example.com");
        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        assertThat(refusal.alert()).isEqualTo(AlertDescription.BAD_CERTIFICATE);
    }

    @Test
    void refusesACertificateWhoseRevocationListIsOutOfDate() {
        var old = MIDDLE.crl(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(2)));

        assertThat(refusal(revocable(ROOT, ROOT.crl(), old), SERVER.chain(), Side.SERVER))
                .hasMessage(
                        "the CRL of CN=Middle, which issued the certificate of CN=www.example.com, is out of date; the next one was due at "
                                + NOW.minus(Duration.ofDays(2)));
    }

    @Test
    void refusesACertificateWhoseRevocationListSomebodyElseSigned() {
        var forged = TestAuthority.create("Middle").crl();

        assertThat(refusal(revocable(ROOT, ROOT.crl(), forged), SERVER.chain(), Side.SERVER))
                .hasMessage(
                        "the CRL of CN=Middle, which issued the certificate of CN=www.example.com, has a signature that does not verify with the key of CN=Middle");
    }

    private static void assertAccepted(TestCertificate leaf, TestAuthority... trusted) {
        assertAccepted(leaf.chain(), trusted);
    }

    private static void assertAccepted(List<X509Certificate> chain, TestAuthority... trusted) {
        assertThatNoException().isThrownBy(() -> verifier(trusted).verify(chain, Side.SERVER));
    }

    /** Asserts the refusal of a server's chain by those who trust the root. */
    private static void assertRefused(
            TestCertificate leaf, HandshakeFailure failure, AlertDescription alert, String message) {
        var refusal = refusal(verifier(ROOT), leaf.chain(), Side.SERVER);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.failure()).isEqualTo(failure);
        assertThat(refusal.alert()).isEqualTo(alert);
    }

    private static CertificateVerificationException refusal(
            CertificateVerifier verifier, List<X509Certificate> chain, Side peer) {
        return catchThrowableOfType(CertificateVerificationException.class, () -> verifier.verify(chain, peer));
    }

    private static CertificateVerifier verifier(TestAuthority... trusted) {
        return verifier(Arrays.stream(trusted).map(TestAuthority::certificate).toList());
    }

    private static CertificateVerifier verifier(List<X509Certificate> authorities) {
        return new CertificateVerifier(new TrustAnchors(authorities, List.of()), clock(NOW));
    }

    private static CertificateVerifier revocable(TestAuthority trusted, byte[]... lists) {
        try {
            var trust = TrustStore.fromBuffer(trusted.certificatePem());
            for (var list : lists) {
                trust = trust.withRevocationLists(RevocationLists.fromBuffer(list));
            }
            return new CertificateVerifier(TrustStores.load(trust), clock(NOW.plus(Duration.ofHours(1))));
        } catch (ConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private static Clock clock(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
