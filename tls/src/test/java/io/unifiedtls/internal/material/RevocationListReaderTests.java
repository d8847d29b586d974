package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.TestAuthority;

class RevocationListReaderTests {

    private final TestAuthority authority = TestAuthority.create("Test Root");

    @Test
    void readsListsInTheOrderOfTheFile() throws Exception {
        var other = TestAuthority.create("Other Root");
        var content = OpenSsl.join(this.authority.crl(), other.certificatePem(), other.crl());

        assertThat(RevocationListReader.read(content, "x.pem"))
                .extracting(list -> list.getIssuerX500Principal().getName())
                .containsExactly("CN=Test Root", "CN=Other Root");
    }

    @Test
    void readsDer() throws Exception {
        var revoked = this.authority.server("www.example.com");
        var empty = RevocationListReader.read(this.authority.crl(), "x.pem").get(0);
        this.authority.revoke(revoked);
        var list = RevocationListReader.read(this.authority.crl(), "x.pem").get(0);

        assertThat(RevocationListReader.read(empty.getEncoded(), "x.der")).containsExactly(empty);
        assertThat(RevocationListReader.read(list.getEncoded(), "x.der"))
                .singleElement()
                .satisfies(read ->
                        assertThat(read.isRevoked(revoked.certificate())).isTrue());
    }

    @Test
    void refusesContentWithoutList() {
        assertRefused(this.authority.certificatePem(), "/etc/x.pem holds a certificate and no CRL");
        assertRefused(bytes("hello"), "no CRL found in /etc/x.pem; it holds neither PEM nor DER");
        assertRefused(bytes("-----BEGIN X-----\n-----END X-----\n"), "no CRL found in /etc/x.pem, only 'X'");
        assertRefused(new byte[0], "/etc/x.pem is empty");
    }

    @Test
    void refusesAMalformedList() {
        assertRefused(
                bytes("-----BEGIN X509 CRL-----\nMAMCAQA=\n-----END X509 CRL-----\n"),
                "CRL 1 of 1 in /etc/x.pem is malformed");
        assertRefused(
                bytes("-----BEGIN X509 CRL-----\nMAMCAQAA\n-----END X509 CRL-----\n"),
                "CRL 1 of 1 in /etc/x.pem is malformed");
        assertRefused(
                bytes("-----BEGIN X509 CRL-----\nMAMCAQA=\n"),
                "/etc/x.pem is truncated; the line '-----END X509 CRL-----' is missing");
    }

    @Test
    void refusesAListThatIsNotComplete() {
        assertRefused(
                this.authority.crl(Extension.deltaCRLIndicator, true, new ASN1Integer(1)),
                "CRL 1 of 1 in /etc/x.pem is a delta list, which only names changes; configure the complete list of CN=Test Root");
        assertRefused(
                crl(new IssuingDistributionPoint(null, false, false, null, true, false)),
                "CRL 1 of 1 in /etc/x.pem is an indirect list, with certificates of several issuers; configure the list of each");
        assertRefused(
                crl(new IssuingDistributionPoint(
                        null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false)),
                "CRL 1 of 1 in /etc/x.pem is limited to some reasons for revocation; configure the complete list of CN=Test Root");
        assertRefused(
                crl(new IssuingDistributionPoint(null, false, false, null, false, true)),
                "CRL 1 of 1 in /etc/x.pem is for attribute certificates only, which TLS does not use");
    }

    private byte[] crl(IssuingDistributionPoint point) {
        return this.authority.crl(Extension.issuingDistributionPoint, true, point);
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RevocationListReader.read(content, "/etc/x.pem"))
                .withMessage(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
