package io.unifiedtls.internal.material;

import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What reads key stores, given what anybody may have written; no error shows any part of a key. */
@Timeout(60) // an iteration count of five million is allowed, and takes seconds
class KeyStoreFuzzTests {

    private static final String PASSWORD = "secret";

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate LEAF = AUTHORITY.server("www.example.com");

    private static final Untrusted INPUT = Untrusted.secret(LEAF.privateKey().getEncoded());

    static Stream<byte[]> keyStores() throws Exception {
        return Stream.of(keyStore("PKCS12"), keyStore("JKS"), keyStore("JCEKS"));
    }

    private static byte[] keyStore(String type) throws Exception {
        var keyStore = KeyStore.getInstance(type);
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "www", LEAF.privateKey(), PASSWORD.toCharArray(), LEAF.chain().toArray(new Certificate[0]));
        keyStore.setCertificateEntry("root", AUTHORITY.certificate());
        var content = new ByteArrayOutputStream();
        keyStore.store(content, PASSWORD.toCharArray());
        return content.toByteArray();
    }

    @MethodSource("keyStores")
    @FuzzTest
    void readsTheKey(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> KeyStoreReader.key(content, "x", null, PASSWORD::toCharArray, null, null));
    }

    @MethodSource("keyStores")
    @FuzzTest
    void readsTheKeyWithoutAPasswordOfTheStore(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> KeyStoreReader.key(content, "x", null, null, "www", PASSWORD::toCharArray));
    }

    @MethodSource("keyStores")
    @FuzzTest
    void readsWhatIsTrusted(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> KeyStoreReader.trusted(content, "x", null, PASSWORD::toCharArray));
        INPUT.readOrRefuse(() -> KeyStoreReader.trusted(content, "x", null, null));
    }
}
