package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;

class TrustStoresTests {

    private static final TestAuthority ONE = TestAuthority.create("One");

    private static final TestAuthority TWO = TestAuthority.create("Two");

    @TempDir
    private Path directory;

    @Test
    void haveEachCertificateOfAFileOnce() throws Exception {
        var content = new ByteArrayOutputStream();
        content.write(ONE.certificatePem());
        content.write(TWO.certificatePem());
        content.write(ONE.certificatePem());

        assertThat(load(TrustStore.fromBuffer(content.toByteArray())))
                .containsExactly(ONE.certificate(), TWO.certificate());
    }

    @Test
    void haveEachCertificateOfAHashedDirectoryOnce() throws Exception {
        var file = Files.write(this.directory.resolve("one.pem"), ONE.certificatePem());
        Files.createSymbolicLink(this.directory.resolve("f40869d8.0"), file);
        Files.write(this.directory.resolve("one.der"), ONE.certificate().getEncoded());

        assertThat(load(TrustStore.fromDirectory(this.directory))).containsExactly(ONE.certificate());
    }

    @Test
    void haveEachCertificateOfAKeyStoreOnce() throws Exception {
        var keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setCertificateEntry("one", ONE.certificate());
        keyStore.setCertificateEntry("again", ONE.certificate());
        var file = this.directory.resolve("trust.p12");
        try (var output = Files.newOutputStream(file)) {
            keyStore.store(output, "secret".toCharArray());
        }

        assertThat(load(TrustStore.fromKeyStore(TlsKeyStore.fromFile(file)
                        .password("secret"::toCharArray)
                        .build())))
                .containsExactly(ONE.certificate());
    }

    @Test
    void refuseALinkThatLeadsNowhereInADirectoryOfTheUser() throws Exception {
        Files.write(this.directory.resolve("one.pem"), ONE.certificatePem());
        var link = Files.createSymbolicLink(this.directory.resolve("two.pem"), Path.of("/nowhere/two.pem"));

        assertRefused("%s is a link to /nowhere/two.pem, which cannot be found; remove the link, or put the file back"
                .formatted(link));
    }

    @Test
    void refuseALinkToItselfInADirectoryOfTheUser() throws Exception {
        var link = Files.createSymbolicLink(this.directory.resolve("loop.pem"), Path.of("loop.pem"));

        assertRefused("%s is a link to loop.pem, which cannot be found; remove the link, or put the file back"
                .formatted(link));
    }

    @Test
    void refuseAFileThatIsNoCertificateInADirectoryOfTheUser() throws Exception {
        Files.write(this.directory.resolve("one.pem"), ONE.certificatePem());
        var list = Files.write(this.directory.resolve("one.r0"), ONE.crl());

        assertRefused("%s holds a CRL and no certificate".formatted(list));
    }

    @Test
    void refuseADirectoryThatIsEmptyOrMissing() throws IOException {
        Files.createDirectory(this.directory.resolve("below"));
        Files.createFile(this.directory.resolve(".hidden"));

        assertRefused("no certificate found in the directory %s".formatted(this.directory));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(TrustStore.fromDirectory(this.directory.resolve("missing"))))
                .withMessage("no such directory: %s", this.directory.resolve("missing"));
    }

    private void assertRefused(String message) {
        var trustStore = TrustStore.fromDirectory(this.directory);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(trustStore))
                .withMessage(message)
                .satisfies(error -> assertThat(error.setting()).contains(trustStore));
    }

    private static List<X509Certificate> load(TrustStore trustStore) throws ConfigurationException {
        return TrustStores.load(trustStore).authorities();
    }
}
