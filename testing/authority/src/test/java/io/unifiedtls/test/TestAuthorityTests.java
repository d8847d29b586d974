package io.unifiedtls.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestAuthorityTests {

    private final TestAuthority root = TestAuthority.create("Test Root");

    @TempDir
    private Path directory;

    @Test
    void issuesServerCertificatesWithTheirNames() throws Exception {
        var certificate = this.root.server("www.example.com", "*.example.com").certificate();

        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=www.example.com");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "www.example.com"), List.of(2, "*.example.com"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(this.root.certificate().getSubjectX500Principal());
        certificate.checkValidity();
    }

    @Test
    void issuesClientCertificatesWithoutNames() throws Exception {
        var certificate = this.root.leaf().commonName("Alice").client().issue().certificate();

        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Alice");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getSubjectAlternativeNames()).isNull();
    }

    @Test
    void issuesWhatTheBuilderSays() throws Exception {
        var from = Instant.parse("2020-01-01T00:00:00Z");
        var until = Instant.parse("2030-01-01T00:00:00Z");

        var certificate = this.root
                .leaf()
                .ipAddresses("127.0.0.1", "::1")
                .rsa(1024)
                .validFrom(from)
                .validUntil(until)
                .issue()
                .certificate();

        assertThat(certificate.getSubjectX500Principal().getName()).isEmpty();
        assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("RSA");
        assertThat(certificate.getNotBefore()).isEqualTo(from);
        assertThat(certificate.getNotAfter()).isEqualTo(until);
    }

    @Test
    void issuesExpiredCertificates() {
        var certificate = this.root.expired("localhost").certificate();

        assertThat(certificate.getNotAfter()).isBetween(Instant.now().minus(Duration.ofDays(2)), Instant.now());
    }

    @Test
    void putsRevokedCertificatesOnTheList() throws Exception {
        var revoked = this.root.server("revoked.example.com");
        var valid = this.root.server("valid.example.com");

        this.root.revoke(revoked);

        var list = (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(this.root.crl()));
        list.verify(this.root.certificate().getPublicKey());
        assertThat(list.isRevoked(revoked.certificate())).isTrue();
        assertThat(list.isRevoked(valid.certificate())).isFalse();
        assertThat(list.getNextUpdate()).isAfter(Instant.now().plus(Duration.ofHours(23)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec", "ed25519", "secp384r1"})
    void issuesChainsThatPkixAndOpenSslAccept(String key) throws Exception {
        var issuing = this.root.intermediate("Upper").intermediate("Lower");
        var builder = issuing.leaf().names("www.example.com");
        var leaf = switch (key) {
            case "rsa" -> builder.rsa().issue();
            case "ec" -> builder.ec().issue();
            case "ed25519" -> builder.ed25519().issue();
            default -> builder.curve(key).issue();
        };
        var rootFile = Files.write(this.directory.resolve("root.pem"), this.root.certificatePem());
        var chainFile = leaf.writeCertificate(this.directory);
        var listFile =
                Files.write(this.directory.resolve("crl.pem"), Pem.join(List.of(this.root.crl(), issuing.crl())));

        assertThat(leaf.chain()).hasSize(3);
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(this.root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        var path = CertificateFactory.getInstance("X.509").generateCertPath(leaf.chain());
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
        var process = new ProcessBuilder(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-crl_check",
                        "-verify_hostname",
                        "www.example.com",
                        "-CRLfile",
                        listFile.toString(),
                        "-CAfile",
                        rootFile.toString(),
                        "-untrusted",
                        chainFile.toString(),
                        chainFile.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void writesPkcs12() throws Exception {
        var leaf = this.root.intermediate("Intermediate").server("www.example.com");

        var file = leaf.pkcs12(this.directory.resolve("store.p12"), "changeit", "www");

        var keyStore = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        assertThat(keyStore.getKey("www", "changeit".toCharArray())).isEqualTo(leaf.privateKey());
        assertThat(keyStore.getCertificateChain("www"))
                .containsExactly(leaf.chain().get(0), leaf.chain().get(1));
    }

    @Test
    void writesPemFiles() throws Exception {
        var leaf = this.root.server("www.example.com");

        assertThat(leaf.writeCertificate(this.directory)).hasBinaryContent(leaf.chainPem());
        assertThat(leaf.writePrivateKey(this.directory)).hasBinaryContent(leaf.privateKeyPem());
        assertThat(leaf.writeCombined(this.directory)).hasBinaryContent(leaf.combinedPem());
    }
}
