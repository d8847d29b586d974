package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class CertificateReaderTests {

    private final TestAuthority authority = TestAuthority.create("Test Root").intermediate("Intermediate");
    private final TestCertificate leaf = this.authority.server("www.example.com");

    @TempDir
    private Path directory;

    @Test
    void readsAChainInTheOrderOfTheFile() throws Exception {
        assertThat(CertificateReader.read(this.leaf.chainPem(), "x.pem")).isEqualTo(this.leaf.chain());
    }

    @Test
    void skipsOtherBlocks() throws Exception {
        var content = OpenSsl.join(
                this.leaf.privateKeyPem(), "subject=www\n".getBytes(StandardCharsets.US_ASCII), this.leaf.chainPem());

        assertThat(CertificateReader.read(content, "x.pem")).isEqualTo(this.leaf.chain());
    }

    @Test
    void readsDer() throws Exception {
        var certificate = this.leaf.certificate();

        assertThat(CertificateReader.read(certificate.getEncoded(), "x.der")).containsExactly(certificate);
    }

    @Test
    void readsDerCertificatesOneAfterTheOther() throws Exception {
        var content = new ByteArrayOutputStream();
        for (var certificate : this.leaf.chain()) {
            content.write(certificate.getEncoded());
        }

        assertThat(this.leaf.chain()).hasSizeGreaterThan(1);
        assertThat(CertificateReader.read(content.toByteArray(), "x.der")).isEqualTo(this.leaf.chain());
        var truncated = Arrays.copyOf(content.toByteArray(), content.size() - 1);
        assertRefused(
                truncated,
                "no certificate found in /etc/x.pem; it holds a certificate in DER with more behind it; "
                        + "put each in its own file, or convert all to PEM");
    }

    @Test
    void readsTheOldLabel() throws Exception {
        var content = new String(this.leaf.certificatePem(), StandardCharsets.US_ASCII)
                .replace("CERTIFICATE", "X509 CERTIFICATE");

        assertThat(CertificateReader.read(bytes(content), "x.pem")).hasSize(1);
    }

    @Test
    void refusesAPrivateKey() {
        var message = "/etc/x.pem holds a private key and no certificate; are certificate and private key swapped?";

        assertRefused(this.leaf.privateKeyPem(), message);
        assertRefused(this.leaf.encryptedPrivateKeyPem("secret"), message);
        assertRefused(this.leaf.privateKey().getEncoded(), message);
    }

    @Test
    void refusesAPrivateKeyBehindSomethingElse() {
        assertRefused(
                OpenSsl.join(this.authority.crl(), this.leaf.privateKeyPem()),
                "/etc/x.pem holds a private key and no certificate; are certificate and private key swapped?");
        assertRefused(
                OpenSsl.join(
                        bytes("-----BEGIN DH PARAMETERS-----\n-----END DH PARAMETERS-----\n"), this.authority.crl()),
                "no certificate found in /etc/x.pem, only 'DH PARAMETERS'");
    }

    @Test
    void refusesContentWithoutCertificate() {
        assertRefused(bytes("hello"), "no certificate found in /etc/x.pem; it holds neither PEM nor DER");
        assertRefused(
                bytes("-----BEGIN DH PARAMETERS-----\n-----END DH PARAMETERS-----\n"),
                "no certificate found in /etc/x.pem, only 'DH PARAMETERS'");
        assertRefused(this.authority.crl(), "/etc/x.pem holds a CRL and no certificate");
        assertRefused(new byte[0], "/etc/x.pem is empty");
    }

    @Test
    void refusesAPublicKey() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("key.pem", this.leaf.privateKeyPem());
        var message = "/etc/x.pem holds a public key and no certificate";

        assertRefused(openSsl.run("pkey -in key.pem -pubout"), message);
        assertRefused(openSsl.run("pkey -in key.pem -pubout -outform DER"), message);
    }

    @Test
    void refusesASigningRequest() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("key.pem", this.leaf.privateKeyPem());
        var message =
                "/etc/x.pem holds a certificate signing request and no certificate; configure the certificate that the CA issued for it";

        assertRefused(openSsl.run("req -new -key key.pem -subj /CN=x"), message);
        assertRefused(openSsl.run("req -new -key key.pem -subj /CN=x -outform DER"), message);
    }

    @Test
    void refusesAPkcs7Bundle() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("x.pem", this.leaf.chainPem());
        var message = "/etc/x.pem holds a PKCS#7 bundle and no certificate; "
                + "convert it with: openssl pkcs7 -print_certs -in /etc/x.pem -out new.pem";

        assertRefused(openSsl.run("crl2pkcs7 -nocrl -certfile x.pem"), message);
        assertRefused(openSsl.run("crl2pkcs7 -nocrl -certfile x.pem -outform DER"), message);
    }

    @Test
    void refusesATrustedCertificate() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("x.pem", this.leaf.certificatePem());

        assertRefused(
                openSsl.run("x509 -in x.pem -trustout"),
                "/etc/x.pem holds a TRUSTED CERTIFICATE, an OpenSSL-specific format; convert it with: openssl x509 -in /etc/x.pem -out new.pem");
    }

    @Test
    void refusesAKeyStore() throws Exception {
        var pkcs12 = this.leaf.pkcs12(this.directory.resolve("x.p12"), "changeit", "www");

        assertRefused(
                Files.readAllBytes(pkcs12), "/etc/x.pem looks like a PKCS#12 key store; configure it as keystore");
        assertRefused(
                new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2},
                "/etc/x.pem looks like a JKS key store; configure it as keystore");
    }

    @Test
    void refusesAMalformedCertificate() {
        var garbage = bytes("-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n");
        var tail = bytes("-----BEGIN CERTIFICATE-----\nMAMCAQAA\n-----END CERTIFICATE-----\n");

        assertRefused(
                OpenSsl.join(this.leaf.certificatePem(), garbage),
                "certificate 2 of 2 in /etc/x.pem is malformed: Too short");
        assertRefused(tail, "certificate 1 of 1 in /etc/x.pem is malformed: not a single DER element");
        assertRefused(
                bytes("-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n"),
                "bad base64 in the CERTIFICATE of /etc/x.pem");
    }

    @Test
    void saysWhatTheJdkDoesOfACertificateThatItRefuses() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("san.cnf", bytes("subjectAltName=DNS:www.example.com\n"));
        openSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");
        openSsl.run("req -x509 -key key.pem -subj /CN=ca -out ca.pem");
        openSsl.run("req -new -key key.pem -subj / -out leaf.csr");
        openSsl.run("x509 -req -in leaf.csr -CA ca.pem -CAkey key.pem -CAcreateserial -extfile san.cnf -out leaf.pem");
        openSsl.run(
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out explicit.key");
        openSsl.run("req -x509 -key explicit.key -subj /CN=x -out explicit.pem");

        assertRefused(
                OpenSsl.join(openSsl.file("leaf.pem"), openSsl.file("ca.pem")),
                "certificate 1 of 2 in /etc/x.pem is malformed: X.509 Certificate is incomplete: SubjectAlternativeName extension MUST be marked critical when subject field is empty");
        assertRefused(
                openSsl.file("explicit.pem"),
                "certificate 1 of 1 in /etc/x.pem is malformed: Only named ECParameters supported");
    }

    @Test
    void skipsWhatCannotBeReadIfToldTo() throws Exception {
        var garbage = bytes("-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n");
        var noBase64 = bytes("-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n");
        var trusted = bytes("-----BEGIN TRUSTED CERTIFICATE-----\nMAMCAQA=\n-----END TRUSTED CERTIFICATE-----\n");
        var problems = new ArrayList<String>();

        assertThat(CertificateReader.read(
                        OpenSsl.join(garbage, noBase64, trusted, this.leaf.certificatePem()),
                        "x.pem",
                        problem -> problems.add(problem.getMessage())))
                .containsExactly(this.leaf.certificate());
        assertThat(problems)
                .containsExactly(
                        "certificate 1 of 4 in x.pem is malformed: Too short",
                        "bad base64 in the CERTIFICATE of x.pem",
                        "x.pem holds a TRUSTED CERTIFICATE, an OpenSSL-specific format; convert it with: openssl x509 -in x.pem -out new.pem");
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CertificateReader.read(content, "/etc/x.pem"))
                .withMessage(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
