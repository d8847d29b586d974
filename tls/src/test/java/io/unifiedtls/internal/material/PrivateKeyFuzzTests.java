package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What reads private keys, given what anybody may have written; no error shows any part of a key. */
@Timeout(20)
class PrivateKeyFuzzTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate EC = AUTHORITY.server("www.example.com");

    private static final TestCertificate RSA =
            AUTHORITY.leaf().names("www.example.com").rsa().issue();

    private static final TestCertificate ED25519 =
            AUTHORITY.leaf().names("www.example.com").ed25519().issue();

    private static final Untrusted INPUT = Untrusted.secret(
            EC.privateKey().getEncoded(),
            RSA.privateKey().getEncoded(),
            ED25519.privateKey().getEncoded());

    static Stream<byte[]> keys() throws Exception {
        return Stream.of(
                EC.privateKey().getEncoded(),
                EC.combinedPem(),
                inside(EC),
                RSA.privateKey().getEncoded(),
                RSA.privateKeyPem(),
                inside(RSA),
                ED25519.privateKey().getEncoded());
    }

    /** Returns what PKCS#8 wraps: PKCS#1 or SEC1. */
    private static byte[] inside(TestCertificate certificate) throws Exception {
        return PrivateKeyInfo.ofPkcs8(certificate.privateKey().getEncoded()).key();
    }

    @MethodSource("keys")
    @FuzzTest
    void readsPrivateKeys(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> {
            var key = PrivateKeyReader.read(content, "x", null);
            assertThat(PrivateKeyReader.read(key.getEncoded(), "x", null)).isEqualTo(key);
        });
    }

    static Stream<byte[]> encryptedKeys() throws Exception {
        var pem = EC.encryptedPrivateKeyPem("secret");
        return Stream.of(pem, PemReader.read(pem, "x").get(0).decode("x"));
    }

    @MethodSource("encryptedKeys")
    @FuzzTest
    void readsEncryptedPrivateKeys(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> PrivateKeyReader.read(content, "x", "secret"::toCharArray));
    }
}
