package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.Side;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class RevocationScopeTests {

    private final TestAuthority root = TestAuthority.create("Root");

    private final TestAuthority middle = this.root.intermediate("Middle");

    private final TestCertificate leaf = this.middle.server("www.example.com");

    @Test
    void isTheWholeChainUnlessSaid() {
        var lists = RevocationLists.fromBuffer(this.middle.crl());

        assertThat(lists.scope()).isEqualTo(RevocationLists.Scope.WHOLE_CHAIN);
        assertThat(lists.leafOnly().scope()).isEqualTo(RevocationLists.Scope.LEAF);
        assertThat(lists.leafOnly()).isNotEqualTo(lists);
    }

    @Test
    void ofTheLeafAloneNeedsNoListOfTheRoot() {
        var lists = RevocationLists.fromBuffer(this.middle.crl());

        assertThatNoException().isThrownBy(() -> verify(lists.leafOnly()));
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> verify(lists))
                .withMessage("no CRL of CN=Root, which issued the certificate of CN=Middle");
    }

    @Test
    void ofTheLeafAloneDoesNotLookAtTheIntermediate() {
        this.root.revoke(this.middle);

        assertThatNoException().isThrownBy(() -> verify(all().leafOnly()));
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> verify(all()))
                .withMessage("the certificate of CN=Middle was revoked by CN=Root");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void alwaysHoldsTheLeaf(boolean leafOnly) {
        this.middle.revoke(this.leaf);
        var lists = leafOnly ? all().leafOnly() : all();

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> verify(lists))
                .withMessage("the certificate of CN=www.example.com was revoked by CN=Middle")
                .returns(HandshakeFailure.CERTIFICATE_REVOKED, CertificateVerificationException::failure);
    }

    @Test
    void ofTheLeafAloneNeedsAListOfItsIssuer() {
        var lists = RevocationLists.fromBuffer(this.root.crl()).leafOnly();

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> verify(lists))
                .withMessage("no CRL of CN=Middle, which issued the certificate of CN=www.example.com");
    }

    @Test
    void ofTheLeafAloneHoldsALeafBelowATrustedIntermediate() {
        this.middle.revoke(this.leaf);
        var trust = TrustStore.fromBuffer(this.middle.certificatePem())
                .withRevocationLists(
                        RevocationLists.fromBuffer(this.middle.crl()).leafOnly());

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> verify(trust, this.leaf))
                .withMessage("the certificate of CN=www.example.com was revoked by CN=Middle");
    }

    @Test
    void isTheWidestOfSeveral() {
        var lists = RevocationLists.fromBuffer(this.middle.crl());
        var trust = TrustStore.fromBuffer(this.root.certificatePem());

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(
                        () -> verify(trust.withRevocationLists(lists).withRevocationLists(lists.leafOnly()), this.leaf))
                .withMessage("no CRL of CN=Root, which issued the certificate of CN=Middle");
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(
                        () -> verify(trust.withRevocationLists(lists.leafOnly()).withRevocationLists(lists), this.leaf))
                .withMessage("no CRL of CN=Root, which issued the certificate of CN=Middle");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fetchesNoListFromWhereTheCertificateSays(boolean leafOnly) throws Exception {
        try (var publisher = ServerSocketChannel.open()) {
            publisher.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            publisher.configureBlocking(false);
            var certificate = this.middle
                    .leaf()
                    .names("www.example.com")
                    .extension(Extension.cRLDistributionPoints, distributionPoint(publisher))
                    .issue();
            var lists = RevocationLists.fromBuffer(this.root.crl());
            var trust = TrustStore.fromBuffer(this.root.certificatePem())
                    .withRevocationLists(leafOnly ? lists.leafOnly() : lists);

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> verify(trust, certificate))
                    .withMessage("no CRL of CN=Middle, which issued the certificate of CN=www.example.com");

            assertThat(publisher.accept()).isNull();
        }
    }

    private static CRLDistPoint distributionPoint(ServerSocketChannel publisher) throws IOException {
        var port = ((InetSocketAddress) publisher.getLocalAddress()).getPort();
        var name = new GeneralName(
                GeneralName.uniformResourceIdentifier, "http://127.0.0.1:%d/middle.crl".formatted(port));
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null)
        });
    }

    private RevocationLists all() {
        var lists = List.of(text(this.root.crl()), text(this.middle.crl()));
        return RevocationLists.fromBuffer(String.join("", lists).getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }

    private void verify(RevocationLists lists) throws Exception {
        verify(TrustStore.fromBuffer(this.root.certificatePem()).withRevocationLists(lists), this.leaf);
    }

    private static void verify(TrustStore trust, TestCertificate certificate)
            throws ConfigurationException, CertificateVerificationException {
        new CertificateVerifier(TrustStores.load(trust), Clock.systemUTC()).verify(certificate.chain(), Side.SERVER);
    }
}
