package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What reads signing chains, given files that anybody may have written; no error shows any part of the key. */
@Timeout(20)
class SigningChainFuzzTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root").intermediate("Middle");

    private static final TestCertificate LEAF = AUTHORITY.server("www.example.com", "*.example.com");

    private static final Untrusted INPUT = Untrusted.secret(LEAF.privateKey().getEncoded());

    private static Path file;

    @BeforeAll
    static void createFile() throws IOException {
        file = Files.createTempFile("chain", ".pem");
    }

    @AfterAll
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    static Stream<byte[]> chains() throws Exception {
        return Stream.of(LEAF.combinedPem(), LEAF.chainPem(), LEAF.certificate().getEncoded());
    }

    @MethodSource("chains")
    @FuzzTest
    void readsSigningChains(byte[] content) throws Exception {
        Files.write(file, content);

        load(SigningChain.fromPem(file));
        load(SigningChain.of(TlsCertificate.fromBuffer(content), TlsPrivateKey.fromBuffer(LEAF.privateKeyPem())));
        load(SigningChain.of(TlsCertificate.fromBuffer(LEAF.chainPem()), TlsPrivateKey.fromFile(file)));
    }

    private static void load(SigningChain chain) throws Exception {
        INPUT.readOrRefuse(() -> {
            var entry = CredentialReader.load(chain);
            assertThat(entry.certificates()).isNotEmpty().doesNotHaveDuplicates();
        });
    }
}
