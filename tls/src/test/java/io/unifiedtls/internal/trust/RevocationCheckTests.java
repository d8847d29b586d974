package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists.Scope;
import io.unifiedtls.Side;
import io.unifiedtls.internal.material.RevocationListReader;
import io.unifiedtls.internal.trust.TrustAnchors.Profile;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class RevocationCheckTests {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final String LIST = "the CRL of CN=Root, which issued the certificate of CN=www.example.com, ";

    private final TestAuthority root = TestAuthority.create("Root");

    private final TestCertificate leaf = this.root.server("www.example.com");

    @Test
    void namesAListThatIsNotValidYet() {
        assertRefused(
                LIST + "is not valid before " + NOW.plusSeconds(600),
                this.root.crl(NOW.plusSeconds(600), NOW.plusSeconds(900)));
    }

    @Test
    void namesAListThatIsOutOfDate() {
        assertRefused(
                LIST + "is out of date; the next one was due at " + NOW.minusSeconds(1),
                this.root.crl(NOW.minusSeconds(900), NOW.minusSeconds(1)));
    }

    @Test
    void namesAListThatSomebodyElseSigned() {
        assertRefused(
                LIST + "has a signature that does not verify with the key of CN=Root",
                TestAuthority.create("Root").crl());
    }

    @Test
    void namesAMissingList() {
        assertRefused(
                "no CRL of CN=Root, which issued the certificate of CN=www.example.com",
                TestAuthority.create("Other").crl());
    }

    @Test
    void namesAnExtensionThatIsNotSupported() {
        assertRefused(
                LIST + "has the critical extension 1.3.6.1.4.1.55738.666, which is not supported",
                this.root.crl(new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.666"), true, DERNull.INSTANCE));
    }

    @Test
    void namesAListThatIsForOthers() {
        var authorities = new IssuingDistributionPoint(null, false, true, null, false, false);

        assertRefused(
                LIST + "is for other certificates (issuingDistributionPoint)",
                this.root.crl(Extension.issuingDistributionPoint, true, authorities));
    }

    @Test
    void namesAListOfAnAuthorityThatMayNotSignLists() {
        var restricted =
                TestAuthority.named("Root").keyUsage(KeyUsage.keyCertSign).root();

        assertThat(refusal(restricted, restricted.server("www.example.com"), restricted.crl()))
                .hasMessage(LIST + "is signed by a CA whose keyUsage does not allow signing CRLs");
    }

    @Test
    void acceptsTheListOfThePointThatACertificateNames() throws Exception {
        var named = this.root
                .leaf()
                .names("www.example.com")
                .extension(Extension.cRLDistributionPoints, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(point("http://example.com/1.crl"), null, null)
                }))
                .issue();
        var first = this.root.crl(Extension.issuingDistributionPoint, true, of("http://example.com/1.crl"));
        var second = this.root.crl(Extension.issuingDistributionPoint, true, of("http://example.com/2.crl"));

        assertThat(refusal(this.root, named, first)).isNull();
        assertThat(refusal(this.root, named, second, first)).isNull();
        assertThat(refusal(this.root, named, second))
                .hasMessage(LIST + "is for other certificates (issuingDistributionPoint)");
        assertThat(refusal(this.root, this.leaf, first))
                .hasMessage(LIST + "is for other certificates (issuingDistributionPoint)");
    }

    @Test
    void acceptsACurrentListBesideAnOldOne() {
        var old = this.root.crl(NOW.minusSeconds(900), NOW.minusSeconds(1));

        assertThat(refusal(this.root, this.leaf, old, this.root.crl())).isNull();
    }

    @Test
    void acceptsAListThatTheRootSignedWithItsKeyFromBeforeTheRenewal() throws Exception {
        var renewed = TestAuthority.create("Root");
        var trust = new TrustAnchors(
                List.of(renewed.certificate(), this.root.certificate()),
                RevocationListReader.read(this.root.crl(), "x.pem"),
                Scope.WHOLE_CHAIN,
                Profile.STRICT);
        var chain = renewed.server("www.example.com").chain();

        assertThatNoException()
                .isThrownBy(() -> new CertificateVerifier(trust, Clock.systemUTC()).verify(chain, Side.SERVER));
    }

    private static IssuingDistributionPoint of(String uri) {
        return new IssuingDistributionPoint(point(uri), false, false, null, false, false);
    }

    private static DistributionPointName point(String uri) {
        return new DistributionPointName(new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }

    private void assertRefused(String message, byte[] list) {
        var refusal = refusal(this.root, this.leaf, list);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        assertThat(refusal.certificate()).contains(this.leaf.certificate());
    }

    private static CertificateVerificationException refusal(
            TestAuthority trusted, TestCertificate leaf, byte[]... lists) {
        return catchThrowableOfType(CertificateVerificationException.class, () -> {
            var read = new ArrayList<X509CRL>();
            for (var list : lists) {
                read.addAll(RevocationListReader.read(list, "x.pem"));
            }
            var trust = new TrustAnchors(List.of(trusted.certificate()), read, Scope.WHOLE_CHAIN, Profile.STRICT);
            new CertificateVerifier(trust, Clock.systemUTC()).verify(leaf.chain(), Side.SERVER);
        });
    }
}
