package io.unifiedtls.internal.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

import io.unifiedtls.test.TestAuthority;

class IssuingDistributionPointTests {

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final X509Certificate LEAF = ROOT.server("www.example.com").certificate();

    private static final X509Certificate AUTHORITY =
            TestAuthority.named("Middle").pathLength(0).below(ROOT).certificate();

    @Test
    void isForEveryCertificateOfItsIssuerUnlessTheListSaysOtherwise() throws Exception {
        var all = IssuingDistributionPoint.of(read(ROOT.crl()));

        assertThat(all.isFor(LEAF)).isTrue();
        assertThat(all.isFor(AUTHORITY)).isTrue();
        assertThat(IssuingDistributionPoint.of(list())).isEqualTo(all);
    }

    @Test
    void isForLeavesOrAuthoritiesOnly() throws Exception {
        var leaves = IssuingDistributionPoint.of(list(flag(1, true)));
        var authorities = IssuingDistributionPoint.of(list(flag(2, true)));

        assertThat(leaves.isFor(LEAF)).isTrue();
        assertThat(leaves.isFor(AUTHORITY)).isFalse();
        assertThat(authorities.isFor(LEAF)).isFalse();
        assertThat(authorities.isFor(AUTHORITY)).isTrue();
    }

    /** In DER a flag that is not set is left out; some authorities write it. */
    @Test
    void isNotLimitedByAFlagThatIsFalse() throws Exception {
        var point = IssuingDistributionPoint.of(list(flag(1, false), flag(2, false), flag(4, false), flag(5, false)));

        assertThat(point).isEqualTo(IssuingDistributionPoint.of(read(ROOT.crl())));
    }

    @Test
    void isForTheCertificatesThatNameOneOfItsNames() throws Exception {
        var point = IssuingDistributionPoint.of(
                list(new DERTaggedObject(true, 0, name("http://example.com/1.crl", "http://example.com/2.crl"))));

        assertThat(point.isFor(naming("http://example.com/0.crl", "http://example.com/2.crl")))
                .isTrue();
        assertThat(point.isFor(naming("http://example.com/3.crl"))).isFalse();
        assertThat(point.isFor(LEAF)).isFalse();
    }

    private static X509Certificate naming(String... urls) {
        return ROOT.leaf()
                .names("www.example.com")
                .extension(Extension.cRLDistributionPoints, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(null, null, new GeneralNames(uri("http://example.com"))),
                    new DistributionPoint(name(urls), null, null)
                }))
                .issue()
                .certificate();
    }

    private static DistributionPointName name(String... urls) {
        var names = new GeneralName[urls.length];
        for (int i = 0; i < urls.length; i++) {
            names[i] = uri(urls[i]);
        }
        return new DistributionPointName(new GeneralNames(names));
    }

    private static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    private static ASN1Encodable flag(int number, boolean isSet) {
        return new DERTaggedObject(false, number, ASN1Boolean.getInstance(isSet));
    }

    private static X509CRL list(ASN1Encodable... fields) throws Exception {
        var pem = ROOT.crl(Extension.issuingDistributionPoint, true, new DERSequence(fields));
        return read(pem);
    }

    private static X509CRL read(byte[] pem) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(pem));
    }
}
