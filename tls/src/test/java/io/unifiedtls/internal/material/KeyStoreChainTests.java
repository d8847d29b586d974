package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Entries of key stores whose certificates are not those of the key, in order. */
class KeyStoreChainTests {

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestAuthority MIDDLE = ROOT.intermediate("Middle");

    private static final TestCertificate WWW = MIDDLE.server("www.example.com");

    @TempDir
    private Path directory;

    @Test
    void areSentInOrder() throws Exception {
        var entry = load(ROOT.certificate(), MIDDLE.certificate(), WWW.certificate());

        assertThat(entry.certificates()).containsExactly(WWW.certificate(), MIDDLE.certificate(), ROOT.certificate());
        assertThat(entry.unused()).isEmpty();
    }

    @Test
    void areSentAloneWithoutAnIssuer() throws Exception {
        var entry = load(WWW.certificate());

        assertThat(entry.certificates()).containsExactly(WWW.certificate());
        assertThat(entry.unused()).isEmpty();
    }

    @Test
    void areLeftOutIfTheyAreNoIssuers() throws Exception {
        var other = TestAuthority.create("Other").intermediate("Middle").certificate();
        var entry = load(WWW.certificate(), other, ROOT.certificate());

        assertThat(entry.certificates()).containsExactly(WWW.certificate());
        assertThat(entry.unused()).containsExactly(other, ROOT.certificate());
    }

    @Test
    void areRefusedIfTheyAreOfAnotherKey() {
        assertRefused(
                MIDDLE.server("other.example.com").certificate(),
                "the private key in %s does not belong to the certificate in %s (CN=other.example.com); use the key that the certificate was requested with"
                        .formatted(file(), file()));
    }

    @Test
    void areRefusedIfTheyAreOfAnotherKindOfKey() {
        assertRefused(
                MIDDLE.leaf()
                        .names("other.example.com")
                        .curve("secp384r1")
                        .issue()
                        .certificate(),
                "the private key in %s is an EC key on P-256, but the certificate in %s (CN=other.example.com) is for an EC key on P-384; use the key that the certificate was requested with, or request a certificate for this one: openssl req -new -key %s -out new.csr"
                        .formatted(file(), file(), file()));
    }

    private void assertRefused(X509Certificate certificate, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(certificate))
                .withMessage(message);
    }

    private Credential load(X509Certificate... certificates) throws Exception {
        var keyStore = KeyStore.getInstance("JKS"); // which takes any certificates for a key
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "www",
                WWW.privateKey(),
                "secret".toCharArray(),
                List.of(certificates).toArray(X509Certificate[]::new));
        try (var output = Files.newOutputStream(file())) {
            keyStore.store(output, "secret".toCharArray());
        }
        return CredentialReader.load(SigningChain.fromKeyStore(
                TlsKeyStore.fromFile(file()).password("secret"::toCharArray).build()));
    }

    private Path file() {
        return this.directory.resolve("www.jks");
    }
}
