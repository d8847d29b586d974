package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.RevocationLists;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.internal.material.CertificateReader;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What reads trust stores and compares host names, given what anybody may have written. */
@Timeout(20)
class TrustStoresFuzzTests {

    private static final Untrusted INPUT = Untrusted.open();

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate LEAF = AUTHORITY
            .leaf()
            .names("www.example.com", "*.example.com")
            .ipAddresses("192.0.2.1", "2001:db8::1")
            .issue();

    private static Path directory;

    @BeforeAll
    static void createDirectory() throws IOException {
        directory = Files.createTempDirectory("trust");
    }

    @AfterAll
    static void deleteDirectory() throws IOException {
        for (var name : List.of("one.pem", "two.pem")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
    }

    static Stream<byte[]> trustStores() throws Exception {
        return Stream.of(AUTHORITY.certificatePem(), AUTHORITY.certificate().getEncoded(), LEAF.chainPem());
    }

    @MethodSource("trustStores")
    @FuzzTest
    void readsTrustStores(byte[] content) throws Exception {
        var one = Files.write(directory.resolve("one.pem"), content);
        Files.write(directory.resolve("two.pem"), AUTHORITY.certificatePem());

        for (var store : List.of(
                TrustStore.fromBuffer(content), TrustStore.fromFile(one), TrustStore.fromDirectory(directory))) {
            INPUT.readOrRefuse(
                    () -> assertThat(TrustStores.load(store).authorities()).isNotEmpty());
        }
        var revocable =
                TrustStore.fromBuffer(AUTHORITY.certificatePem()).withRevocationLists(RevocationLists.fromFile(one));
        INPUT.readOrRefuse(() -> TrustStores.load(revocable));
    }

    static Stream<byte[]> hosts() {
        return Stream.of("www.example.com.", "2001:DB8::1", "[::ffff:192.0.2.1]", "::1%lo", "999.1.1.1", "b\u00FCcher")
                .map(host -> host.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("hosts")
    @FuzzTest
    void comparesHosts(byte[] bytes) {
        HostNames.matches(LEAF.certificate(), new String(bytes, StandardCharsets.UTF_8));
    }

    static Stream<byte[]> certificates() throws Exception {
        return Stream.of(LEAF.certificate().getEncoded());
    }

    @MethodSource("certificates")
    @FuzzTest
    void comparesTheNamesOfACertificate(byte[] der) throws Exception {
        INPUT.readOrRefuse(() -> CertificateReader.read(der, "x").forEach(TrustStoresFuzzTests::compareNames));
    }

    private static void compareNames(X509Certificate certificate) {
        HostNames.of(certificate);
        for (var host : Arrays.asList("www.example.com", "192.0.2.1", "2001:db8::1")) {
            HostNames.matches(certificate, host);
        }
    }
}
