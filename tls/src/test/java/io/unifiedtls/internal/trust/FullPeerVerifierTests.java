package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.fixtures.MovableClock;
import io.unifiedtls.test.TestAuthority;

/** What is remembered of certificates that were verified. */
class FullPeerVerifierTests {

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestAuthority MIDDLE = ROOT.intermediate("Middle");

    private static final List<X509Certificate> CHAIN =
            MIDDLE.server("www.example.com").chain();

    private final MovableClock clock = new MovableClock();

    private final FullPeerVerifier verifier = verifier(List.of());

    private FullPeerVerifier verifier(List<X509CRL> lists) {
        return new FullPeerVerifier(
                new CertificateVerifier(new TrustAnchors(List.of(ROOT.certificate()), lists), this.clock));
    }

    private List<X509Certificate> check(List<X509Certificate> chain) throws CertificateVerificationException {
        return this.verifier.checkCertificate(chain, Side.SERVER);
    }

    private void assertRefused(List<X509Certificate> chain, Side peer, HandshakeFailure reason) {
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> this.verifier.checkCertificate(chain, peer))
                .satisfies(refusal -> assertThat(refusal.failure()).isEqualTo(reason));
    }

    /** Each connection with BoringSSL has new objects for the same certificates. */
    private static List<X509Certificate> asNewObjects(List<X509Certificate> chain) throws CertificateException {
        // that of the JDK gives the same object for the same bytes
        var factory = CertificateFactory.getInstance("X.509", new BouncyCastleProvider());
        var copies = new ArrayList<X509Certificate>();
        for (var certificate : chain) {
            copies.add(
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
        }
        return copies;
    }

    @Test
    void findsThePathAgain() throws Exception {
        var path = check(CHAIN);

        assertThat(path).hasSize(3).startsWith(CHAIN.get(0)).endsWith(ROOT.certificate());
        assertThat(check(CHAIN)).isSameAs(path);
        assertThat(check(new ArrayList<>(CHAIN))).isSameAs(path);
    }

    @Test
    void findsThePathOfNewObjects() throws Exception {
        var path = check(asNewObjects(CHAIN));

        assertThat(check(asNewObjects(CHAIN))).isSameAs(path);
    }

    @Test
    void verifiesAChainWithAnotherCertificate() throws Exception {
        check(CHAIN);
        var other = TestAuthority.create("Root").intermediate("Middle");

        assertRefused(
                List.of(other.server("www.example.com").certificate(), CHAIN.get(1)),
                Side.SERVER,
                HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
        assertRefused(List.of(CHAIN.get(0)), Side.SERVER, HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
    }

    @Test
    void verifiesTheOtherSide() throws Exception {
        check(CHAIN);

        assertRefused(CHAIN, Side.CLIENT, HandshakeFailure.CERTIFICATE_OTHER);
    }

    @Test
    void refusesACertificateThatHasExpiredSince() throws Exception {
        this.clock.move(Duration.between(
                        this.clock.instant(), CHAIN.get(0).getNotAfter().toInstant())
                .minusSeconds(1));
        var path = check(CHAIN);
        assertThat(check(CHAIN)).isSameAs(path);

        this.clock.move(Duration.ofSeconds(2));

        assertRefused(CHAIN, Side.SERVER, HandshakeFailure.CERTIFICATE_EXPIRED);
    }

    @Test
    void verifiesAgainAfterAWhile() throws Exception {
        var path = check(CHAIN);

        this.clock.move(VerifiedPaths.LIFETIME);

        assertThat(check(CHAIN)).isEqualTo(path).isNotSameAs(path);
    }

    @Test
    void verifiesAgainAtAnEarlierTime() throws Exception {
        check(CHAIN);

        this.clock.move(Duration.ofDays(-10_000));

        assertRefused(CHAIN, Side.SERVER, HandshakeFailure.CERTIFICATE_NOT_YET_VALID);
    }

    /** A list may be published again, or expire. */
    @Test
    void verifiesEachTimeWhereThereAreRevocationLists() throws Exception {
        var withLists = verifier(List.of(list(ROOT), list(MIDDLE)));
        var path = withLists.checkCertificate(CHAIN, Side.SERVER);

        assertThat(withLists.checkCertificate(CHAIN, Side.SERVER))
                .isEqualTo(path)
                .isNotSameAs(path);
    }

    private static X509CRL list(TestAuthority authority) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(authority.crl()));
    }

    @Test
    void forgetsWhatWasNotUsedForLongest() {
        var paths = new VerifiedPaths();
        var now = this.clock.instant();
        for (int length = 1; length <= VerifiedPaths.CAPACITY; length++) {
            paths.keep(copies(length), Side.SERVER, CHAIN, now);
        }
        assertThat(paths.find(copies(1), Side.SERVER, now)).isPresent();

        paths.keep(copies(VerifiedPaths.CAPACITY + 1), Side.SERVER, CHAIN, now);

        assertThat(paths.find(copies(1), Side.SERVER, now)).isPresent();
        assertThat(paths.find(copies(2), Side.SERVER, now)).isEmpty();
        assertThat(paths.find(copies(3), Side.SERVER, now)).isPresent();
    }

    private static List<X509Certificate> copies(int length) {
        return Collections.nCopies(length, CHAIN.get(0));
    }
}
