package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.KeyStrength;
import io.unifiedtls.internal.x509.SubjectAltNames;
import io.unifiedtls.test.TestAuthority;

/** Whatever is in a file, what comes out is material or a {@link ConfigurationException}. */
class MalformedMaterialTests {

    private static final int TRIES = 3_000;

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    static Stream<Named<byte[]>> material() throws Exception {
        var ec = AUTHORITY.leaf().names("www.example.com", "*.example.com").issue();
        var rsa = AUTHORITY.leaf().names("www.example.com").rsa().issue();
        var ed25519 = AUTHORITY.leaf().names("www.example.com").ed25519().issue();
        AUTHORITY.revoke(ec);
        return Stream.of(
                Named.of("certificate, DER", ec.certificate().getEncoded()),
                Named.of("certificate, PEM", ec.chainPem()),
                Named.of("combined, PEM", ec.combinedPem()),
                Named.of("EC key, PKCS#8", ec.privateKey().getEncoded()),
                Named.of("RSA key, PKCS#8", rsa.privateKey().getEncoded()),
                Named.of("Ed25519 key, PKCS#8", ed25519.privateKey().getEncoded()),
                Named.of("encrypted key", decoded(ec.encryptedPrivateKeyPem("secret"))),
                Named.of("CRL", decoded(AUTHORITY.crl())));
    }

    private static byte[] decoded(byte[] pem) {
        var body = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
        return Base64.getMimeDecoder().decode(body);
    }

    @ParameterizedTest
    @MethodSource("material")
    void readsOrRefusesWhatWasChangedAtRandom(byte[] content) {
        var random = new Random(5280);
        for (int i = 0; i < TRIES; i++) {
            var changed = content.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                // The structure is at the front, mostly.
                var position = random.nextBoolean()
                        ? random.nextInt(Math.min(64, changed.length))
                        : random.nextInt(changed.length);
                changed[position] = (byte) random.nextInt();
            }
            readAll(changed);
        }
    }

    @ParameterizedTest
    @MethodSource("material")
    void readsOrRefusesWhatIsCutShortOrGoesOn(byte[] content) {
        for (int length = 0; length < content.length; length += 1 + length / 50) {
            readAll(Arrays.copyOf(content, length));
            readAll(Arrays.copyOfRange(content, length, content.length));
        }
        readAll(Arrays.copyOf(content, content.length + 1));
        readAll(Arrays.copyOf(content, content.length * 2));
    }

    private static void readAll(byte[] content) {
        attempt(() -> CertificateReader.read(content, "x").forEach(certificate -> {
            SubjectAltNames.of(certificate);
            KeyStrength.weakness(certificate.getPublicKey());
        }));
        attempt(() -> PrivateKeyReader.read(content, "x", null));
        attempt(() -> PrivateKeyReader.read(content, "x", () -> "wrong".toCharArray()));
        attempt(() -> RevocationListReader.read(content, "x"));
        attempt(() -> KeyStoreReader.key(content, "x", null, "wrong"::toCharArray, null, null));
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @FunctionalInterface
    private interface Attempt {

        void run() throws ConfigurationException;
    }
}
