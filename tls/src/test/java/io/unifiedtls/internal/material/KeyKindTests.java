package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.x509.DerWriter;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

/** Keys of every kind that OpenSSL makes, with certificates of the same and of other kinds. */
class KeyKindTests {

    private static final String REQUEST =
            "req -x509 -key %s.key -out %s.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost %s";

    @TempDir
    private Path directory;

    private OpenSsl openSsl;

    @BeforeEach
    void openSsl() {
        this.openSsl = new OpenSsl(this.directory);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256, sha256, 32",
        "sha256, sha256, 20",
        "sha256, sha256, 0",
        "sha384, sha384, 48",
        "sha384, sha384, 20",
        "sha512, sha512, 64",
    })
    void anRsaPssKeyServesAndIdentifiesWithTheHashItIsRestrictedTo(String hash, String mask, int salt)
            throws Exception {
        restricted("k", hash, mask, salt);

        assertServes("k", TlsVersion.TLSv1_2);
        assertServes("k", TlsVersion.TLSv1_3);
    }

    @Test
    void anRsaPssKeyThatIsNotRestrictedServes() throws Exception {
        this.openSsl.run("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out k.key");
        this.openSsl.run(REQUEST.formatted("k", "k", "-sha384"));

        assertServes("k", TlsVersion.TLSv1_2);
        assertServes("k", TlsVersion.TLSv1_3);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256, sha1, 32, 'SHA-256, MGF1 with SHA-1 and a salt of at least 32 bytes'",
        "sha384, sha256, 48, 'SHA-384, MGF1 with SHA-256 and a salt of at least 48 bytes'",
        "sha256, sha256, 64, 'SHA-256, MGF1 with SHA-256 and a salt of at least 64 bytes'",
        "sha1, sha1, 20, 'SHA-1, MGF1 with SHA-1 and a salt of at least 20 bytes'",
        "sha224, sha224, 28, 'SHA-224, MGF1 with SHA-224 and a salt of at least 28 bytes'",
    })
    void anRsaPssKeyThatTlsCannotSignWithIsRefused(String hash, String mask, int salt, String restriction)
            throws Exception {
        restricted("k", hash, mask, salt);

        assertRefused(
                "k",
                "k",
                "TLS cannot use the RSASSA-PSS private key in %s: it is restricted to %s, and TLS signs with SHA-256, SHA-384 or SHA-512, MGF1 with the same hash and a salt as long as the hash; make a new key and certificate, such as with: openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32"
                        .formatted(key("k"), restriction));
    }

    @Test
    void aCertificateForRsaPssAndAKeyForRsaAreRefused() throws Exception {
        this.openSsl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key");
        this.openSsl.run(REQUEST.formatted("rsa", "rsa", ""));
        var key = PrivateKeyReader.read(this.openSsl.file("rsa.key"), "x", null);
        this.openSsl.write("pss.der", asRsaPss(key.getEncoded()));
        this.openSsl.run("pkey -inform DER -in pss.der -out pss.key");
        this.openSsl.run(REQUEST.formatted("pss", "pss", "-sha256"));

        assertRefused(
                "rsa", "pss", kinds("rsa", "an RSA key (rsaEncryption)", "pss", "an RSASSA-PSS key (id-RSASSA-PSS)"));
        assertRefused(
                "pss", "rsa", kinds("pss", "an RSASSA-PSS key (id-RSASSA-PSS)", "rsa", "an RSA key (rsaEncryption)"));
        assertServes("rsa", TlsVersion.TLSv1_3);
    }

    @ParameterizedTest
    @CsvSource({
        "EC -pkeyopt ec_paramgen_curve:P-256, EC -pkeyopt ec_paramgen_curve:P-384, an EC key on P-256, an EC key on P-384",
        "EC -pkeyopt ec_paramgen_curve:P-521, EC -pkeyopt ec_paramgen_curve:P-256, an EC key on P-521, an EC key on P-256",
        "EC -pkeyopt ec_paramgen_curve:P-256, EC -pkeyopt ec_paramgen_curve:brainpoolP256r1, an EC key on P-256, an EC key on brainpoolP256r1",
        "EC -pkeyopt ec_paramgen_curve:P-256, EC -pkeyopt ec_paramgen_curve:secp256k1, an EC key on P-256, an EC key on secp256k1",
        "ED25519, ED448, an Ed25519 key, an Ed448 key",
        "ED448, ED25519, an Ed448 key, an Ed25519 key",
        "ED25519, RSA -pkeyopt rsa_keygen_bits:2048, an Ed25519 key, an RSA key (rsaEncryption)",
        "RSA -pkeyopt rsa_keygen_bits:2048, EC -pkeyopt ec_paramgen_curve:P-256, an RSA key (rsaEncryption), an EC key on P-256",
    })
    void aKeyOfAnotherKindThanItsCertificatesIsRefused(String one, String other, String kind, String otherKind)
            throws Exception {
        this.openSsl.run("genpkey -out one.key -algorithm " + one);
        this.openSsl.run("genpkey -out other.key -algorithm " + other);
        this.openSsl.run(REQUEST.formatted("other", "other", ""));

        assertRefused("one", "other", kinds("one", kind, "other", otherKind));
    }

    @Test
    void aCertificateForX25519IsRefusedWithAnEd25519Key() throws Exception {
        this.openSsl.run("genpkey -algorithm X25519 -out x.key");
        this.openSsl.run("pkey -in x.key -pubout -out x.pub");
        this.openSsl.run("genpkey -algorithm ED25519 -out ed.key");
        this.openSsl.run(REQUEST.formatted("ed", "ca", ""));
        this.openSsl.run("req -new -key ed.key -subj /CN=localhost -out ed.csr");
        this.openSsl.run(
                "x509 -req -in ed.csr -force_pubkey x.pub -CA ca.pem -CAkey ed.key -CAcreateserial -out x.pem");

        assertRefused("ed", "x", kinds("ed", "an Ed25519 key", "x", "an X25519 key"));
        assertRefused(
                "x",
                "ca",
                "unsupported X25519 private key in %s, which cannot sign; use RSA, EC, Ed25519 or Ed448"
                        .formatted(key("x")));
    }

    @Test
    void aKeyOfTheSameKindThatIsAnotherIsAMismatch() throws Exception {
        restricted("one", "sha384", "sha384", 48);
        restricted("two", "sha384", "sha384", 48);

        assertRefused(
                "one",
                "two",
                "the private key in %s does not belong to the certificate in %s (CN=localhost); use the key that the certificate was requested with"
                        .formatted(key("one"), certificate("two")));
    }

    @Test
    void aKeyThatCannotSignIsNoMismatch() {
        var leaf = TestAuthority.create("CA").server("www.example.com").certificate();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> OrderedChain.of(new Unusable(), "the token", List.of(leaf), "www.pem"))
                .withMessageStartingWith("cannot sign with the private key in the token: ")
                .withCauseInstanceOf(InvalidKeyException.class);
    }

    @Test
    void aLeafWithAnIssuerOnACurveThatJavaLacksIsSentWithIt() throws Exception {
        this.openSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 -out ca.key");
        this.openSsl.run("req -x509 -key ca.key -out ca.pem -subj /CN=Brainpool");
        this.openSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out leaf.key");
        this.openSsl.run("req -new -key leaf.key -subj /CN=localhost -out leaf.csr");
        this.openSsl.run("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out only.pem");
        this.openSsl.write("leaf.pem", this.openSsl.file("only.pem"), this.openSsl.file("ca.pem"));

        assertThat(CredentialReader.load(chain("leaf", "leaf")).certificates()).hasSize(2);
    }

    /** A key in a token whose provider has gone. */
    private static final class Unusable implements PrivateKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    private void restricted(String name, String hash, String mask, int salt) throws Exception {
        this.openSsl.run(
                "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:%s -pkeyopt rsa_pss_keygen_mgf1_md:%s -pkeyopt rsa_pss_keygen_saltlen:%d -out %s.key"
                        .formatted(hash, mask, salt, name));
        this.openSsl.run(REQUEST.formatted(
                name,
                name,
                "-%s -sigopt rsa_mgf1_md:%s -sigopt rsa_pss_saltlen:%d".formatted(hash, mask, Math.max(salt, 20))));
    }

    /** Returns the numbers of an RSA key as an RSASSA-PSS key without restrictions. */
    private static byte[] asRsaPss(byte[] pkcs8) throws IOException {
        var algorithm = DerWriter.sequence(HexFormat.of().parseHex("06092a864886f70d01010a"));
        return DerWriter.sequence(
                DerWriter.integer(0),
                algorithm,
                DerWriter.octets(PrivateKeyInfo.ofPkcs8(pkcs8).key()));
    }

    private void assertServes(String name, TlsVersion version) throws Exception {
        var implementation = new JsseImplementation();
        var chain = chain(name, name);
        var trust = TrustStore.fromFile(certificate(name));
        var server = implementation.serverContext(TlsServerConfiguration.builder()
                .certificateChains(List.of(chain))
                .trustStore(trust)
                .build());
        var client = implementation.clientContext(TlsClientConfiguration.builder()
                .certificateChain(chain)
                .trustStore(trust)
                .lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .build());
        var engine = client.createEngine("localhost", 443);

        Handshakes.complete(engine, server.createEngine());

        assertThat(engine.getSession().getProtocol()).isEqualTo(version.protocol());
        assertThat(engine.getSession().getLocalCertificates()).hasSize(1);
    }

    private void assertRefused(String key, String certificate, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CredentialReader.load(chain(key, certificate)))
                .withMessage(message);
    }

    private String kinds(String key, String kind, String certificate, String otherKind) {
        return "the private key in %s is %s, but the certificate in %s (CN=localhost) is for %s; use the key that the certificate was requested with, or request a certificate for this one: openssl req -new -key %s -out new.csr"
                .formatted(key(key), kind, certificate(certificate), otherKind, key(key));
    }

    private SigningChain chain(String key, String certificate) {
        return SigningChain.of(TlsCertificate.fromFile(certificate(certificate)), TlsPrivateKey.fromFile(key(key)));
    }

    private Path key(String name) {
        return this.directory.resolve(name + ".key");
    }

    private Path certificate(String name) {
        return this.directory.resolve(name + ".pem");
    }
}
