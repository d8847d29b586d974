package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.internal.x509.DerWriter;

/** Keys as OpenSSL writes them. */
class OpenSslPrivateKeyTests {

    @TempDir
    private Path directory;

    private OpenSsl openSsl;

    @BeforeEach
    void prepare() {
        this.openSsl = new OpenSsl(this.directory);
    }

    @ParameterizedTest
    @CsvSource({
        "-algorithm RSA,                                RSA",
        "-algorithm RSA-PSS,                            RSASSA-PSS",
        "-algorithm RSA-PSS -pkeyopt rsa_pss_keygen_md:sha256, RSASSA-PSS",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256, EC",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-384, EC",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-521, EC",
        "-algorithm ED25519,                            EdDSA",
        "-algorithm ED448,                              EdDSA",
    })
    void readsGeneratedKeys(String options, String algorithm) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("genpkey " + options));

        var key = PrivateKeyReader.read(this.openSsl.file("key.pem"), "key.pem", null);

        assertThat(key.getAlgorithm()).isEqualTo(algorithm);
        assertSameKey(key.getEncoded());
        assertReadsTheSameFrom(this.openSsl.run("pkcs8 -topk8 -nocrypt -in key.pem -outform DER"));
    }

    @Test
    void readsPkcs1() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("genrsa -traditional 2048"));

        assertThat(this.openSsl.file("key.pem")).asString().startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertReadsTheSameFrom(this.openSsl.file("key.pem"));
        assertReadsTheSameFrom(this.openSsl.run("rsa -traditional -in key.pem -outform DER"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void readsSec1(String curve) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -name " + curve));

        assertThat(this.openSsl.file("key.pem"))
                .asString()
                .contains("-----BEGIN EC PARAMETERS-----", "-----BEGIN EC PRIVATE KEY-----");
        assertReadsTheSameFrom(this.openSsl.file("key.pem"));
        assertReadsTheSameFrom(this.openSsl.run("ec -in key.pem"));
        assertReadsTheSameFrom(this.openSsl.run("ec -in key.pem -outform DER"));
        assertReadsTheSameFrom(this.openSsl.run("ec -in key.pem -no_public"));
        assertReadsTheSameFrom(this.openSsl.run("ec -in key.pem -no_public -outform DER"));
    }

    @Test
    void readsSec1WhoseCurveIsInThePrecedingBlockAlone() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -name P-256"));
        var sec1 = DerReader.of(this.openSsl.run("ec -in key.pem -outform DER")).sequence();
        sec1.integer();
        var bare = DerWriter.sequence(DerWriter.integer(1), DerWriter.octets(sec1.octets()));
        this.openSsl.write("bare.der", bare);
        var body = Base64.getEncoder().encodeToString(bare);
        var block = "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----\n"
                .formatted(body)
                .getBytes(StandardCharsets.US_ASCII);

        assertReadsTheSameFrom(OpenSsl.join(this.openSsl.run("ecparam -name P-256"), block));
        assertRefused(block, "the EC private key in /etc/x.pem does not name its curve; convert it to PKCS#8");
        assertRefused(bare, "the EC private key in /etc/x.pem does not name its curve; convert it to PKCS#8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v2 aes-128-cbc -v2prf hmacWithSHA1",
                "-v2 aes-192-cbc -v2prf hmacWithSHA224",
                "-v2 aes-256-cbc -v2prf hmacWithSHA256",
                "-v2 aes-128-cbc -v2prf hmacWithSHA384",
                "-v2 aes-256-cbc -v2prf hmacWithSHA512",
                "-v2 aes-192-cbc -v2prf hmacWithSHA512 -iter 10000",
                "-v2 des3 -v2prf hmacWithSHA1",
                "-v2 des3 -v2prf hmacWithSHA256",
                "-v2 aes256",
            })
    void readsEncryptedKeys(String options) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));
        var encrypt = "pkcs8 -topk8 -in key.pem -passout pass:secret " + options;

        assertReadsTheSameFrom(this.openSsl.run(encrypt));
        assertReadsTheSameFrom(this.openSsl.run(encrypt + " -outform DER"));
    }

    @Test
    void readsKeysEncryptedByGenpkey() throws Exception {
        this.openSsl.run("genpkey -algorithm ED25519 -aes256 -pass pass:secret -out encrypted.pem");
        this.openSsl.write("key.pem", this.openSsl.run("pkey -in encrypted.pem -passin pass:secret"));

        assertReadsTheSameFrom(this.openSsl.file("encrypted.pem"));
    }

    @Test
    void readsKeysEncryptedWithAnEmptyPassword() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));
        var encrypted = this.openSsl.run("pkcs8 -topk8 -in key.pem -passout pass:");

        assertSameKey(
                PrivateKeyReader.read(encrypted, "x.pem", () -> new char[0]).getEncoded());
    }

    @ParameterizedTest
    @CsvSource({
        "-scrypt,               scrypt",
        "-v1 PBE-SHA1-3DES,     PBE-SHA1-3DES",
        "-v2 camellia-256-cbc,  the unknown algorithm 1.2.392.200011.61.1.1.1.4",
    })
    void refusesOtherEncryption(String options, String name) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));

        assertRefused(
                this.openSsl.run("pkcs8 -topk8 -in key.pem -passout pass:secret " + options),
                "the private key in /etc/x.pem is encrypted with %s; ".formatted(name)
                        + "convert it with: openssl pkcs8 -topk8 -in /etc/x.pem -out new.pem");
    }

    @ParameterizedTest
    @CsvSource({
        "genrsa -traditional 2048,               rsa -traditional -aes128",
        "genrsa -traditional 2048,               rsa -traditional -aes192",
        "genrsa -traditional 2048,               rsa -traditional -aes256",
        "genrsa -traditional 2048,               rsa -traditional -des3",
        "ecparam -genkey -noout -name P-256,     ec -aes128",
        "ecparam -genkey -noout -name P-384,     ec -aes256",
        "ecparam -genkey -noout -name P-521,     ec -des3",
    })
    void readsTheTraditionalEncryption(String generate, String encrypt) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run(generate));

        var encrypted = this.openSsl.run(encrypt + " -in key.pem -passout pass:secret");

        assertThat(encrypted).asString().contains("Proc-Type: 4,ENCRYPTED");
        assertReadsTheSameFrom(encrypted);
    }

    @Test
    void readsTheTraditionalEncryptionWithAPasswordThatIsNotAscii() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));
        this.openSsl.write("password", "gehe\u00EFm \u20AC".getBytes(StandardCharsets.UTF_8));

        var encrypted = this.openSsl.run("ec -in key.pem -aes256 -passout file:password");

        assertSameKey(PrivateKeyReader.read(encrypted, "x.pem", "gehe\u00EFm \u20AC"::toCharArray)
                .getEncoded());
    }

    /** One in 256 decrypts to something with a valid padding. */
    @ParameterizedTest
    @ValueSource(strings = {"-aes128", "-des3"})
    void refusesEveryWrongPasswordOfTheTraditionalEncryptionAlike(String cipher) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));
        var encrypted = this.openSsl.run("ec -in key.pem %s -passout pass:secret".formatted(cipher));

        for (int i = 0; i < 1500; i++) {
            var password = "wrong" + i;
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> PrivateKeyReader.read(encrypted, "/etc/x.pem", password::toCharArray))
                    .withMessage("wrong password for the private key in /etc/x.pem")
                    .withNoCause();
        }
    }

    @Test
    void clearsThePasswordOfTheTraditionalEncryption() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));
        var encrypted = this.openSsl.run("ec -in key.pem -aes256 -passout pass:secret");
        var password = "secret".toCharArray();

        PrivateKeyReader.read(encrypted, "x.pem", () -> password);

        assertThat(password).containsOnly('\0');
    }

    @Test
    void refusesOtherTraditionalEncryption() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256"));
        var encrypted =
                new String(this.openSsl.run("ec -in key.pem -aes256 -passout pass:secret"), StandardCharsets.US_ASCII);
        var malformed = "the private key in /etc/x.pem is encrypted, but its DEK-Info header is missing or malformed";

        assertRefused(
                this.openSsl.run("ec -in key.pem -camellia256 -passout pass:secret"),
                "the private key in /etc/x.pem is encrypted with CAMELLIA-256-CBC; "
                        + "convert it with: openssl pkcs8 -topk8 -in /etc/x.pem -out new.pem");
        assertRefused(encrypted.replace("DEK-Info", "Dek").getBytes(StandardCharsets.US_ASCII), malformed);
        assertRefused(encrypted.replaceFirst("CBC,..", "CBC,").getBytes(StandardCharsets.US_ASCII), malformed);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> PrivateKeyReader.read(encrypted.getBytes(StandardCharsets.US_ASCII), "/etc/x.pem", null))
                .withMessage("the private key in /etc/x.pem is encrypted and no password is given");
    }

    @ParameterizedTest
    @CsvSource({
        "secp256k1,         1.3.132.0.10 (secp256k1)",
        "secp224r1,         1.3.132.0.33 (secp224r1)",
        "brainpoolP256r1,   1.3.36.3.3.2.8.1.1.7 (brainpoolP256r1)",
        "brainpoolP384r1,   1.3.36.3.3.2.8.1.1.11 (brainpoolP384r1)",
        "brainpoolP512r1,   1.3.36.3.3.2.8.1.1.13 (brainpoolP512r1)",
        "sect283k1,         1.3.132.0.16",
    })
    void refusesOtherCurves(String curve, String name) throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name " + curve));
        var message = "Java does not support the curve %s of the key in /etc/x.pem; use P-256, P-384 or P-521"
                .formatted(name);

        assertRefused(this.openSsl.file("key.pem"), message);
        assertRefused(this.openSsl.run("pkcs8 -topk8 -nocrypt -in key.pem"), message);
    }

    @Test
    void refusesACurveThatIsSpeltOut() throws Exception {
        this.openSsl.write("key.pem", this.openSsl.run("ecparam -genkey -noout -name P-256 -param_enc explicit"));
        var message =
                "the EC private key in /etc/x.pem has explicit curve parameters; convert it with: openssl ec -param_enc named_curve -in /etc/x.pem -out new.pem";

        assertRefused(this.openSsl.file("key.pem"), message);
        assertRefused(this.openSsl.run("pkcs8 -topk8 -nocrypt -in key.pem"), message);
        this.openSsl.write("key.pem", this.openSsl.run("ec -param_enc named_curve -in key.pem"));
        assertReadsTheSameFrom(this.openSsl.file("key.pem"));
    }

    @Test
    void refusesDsa() throws Exception {
        this.openSsl.run("genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out params.pem");
        this.openSsl.run("genpkey -paramfile params.pem -out key.pem");
        var message = "unsupported DSA private key in /etc/x.pem; use RSA, EC, Ed25519 or Ed448";

        assertRefused(this.openSsl.file("key.pem"), message);
        assertRefused(this.openSsl.run("pkey -traditional -in key.pem"), message);
        assertRefused(this.openSsl.run("pkey -traditional -in key.pem -outform DER"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "-algorithm DH -pkeyopt group:ffdhe2048, DH",
        "-algorithm DHX -pkeyopt group:dh_2048_256, DH",
        "-algorithm X25519, X25519",
        "-algorithm X448, X448",
    })
    void refusesKeysThatCannotSign(String options, String name) throws Exception {
        assertRefused(
                this.openSsl.run("genpkey " + options),
                "unsupported %s private key in /etc/x.pem, which cannot sign; use RSA, EC, Ed25519 or Ed448"
                        .formatted(name));
    }

    private void assertReadsTheSameFrom(byte[] content) throws Exception {
        assertSameKey(
                PrivateKeyReader.read(content, "x.pem", "secret"::toCharArray).getEncoded());
    }

    /** Compares public keys: what encodes a private key may leave out optional parts. */
    private void assertSameKey(byte[] encoded) throws Exception {
        this.openSsl.write("read.der", encoded);
        assertThat(this.openSsl.run("pkey -in read.der -inform DER -pubout"))
                .isEqualTo(this.openSsl.run("pkey -in key.pem -pubout"));
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PrivateKeyReader.read(content, "/etc/x.pem", "secret"::toCharArray))
                .withMessage(message);
    }
}
