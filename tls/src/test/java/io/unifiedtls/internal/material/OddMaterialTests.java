package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * Files that other tools, editors and shells leave behind: read if it is clear what is meant, else refused precisely.
 */
class OddMaterialTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate EC = AUTHORITY.server("www.example.com");

    private static final TestCertificate RSA =
            AUTHORITY.leaf().names("www.example.com").rsa().issue();

    private static final TestCertificate ED25519 =
            AUTHORITY.leaf().names("www.example.com").ed25519().issue();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X9.42 DH PARAMETERS",
                "DH PARAMETERS",
                "DSA PARAMETERS",
                "EC PARAMETERS",
                "SM2 PARAMETERS",
                "X509 CRL",
                "PKCS7",
                "PKCS #7 SIGNED DATA",
                "lower case (1)",
                "a-b",
                ""
            })
    void skipsBlocksOfNoInterest(String label) throws Exception {
        var other = "-----BEGIN %s-----\nMAA=\n-----END %1$s-----\n"
                .formatted(label)
                .getBytes(StandardCharsets.US_ASCII);

        var content = OpenSsl.join(other, RSA.certificatePem(), other, RSA.privateKeyPem(), other);

        assertThat(CertificateReader.read(content, "x.pem")).containsExactly(RSA.certificate());
        assertThat(PrivateKeyReader.read(content, "x.pem", null)).isEqualTo(RSA.privateKey());
    }

    @ParameterizedTest
    @CsvSource({
        "PKCS7, holds a PKCS#7 bundle and no certificate; convert it with: openssl pkcs7 -print_certs -in x.pem -out new.pem",
        "PKCS #7 SIGNED DATA, holds a PKCS#7 bundle and no certificate; convert it with: openssl pkcs7 -print_certs -in x.pem -out new.pem",
        "X.509 CRL, holds a CRL and no certificate",
    })
    void saysWhatAFileHoldsInstead(String label, String problem) {
        refuses(() -> CertificateReader.read(block(label, new byte[] {0x30, 0}), "x.pem"), "x.pem " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "ANY PRIVATE KEY"})
    void readsAKeyUnderAnyLabel(String label) throws Exception {
        for (var leaf : new TestCertificate[] {EC, RSA, ED25519}) {
            assertThat(PrivateKeyReader.read(block(label, leaf.privateKey().getEncoded()), "x.pem", null))
                    .isEqualTo(leaf.privateKey());
        }
        var pkcs1 = DerReader.of(RSA.privateKey().getEncoded()).sequence();
        pkcs1.integer();
        pkcs1.sequence();
        assertThat(PrivateKeyReader.read(block(label, pkcs1.octets()), "x.pem", null))
                .isEqualTo(RSA.privateKey());
        var encrypted = PemReader.read(EC.encryptedPrivateKeyPem("secret"), "x.pem")
                .get(0)
                .decode("x.pem");
        assertThat(PrivateKeyReader.read(block(label, encrypted), "x.pem", "secret"::toCharArray))
                .isEqualTo(EC.privateKey());
    }

    @Test
    void saysWhatIsUnderTheLabelOfAnother() throws Exception {
        var certificate = EC.certificate().getEncoded();

        refuses(
                () -> PrivateKeyReader.read(block("PRIVATE KEY", certificate), "x.pem", null),
                "x.pem holds a certificate under the label 'PRIVATE KEY'");
        refuses(
                () -> CertificateReader.read(
                        block("CERTIFICATE", EC.privateKey().getEncoded()), "x.pem"),
                "x.pem holds a private key under the label CERTIFICATE");
    }

    @Test
    void saysThatDerIsFollowedBySomething() throws Exception {
        var certificate = EC.certificate().getEncoded();
        var behind = "; put each in its own file, or convert all to PEM";

        refuses(
                () -> CertificateReader.read(
                        OpenSsl.join(certificate, EC.privateKey().getEncoded()), "x.der"),
                "no certificate found in x.der; it holds a certificate in DER with more behind it" + behind);
        refuses(
                () -> CertificateReader.read(OpenSsl.join(certificate, certificate, new byte[] {'\n'}), "x.der"),
                "no certificate found in x.der; it holds a certificate in DER with more behind it" + behind);
        refuses(
                () -> PrivateKeyReader.read(
                        OpenSsl.join(EC.privateKey().getEncoded(), new byte[] {'\n'}), "x.der", null),
                "no private key found in x.der; it holds a private key in DER with more behind it" + behind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r\\n", "\\\\n", " ", "", "\r", "\\n "})
    void readsPemWhoseLineEndsWereLost(String lineEnd) throws Exception {
        var text = new String(EC.privateKeyPem(), StandardCharsets.US_ASCII).replace("\n", lineEnd);

        for (var content : new String[] {text, '"' + text + '"', '\'' + text + '\''}) {
            assertThat(PrivateKeyReader.read(content.getBytes(StandardCharsets.UTF_8), "x.pem", null))
                    .isEqualTo(EC.privateKey());
        }
    }

    @Test
    void readsFilesWithByteOrderMarksInTheMiddle() throws Exception {
        var mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);

        var content =
                OpenSsl.join(mark, EC.certificatePem(), mark, AUTHORITY.certificatePem(), mark, EC.privateKeyPem());

        assertThat(CertificateReader.read(content, "x.pem")).hasSize(2);
        assertThat(PrivateKeyReader.read(content, "x.pem", null)).isEqualTo(EC.privateKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u2014-", "\u2013\u2013-", "\u2011\u2011\u2011\u2011\u2011", "\u2212\u2212\u2212\u2212\u2212"})
    void saysThatDashesAreNotHyphens(String dashes) {
        var certificate = new String(EC.certificatePem(), StandardCharsets.US_ASCII);
        var all = certificate.replace("-----", dashes);

        for (var text : new String[] {all, certificate + all, certificate.replace("-----END", dashes + "END")}) {
            refuses(
                    () -> CertificateReader.read(text.getBytes(StandardCharsets.UTF_8), "x.pem"),
                    "the dashes of a BEGIN or END line in x.pem are not hyphens; replace them with five hyphens each");
        }
    }

    @Test
    void saysThatThereAreTooFewHyphens() {
        var text = new String(EC.certificatePem(), StandardCharsets.US_ASCII).replace("-----", "----");

        refuses(
                () -> CertificateReader.read(text.getBytes(StandardCharsets.UTF_8), "x.pem"),
                "a BEGIN or END line in x.pem has fewer than five hyphens");
    }

    @ParameterizedTest
    @CsvSource({
        "00A0, NO-BREAK SPACE",
        "200B, ZERO WIDTH SPACE",
        "202F, NARROW NO-BREAK SPACE",
        "FEFF, ZERO WIDTH NO-BREAK SPACE"
    })
    void namesCharactersThatNobodySees(String code, String name) {
        var character = Character.toString(Integer.parseInt(code, 16));
        var text = new String(EC.privateKeyPem(), StandardCharsets.US_ASCII);
        var inBody = text.replaceFirst("\n(..)", "\n$1" + character);
        var inLine = text.replaceFirst("PRIVATE KEY", "PRIVATE" + character + "KEY");

        refuses(
                () -> PrivateKeyReader.read(inBody.getBytes(StandardCharsets.UTF_8), "x.pem", null),
                "bad base64 in the PRIVATE KEY of x.pem: it has the character U+%s (%s)".formatted(code, name));
        refuses(
                () -> PrivateKeyReader.read(inLine.getBytes(StandardCharsets.UTF_8), "x.pem", null),
                "a BEGIN or END line in x.pem has the character U+%s (%s); replace it with a space"
                        .formatted(code, name));
    }

    @Test
    void saysWhichOtherFormatItIs() {
        var base64 = Base64.getEncoder().encodeToString(EC.privateKey().getEncoded());

        refusesKey(
                "PuTTY-User-Key-File-3: x\n" + base64,
                "it holds a key in PuTTY format; convert it with: "
                        + "puttygen key.ppk -O private-openssh -o key, then ssh-keygen -p -m PKCS8 -f key");
        refusesKey("{\"kty\":\"EC\",\"d\":\"" + base64 + "\"}", "it holds JSON; convert a JWK to PEM");
        refusesKey(base64, "it holds Base64 without a line '-----BEGIN …-----'");
        refusesKey(
                base64 + "\n-----END PRIVATE KEY-----",
                "it has a line '-----END …-----' but no '-----BEGIN …-----' line");
        refusesKey("<html/>", "it holds neither PEM nor DER");
    }

    @Test
    void showsNoLabelThatIsAKey() {
        var seed = Base64.getEncoder().encodeToString(new byte[] {
            17, 99, -7, 42, 81, 3, -120, 64, 33, 90, -18, 7, 121, -65, 44, 58, 12, -99, 103, 76, -31, 5, 88, -47, 29,
            66, -3, 111, 9, -82, 70, 23
        });

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PrivateKeyReader.read(
                        "-----BEGIN %s-----\n".formatted(seed).getBytes(StandardCharsets.US_ASCII), "x.pem", null))
                .withMessageNotContaining(seed.substring(0, 16));
    }

    @Test
    void saysThatAKeyOfPkcs12IsNotEncrypted(@TempDir Path directory) throws Exception {
        var openSsl = new OpenSsl(directory);
        openSsl.write("www.pem", EC.privateKeyPem(), EC.certificatePem());
        openSsl.run("pkcs12 -export -keypbe NONE -in www.pem -out www.p12 -passout pass:secret");

        refuses(
                () -> KeyStoreReader.key(openSsl.file("www.p12"), "www.p12", null, "secret"::toCharArray, null, null),
                "www.p12 holds a private key that is not encrypted, which Java cannot read; export it again without -keypbe NONE");
    }

    private static void refusesKey(String text, String problem) {
        refuses(
                () -> PrivateKeyReader.read(text.getBytes(StandardCharsets.UTF_8), "x.pem", null),
                "no private key found in x.pem; " + problem);
    }

    private static void refuses(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(reading)
                .withMessage(message);
    }

    private static byte[] block(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
