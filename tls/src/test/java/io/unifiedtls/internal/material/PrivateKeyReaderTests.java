package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerWriter;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class PrivateKeyReaderTests {

    private final TestAuthority authority = TestAuthority.create("Test Root");
    private final TestCertificate leaf = this.authority.server("www.example.com");

    @TempDir
    private Path directory;

    @Test
    void readsPkcs8() throws Exception {
        var key = this.leaf.privateKey();

        assertThat(PrivateKeyReader.read(this.leaf.privateKeyPem(), "x.pem", null))
                .isEqualTo(key);
        assertThat(PrivateKeyReader.read(key.getEncoded(), "x.der", null)).isEqualTo(key);
    }

    @Test
    void readsEveryAlgorithm() throws Exception {
        for (var leaf : new TestCertificate[] {
            this.authority.leaf().names("x").rsa().issue(),
            this.authority.leaf().names("x").curve("secp384r1").issue(),
            this.authority.leaf().names("x").curve("secp521r1").issue(),
            this.authority.leaf().names("x").ed25519().issue()
        }) {
            assertThat(PrivateKeyReader.read(leaf.privateKeyPem(), "x.pem", null)
                            .getEncoded())
                    .isEqualTo(leaf.privateKey().getEncoded());
        }
    }

    @Test
    void findsTheKeyAmongCertificates() throws Exception {
        var content = OpenSsl.join(this.leaf.certificatePem(), this.leaf.privateKeyPem(), this.leaf.certificatePem());

        assertThat(PrivateKeyReader.read(content, "x.pem", null)).isEqualTo(this.leaf.privateKey());
    }

    @Test
    void doesNotAskForThePasswordOfAKeyThatIsNotEncrypted() throws Exception {
        var key = PrivateKeyReader.read(this.leaf.privateKeyPem(), "x.pem", () -> {
            throw new AssertionError("asked");
        });

        assertThat(key).isEqualTo(this.leaf.privateKey());
    }

    @Test
    void decryptsAndClearsThePassword() throws Exception {
        var password = "sécret".toCharArray();

        var key = PrivateKeyReader.read(this.leaf.encryptedPrivateKeyPem("sécret"), "x.pem", () -> password);

        assertThat(key).isEqualTo(this.leaf.privateKey());
        assertThat(password).containsOnly('\0');
    }

    @Test
    void refusesAWrongPasswordAndClearsIt() {
        var password = "wrong".toCharArray();
        var content = this.leaf.encryptedPrivateKeyPem("secret");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PrivateKeyReader.read(content, "/etc/x.pem", () -> password))
                .withMessage("wrong password for the private key in /etc/x.pem")
                .withNoCause();
        assertThat(password).containsOnly('\0');
    }

    @Test
    void refusesAnEncryptedKeyWithoutPassword() {
        assertRefused(
                this.leaf.encryptedPrivateKeyPem("secret"),
                "the private key in /etc/x.pem is encrypted and no password is given");
    }

    @Test
    void refusesCertificatesAlone() throws Exception {
        var message = "no private key found in /etc/x.pem, only certificates; are certificate and private key swapped?";

        assertRefused(this.leaf.chainPem(), message);
        assertRefused(this.leaf.certificate().getEncoded(), message);
    }

    @Test
    void refusesContentWithoutKey() throws Exception {
        var pkcs12 = this.leaf.pkcs12(this.directory.resolve("x.p12"), "changeit", "www");

        assertRefused(this.authority.crl(), "/etc/x.pem holds a CRL and no private key");
        assertRefused(bytes("hello"), "no private key found in /etc/x.pem; it holds neither PEM nor DER");
        assertRefused(pem("DH PARAMETERS", ""), "no private key found in /etc/x.pem, only 'DH PARAMETERS'");
        assertRefused(
                Files.readAllBytes(pkcs12), "/etc/x.pem looks like a PKCS#12 key store; configure it as keystore");
        assertRefused(new byte[0], "/etc/x.pem is empty");
    }

    @Test
    void refusesTwoKeys() {
        assertRefused(
                OpenSsl.join(this.leaf.privateKeyPem(), this.leaf.privateKeyPem()),
                "/etc/x.pem holds 2 private keys; keep only one");
    }

    @Test
    void refusesOtherFormats() {
        assertRefused(
                pem("OPENSSH PRIVATE KEY", "AQID"),
                "/etc/x.pem holds a private key in OpenSSH format; convert it with: ssh-keygen -p -m PKCS8 -f /etc/x.pem");
        assertRefused(
                pem("ANY PRIVATE KEY", "AQID"),
                "unsupported private key 'ANY PRIVATE KEY' in /etc/x.pem; "
                        + "convert it with: openssl pkcs8 -topk8 -in /etc/x.pem -out new.pem");
    }

    @Test
    void refusesMalformedKeys() {
        assertRefused(pem("PRIVATE KEY", "MAMCAQA="), "the private key in /etc/x.pem is malformed");
        assertRefused(pem("PRIVATE KEY", "AQID"), "the private key in /etc/x.pem is malformed");
        assertRefused(pem("ENCRYPTED PRIVATE KEY", "AQID"), "the private key in /etc/x.pem is malformed");
        assertRefused(pem("EC PRIVATE KEY", "AQID"), "the private key in /etc/x.pem is malformed");
        assertRefused(pem("RSA PRIVATE KEY", "AQID"), "the RSA private key in /etc/x.pem is malformed");
        assertRefused(pem("PRIVATE KEY", "A*=="), "bad base64 in the PRIVATE KEY of /etc/x.pem");
        assertRefused(
                bytes("-----BEGIN PRIVATE KEY-----\nAQID\n"),
                "/etc/x.pem is truncated; the line '-----END PRIVATE KEY-----' is missing");
    }

    @Test
    void refusesMalformedEncryption() {
        assertThat(encryption(new byte[8], 0)).hasRootCauseMessage("0 iterations of PBKDF2");
        assertThat(encryption(new byte[8], -1)).hasRootCauseMessage("-1 iterations of PBKDF2");
        assertThat(encryption(new byte[0], 1)).hasRootCauseMessage("PBKDF2 without a salt");
        assertThat(encryption(new byte[8], 1))
                .hasMessage("the private key in /etc/x.pem cannot be decrypted")
                .hasRootCauseInstanceOf(InvalidAlgorithmParameterException.class);
    }

    /** Returns why a key is refused whose password is hashed with such parameters, and whose cipher has no IV. */
    private static Throwable encryption(byte[] salt, int iterations) {
        var pbes2 = HexFormat.of().parseHex("06092a864886f70d01050d");
        var pbkdf2 = HexFormat.of().parseHex("06092a864886f70d01050c");
        var aes256 = HexFormat.of().parseHex("060960864801650304012a");
        var derivation =
                DerWriter.sequence(pbkdf2, DerWriter.sequence(DerWriter.octets(salt), DerWriter.integer(iterations)));
        var cipher = DerWriter.sequence(aes256, DerWriter.octets(new byte[0]));
        var content = DerWriter.sequence(
                DerWriter.sequence(pbes2, DerWriter.sequence(derivation, cipher)), DerWriter.octets(new byte[16]));
        return catchThrowable(() -> PrivateKeyReader.read(content, "/etc/x.pem", "secret"::toCharArray));
    }

    @Test
    void showsNoSecret() throws Exception {
        var info = PrivateKeyInfo.ofPkcs8(this.leaf.privateKey().getEncoded());
        var block = PemReader.read(this.leaf.encryptedPrivateKeyPem("secret"), "x.pem")
                .get(0);

        assertThat(info).hasToString("PrivateKeyInfo[secret]");
        assertThat(block).hasToString("PemBlock[ENCRYPTED PRIVATE KEY]");
        assertThat(EncryptedPrivateKey.parse(block.decode("x.pem"), "x.pem"))
                .hasToString("EncryptedPrivateKey[PBKDF2WithHmacSHA256]");
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PrivateKeyReader.read(content, "/etc/x.pem", null))
                .withMessage(message);
    }

    private static byte[] pem(String label, String base64) {
        return bytes("-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
