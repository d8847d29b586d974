package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.RandomChanges;
import io.unifiedtls.internal.material.CertificateReader;
import io.unifiedtls.internal.material.KeyStoreReader;
import io.unifiedtls.internal.material.PrivateKeyReader;
import io.unifiedtls.internal.material.RevocationListReader;
import io.unifiedtls.internal.record.ClientHelloReader;
import io.unifiedtls.internal.x509.KeyStrength;
import io.unifiedtls.internal.x509.SubjectAltNames;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Whatever is done to valid input, each parser reads it or refuses it in the one way that it documents. */
class FuzzTests {

    private static final int TRIES = 3_000;

    /** A password makes each try cost a key derivation of thousands of rounds. */
    private static final int TRIES_WITH_PASSWORD = 500;

    private static final int LONGEST_UNNOTICED_RUN = 12;

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate LEAF = AUTHORITY
            .leaf()
            .names("www.example.com", "*.example.com", "192.0.2.1")
            .issue();

    static Stream<Named<byte[]>> certificates() throws Exception {
        return Stream.of(
                Named.of("DER", LEAF.certificate().getEncoded()),
                Named.of("PEM", LEAF.chainPem()),
                Named.of("PEM with the key", LEAF.combinedPem()));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void readsOrRefusesChangedCertificates(byte[] valid) {
        fuzz(valid, TRIES, changed -> CertificateReader.read(changed, "x"));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void decodesOrRefusesChangedPem(byte[] valid) {
        fuzz(
                valid,
                TRIES,
                changed -> CertificatePem.decode(new String(changed, StandardCharsets.ISO_8859_1))
                        .forEach(CertificateDetails::of));
    }

    @Test
    void describesOrRefusesAChangedCertificate() throws Exception {
        fuzz(LEAF.certificate().getEncoded(), 2 * TRIES, changed -> {
            try {
                assertThat(CertificateDetails.of(changed).fingerprint()).hasSize(64);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessage("not a certificate in DER; to read PEM, decode it first");
            }
        });
    }

    static Stream<Named<byte[]>> privateKeys() {
        var rsa = AUTHORITY.leaf().names("www.example.com").rsa().issue();
        var ed25519 = AUTHORITY.leaf().names("www.example.com").ed25519().issue();
        return Stream.of(
                Named.of("EC, DER", LEAF.privateKey().getEncoded()),
                Named.of("EC, PEM", LEAF.privateKeyPem()),
                Named.of("EC with certificates, PEM", LEAF.combinedPem()),
                Named.of("RSA, DER", rsa.privateKey().getEncoded()),
                Named.of("RSA, PEM", rsa.privateKeyPem()),
                Named.of("Ed25519, DER", ed25519.privateKey().getEncoded()),
                Named.of("Ed25519, PEM", ed25519.privateKeyPem()));
    }

    @ParameterizedTest
    @MethodSource("privateKeys")
    void readsOrRefusesAChangedPrivateKeyAndNeverShowsIt(byte[] valid) {
        fuzz(valid, TRIES, changed -> PrivateKeyReader.read(changed, "x", null));
    }

    @Test
    void readsOrRefusesAChangedEncryptedPrivateKeyAndNeverShowsIt() {
        var valid = LEAF.encryptedPrivateKeyPem("secret");

        fuzz(valid, TRIES, changed -> PrivateKeyReader.read(changed, "x", null));
        fuzz(valid, TRIES_WITH_PASSWORD, changed -> PrivateKeyReader.read(changed, "x", "secret"::toCharArray));
        fuzz(
                decoded(valid),
                TRIES_WITH_PASSWORD,
                changed -> PrivateKeyReader.read(changed, "x", "secret"::toCharArray));
    }

    @Test
    void readsOrRefusesAChangedRevocationList() {
        AUTHORITY.revoke(LEAF);
        var valid = AUTHORITY.crl();

        fuzz(valid, TRIES, changed -> RevocationListReader.read(changed, "x"));
        fuzz(decoded(valid), TRIES, changed -> RevocationListReader.read(changed, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void readsOrRefusesAChangedKeyStoreAndNeverShowsItsKey(String type) throws Exception {
        var valid = keyStore(type);

        fuzz(valid, TRIES_WITH_PASSWORD, changed -> {
            KeyStoreReader.key(changed, "x", null, "secret"::toCharArray, null, null);
        });
        fuzz(valid, TRIES_WITH_PASSWORD, changed -> {
            KeyStoreReader.key(changed, "x", type, "secret"::toCharArray, "www", "secret"::toCharArray);
        });
        fuzz(valid, TRIES_WITH_PASSWORD, changed -> {
            KeyStoreReader.trusted(changed, "x", null, "secret"::toCharArray);
        });
        fuzz(valid, TRIES_WITH_PASSWORD, changed -> KeyStoreReader.trusted(changed, "x", type, null));
    }

    private static byte[] keyStore(String type) throws Exception {
        var keyStore = KeyStore.getInstance(type);
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "www", LEAF.privateKey(), "secret".toCharArray(), LEAF.chain().toArray(new Certificate[0]));
        keyStore.setCertificateEntry("root", AUTHORITY.certificate());
        var content = new ByteArrayOutputStream();
        keyStore.store(content, "secret".toCharArray());
        return content.toByteArray();
    }

    static Stream<Named<byte[]>> material() throws Exception {
        AUTHORITY.revoke(LEAF);
        return Stream.concat(
                Stream.concat(certificates(), privateKeys()),
                Stream.of(
                        Named.of("encrypted key", decoded(LEAF.encryptedPrivateKeyPem("secret"))),
                        Named.of("CRL", decoded(AUTHORITY.crl()))));
    }

    /** Nobody knows what is in a file before it is read. */
    @ParameterizedTest
    @MethodSource("material")
    void readsOrRefusesChangedMaterialWhereAnyOtherIsExpected(byte[] valid) {
        readers().forEach(reader -> fuzz(valid, TRIES, reader));
    }

    @ParameterizedTest
    @MethodSource("material")
    void readsOrRefusesMaterialThatIsCutShortOrGoesOn(byte[] valid) {
        var secrets = runs(valid);
        var pieces = Stream.concat(
                        IntStream.iterate(0, length -> length < valid.length, length -> length + 1 + length / 50)
                                .boxed()
                                .flatMap(length -> Stream.of(
                                        Arrays.copyOf(valid, length), Arrays.copyOfRange(valid, length, valid.length))),
                        Stream.of(Arrays.copyOf(valid, valid.length + 1), Arrays.copyOf(valid, valid.length * 2)))
                .toList();
        readers().forEach(reader -> {
            for (int i = 0; i < pieces.size(); i++) {
                attempt(reader, pieces.get(i), secrets, i);
            }
        });
    }

    private static List<Parser> readers() {
        return List.of(
                content -> CertificateReader.read(content, "x").forEach(certificate -> {
                    SubjectAltNames.of(certificate);
                    KeyStrength.weakness(certificate.getPublicKey());
                }),
                content -> PrivateKeyReader.read(content, "x", null),
                content -> PrivateKeyReader.read(content, "x", "wrong"::toCharArray),
                content -> RevocationListReader.read(content, "x"),
                content -> KeyStoreReader.key(content, "x", null, "wrong"::toCharArray, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void readsAChangedClientHelloOrLeavesItToTheEngine(String protocol) {
        var valid = ClientHellos.ofJdk("www.example.com", protocol);

        fuzz(valid, TRIES, changed -> {
            var reader = new ClientHelloReader();
            var half = ByteBuffer.wrap(changed, 0, changed.length / 2);
            reader.read(half);
            assertThat(half.position()).isZero();

            var whole = ByteBuffer.wrap(changed);
            reader.read(whole);
            assertThat(whole.position()).isZero();
        });
    }

    // ---- what is done to the input

    private static void fuzz(byte[] valid, int tries, Parser parser) {
        var secrets = runs(valid);
        var changes = new RandomChanges(valid);
        for (int i = 0; i < tries; i++) {
            attempt(parser, changes.next(), secrets, i);
        }
    }

    private static void attempt(Parser parser, byte[] changed, Set<String> secrets, int number) {
        try {
            parser.parse(changed);
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                assertThat(shows(String.valueOf(cause.getMessage()), secrets))
                        .as("try %d shows the input: %s", number, cause)
                        .isFalse();
            }
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "try %d of %s".formatted(number, Base64.getEncoder().encodeToString(changed)), e);
        }
    }

    // ---- what may not be shown

    private static boolean shows(String message, Set<String> secrets) {
        for (int i = 0; i + LONGEST_UNNOTICED_RUN <= message.length(); i++) {
            if (secrets.contains(message.substring(i, i + LONGEST_UNNOTICED_RUN))) {
                return true;
            }
        }
        return false;
    }

    /** Returns every run of the Base64 of some material. */
    private static Set<String> runs(byte[] material) {
        var text = new String(material, StandardCharsets.ISO_8859_1);
        var base64 = text.startsWith("-----BEGIN")
                ? text.replaceAll("-----[^-]+-----|\\s", "")
                : Base64.getEncoder().encodeToString(material);
        var runs = new HashSet<String>();
        for (int i = 0; i + LONGEST_UNNOTICED_RUN <= base64.length(); i++) {
            runs.add(base64.substring(i, i + LONGEST_UNNOTICED_RUN));
        }
        return runs;
    }

    private static byte[] decoded(byte[] pem) {
        var text = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
        return Base64.getMimeDecoder().decode(text);
    }

    @FunctionalInterface
    private interface Parser {

        void parse(byte[] content) throws ConfigurationException;
    }
}
