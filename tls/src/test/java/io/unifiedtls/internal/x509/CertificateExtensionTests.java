package io.unifiedtls.internal.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.TreeSet;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.test.TestAuthority;

class CertificateExtensionTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    /** One with a large arc (Microsoft's application policies), and one that no certificate has. */
    private static final Set<String> OTHERS = Set.of("2.5.29.36", "1.3.6.1.4.1.311.21.10", "2.999.1");

    @Test
    void areThoseThatTheJdkReads() throws Exception {
        assertSame(AUTHORITY.certificate());
        assertSame(AUTHORITY.server("www.example.com").certificate());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init((KeyStore) null);
        for (var root : ((X509TrustManager) trusted.getTrustManagers()[0]).getAcceptedIssuers()) {
            assertSame(root);
        }
    }

    private static void assertSame(X509Certificate certificate) throws Exception {
        var identifiers = new TreeSet<>(OTHERS);
        if (certificate.getCriticalExtensionOIDs() != null) {
            identifiers.addAll(certificate.getCriticalExtensionOIDs());
            identifiers.addAll(certificate.getNonCriticalExtensionOIDs());
        }
        for (var identifier : identifiers) {
            var expected = certificate.getExtensionValue(identifier);
            var found = CertificateExtension.of(certificate, identifier);
            assertThat(CertificateExtension.isPresent(certificate, identifier))
                    .as("%s of %s", identifier, certificate.getSubjectX500Principal())
                    .isEqualTo(expected != null)
                    .isEqualTo(found.isPresent());
            if (expected != null) {
                assertThat(found.get().remaining())
                        .isEqualTo(DerReader.of(expected).octets());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5.29.20", "2.5.29.35"})
    void areThoseOfARevocationListToo(String identifier) throws Exception {
        var list = (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(AUTHORITY.crl()));

        assertThat(CertificateExtension.of(list, identifier).isPresent())
                .isEqualTo(list.getExtensionValue(identifier) != null);
        assertThat(CertificateExtension.isPresent(list, "2.5.29.28")).isFalse();
    }

    @Test
    void areCriticalIfTheyAreMarkedSo() {
        assertThat(CertificateExtension.isCritical(AUTHORITY.certificate(), "2.5.29.19"))
                .isTrue();
        assertThat(CertificateExtension.isCritical(AUTHORITY.certificate(), "2.5.29.14"))
                .isFalse();
    }
}
