package io.unifiedtls.samples.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentAuthorityTests {

    @TempDir
    Path directory;

    private DevelopmentAuthority authority;

    @BeforeEach
    void create() {
        this.authority = DevelopmentAuthority.in(this.directory);
    }

    @Test
    void issuesACertificateForEveryNameOfAServer() throws Exception {
        this.authority.server("www", KeyAlgorithm.RSA, "www.shop.test", "localhost");

        var certificate = issued("www").certificate();
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "www.shop.test"), List.of(2, "localhost"));
        certificate.verify(issued("ca").certificate().getPublicKey());
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void keepsWhatIsStillValid() throws Exception {
        this.authority.client("worker", KeyAlgorithm.ECDSA, "worker");
        var first = issued("worker");

        DevelopmentAuthority.in(this.directory).client("worker", KeyAlgorithm.ECDSA, "worker");

        assertThat(issued("worker")).isEqualTo(first);
    }

    @Test
    void renewsWhatHasExpired() throws Exception {
        var expired = Issuing.leaf(
                issued("ca"), KeyAlgorithm.ECDSA, "www.shop.test", List.of("www.shop.test"), Duration.ZERO);
        PemFiles.write(this.directory, "www", expired);

        this.authority.server("www", KeyAlgorithm.ECDSA, "www.shop.test");

        assertThat(issued("www").certificate()).isNotEqualTo(expired.certificate());
        issued("www").certificate().checkValidity();
    }

    @Test
    void renewsEverythingWithTheAuthority() throws Exception {
        this.authority.client("worker", KeyAlgorithm.ECDSA, "worker");
        Files.delete(this.directory.resolve("ca.key"));

        DevelopmentAuthority.in(this.directory).client("worker", KeyAlgorithm.ECDSA, "worker");

        issued("worker").certificate().verify(issued("ca").certificate().getPublicKey());
    }

    @Test
    void putsACertificateAndItsKeyIntoAKeyStore() throws Exception {
        this.authority.server("api", KeyAlgorithm.ECDSA, "api.shop.test");

        this.authority.keyStore("api");

        var store = KeyStore.getInstance(
                this.directory.resolve("api.p12").toFile(), DevelopmentAuthority.STORE_PASSWORD.toCharArray());
        assertThat(store.getCertificate("api")).isEqualTo(issued("api").certificate());
        assertThat(store.isKeyEntry("api")).isTrue();
    }

    @Test
    void letsNobodyElseReadAKey() throws Exception {
        this.authority.client("worker", KeyAlgorithm.ECDSA, "worker");

        assertThat(Files.getPosixFilePermissions(this.directory.resolve("worker.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(issued("worker").toString()).isEqualTo("Identity[CN=worker]");
    }

    private Identity issued(String name) throws Exception {
        return PemFiles.read(this.directory, name).orElseThrow();
    }
}
