package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;

class SystemTrustTests {

    private static final String JDK = "javax.net.ssl.trustStore";

    private static final TestAuthority ONE = TestAuthority.create("One");

    private static final TestAuthority TWO = TestAuthority.create("Two");

    private static final byte[] GARBAGE =
            "-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII);

    private final RecordedWarnings warnings = RecordedWarnings.of("io.unifiedtls.TrustStore");

    private final String jdkBefore = System.getProperty(JDK);

    @TempDir
    private Path directory;

    private Path one;

    private Path two;

    private Path bundle;

    @BeforeEach
    void writeCertificates() throws IOException {
        this.one = Files.createDirectory(this.directory.resolve("one"));
        Files.write(this.one.resolve("ca.pem"), ONE.certificatePem());
        this.two = Files.createDirectory(this.directory.resolve("two"));
        Files.write(this.two.resolve("ca.pem"), TWO.certificatePem());
        this.bundle = Files.write(
                this.directory.resolve("bundle.pem"),
                TestAuthority.create("Bundle").certificatePem());
    }

    @AfterEach
    void restore() {
        this.warnings.close();
        if (this.jdkBefore == null) {
            System.clearProperty(JDK);
        } else {
            System.setProperty(JDK, this.jdkBefore);
        }
    }

    @Test
    void isWhatOneDirectoryHolds() throws Exception {
        assertThat(directories(this.one)).containsExactly(ONE.certificate());
    }

    @Test
    void isWhatEveryDirectoryOfTheListHolds() throws Exception {
        assertThat(directories(this.two, this.one)).containsExactly(TWO.certificate(), ONE.certificate());
        assertThat(directories(Path.of(""), this.one, Path.of(""))).containsExactly(ONE.certificate());
    }

    @Test
    void isWhatFileAndDirectoriesHoldTogether() throws Exception {
        var environment =
                Map.of("SSL_CERT_FILE", this.two.resolve("ca.pem").toString(), "SSL_CERT_DIR", this.one.toString());

        assertThat(trusted(environment)).containsExactly(TWO.certificate(), ONE.certificate());
        assertThat(this.warnings.messages()).isEmpty();
    }

    @Test
    void skipsWhatIsNoCertificateInADirectoryWithAWarning() throws Exception {
        Files.write(this.one.resolve("ab.r0"), ONE.crl());
        Files.writeString(this.one.resolve("README"), "authorities\n");
        Files.createFile(this.one.resolve("empty.pem"));
        Files.write(this.one.resolve("leaf.key"), ONE.server("a.example").privateKeyPem());
        Files.createSymbolicLink(this.one.resolve("gone.pem"), Path.of("nowhere.pem"));
        Files.createDirectory(this.one.resolve("below"));
        Files.writeString(this.one.resolve(".hidden"), "hidden\n");
        var skipped = "skipped in the system trust store: " + this.one;

        assertThat(directories(this.one)).containsExactly(ONE.certificate());
        assertThat(this.warnings.messages())
                .containsExactly(
                        "skipped in the system trust store: no certificate found in %s; it holds neither PEM nor DER"
                                .formatted(this.one.resolve("README")),
                        skipped + "/ab.r0 holds a CRL and no certificate",
                        skipped + "/empty.pem is empty",
                        skipped
                                + "/gone.pem is a link to nowhere.pem, which cannot be found; remove the link, or put the file back",
                        skipped
                                + "/leaf.key holds a private key and no certificate; are certificate and private key swapped?");
    }

    @Test
    void goesOnWithoutAFileOrDirectoryThatIsMissing() throws Exception {
        var missing = this.directory.resolve("missing");
        var environment =
                Map.of("SSL_CERT_FILE", missing.toString(), "SSL_CERT_DIR", missing + File.pathSeparator + this.one);

        assertThat(trusted(environment)).containsExactly(ONE.certificate());
        assertThat(this.warnings.messages())
                .containsExactly(
                        "skipped in the system trust store: no such file: " + missing,
                        "skipped in the system trust store: no such directory: " + missing);
    }

    @Test
    void isTheDistributionsWhereTheVariablesAreEmpty() throws Exception {
        assertThat(subjects(trusted(Map.of("SSL_CERT_FILE", "", "SSL_CERT_DIR", ""))))
                .containsExactly("CN=Bundle");
    }

    @Test
    void neverFallsBackFromWhatAVariableNames() throws Exception {
        var missing = this.directory.resolve("missing");
        var empty = Files.createDirectory(this.directory.resolve("empty"));
        var junk = Files.writeString(
                Files.createDirectory(this.directory.resolve("junk")).resolve("x.txt"), "x");

        assertRefused(
                Map.of("SSL_CERT_DIR", missing.toString()),
                "no trusted certificate in SSL_CERT_DIR=%s (no such directory: %s)".formatted(missing, missing));
        assertRefused(
                Map.of("SSL_CERT_DIR", missing + ":" + empty),
                "no trusted certificate in SSL_CERT_DIR=%s:%s (no such directory: %s)"
                        .formatted(missing, empty, missing));
        assertRefused(Map.of("SSL_CERT_DIR", ":"), "no trusted certificate in SSL_CERT_DIR=:");
        assertRefused(
                Map.of("SSL_CERT_DIR", empty.toString()), "no trusted certificate in SSL_CERT_DIR=%s".formatted(empty));
        assertRefused(
                Map.of("SSL_CERT_DIR", junk.getParent().toString()),
                "no trusted certificate in SSL_CERT_DIR=%s (no certificate found in %s; it holds neither PEM nor DER)"
                        .formatted(junk.getParent(), junk));
        assertRefused(
                Map.of("SSL_CERT_FILE", missing.toString()),
                "no trusted certificate in SSL_CERT_FILE=%s (no such file: %s)".formatted(missing, missing));
        assertRefused(
                Map.of("SSL_CERT_FILE", this.one.toString(), "SSL_CERT_DIR", junk.toString()),
                "no trusted certificate in SSL_CERT_FILE=%s and SSL_CERT_DIR=%s (%s is a directory; specify a file in it; %s is not a directory; configure it as certificates)"
                        .formatted(this.one, junk, this.one, junk));
    }

    @Test
    void skipsABadCertificateInABundleAndWarnsOnce() throws Exception {
        Files.write(this.bundle, join(GARBAGE, ONE.certificatePem()));

        assertThat(trusted(Map.of())).containsExactly(ONE.certificate());
        assertThat(trusted(Map.of())).containsExactly(ONE.certificate());
        assertThat(this.warnings.messages())
                .singleElement()
                .asString()
                .matches("skipped in the system trust store: certificate 1 of 2 in \\Q%s\\E is malformed: .*Too short.*"
                        .formatted(this.bundle));
    }

    @Test
    void doesNotFallBackFromABundleWithNothingInIt() throws Exception {
        Files.writeString(this.bundle, "");
        assertRefused(
                Map.of(),
                "no trusted certificate in the operating system's certificates (%s is empty)".formatted(this.bundle));

        Files.write(this.bundle, GARBAGE);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> trusted(Map.of()))
                .withMessageStartingWith(
                        "no trusted certificate in the operating system's certificates (certificate 1 of 1 in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linux", "FreeBSD", "Windows Server 2022", "Mac OS X"})
    void isAnErrorWhereTheJdkTrustsNobodyEither(String system) throws Exception {
        var empty = emptyTrustStoreOfTheJdk();
        var trust = new SystemTrust(Map.of(), system, List.of(this.directory.resolve("missing")));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(trust::authorities)
                .withMessageMatching(
                        "the operating system trusts no certificate authority \\(looked for (\\Q%s\\E|the key store (Windows|KeychainStore)-ROOT)\\): no trusted certificate in \\Q%s, which the system property %s names\\E; install the package ca-certificates, or specify a file of certificates"
                                .formatted(this.directory.resolve("missing"), empty, JDK));
    }

    @Test
    void isAnErrorForAContextThatTrustsTheJdkWhichTrustsNobody() throws Exception {
        var empty = emptyTrustStoreOfTheJdk();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TrustStores.load(TrustStore.jdk()))
                .withMessage(
                        "no trusted certificate in %s, which the system property javax.net.ssl.trustStore names", empty)
                .satisfies(error -> assertThat(error.setting()).contains(TrustStore.jdk()));
    }

    @Test
    void neverFallsBackFromTheTrustStoreThatTheJdkIsToldOf() {
        System.setProperty(JDK, this.directory.resolve("missing").toString());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TrustStores.load(TrustStore.jdk()))
                .withMessage(
                        "cannot read %s, which the system property javax.net.ssl.trustStore names",
                        this.directory.resolve("missing"));
    }

    @Test
    void saysWhichTrustStoreOfTheJdkCannotBeRead() throws Exception {
        System.setProperty(JDK, Files.writeString(this.bundle, "nonsense").toString());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TrustStores.load(TrustStore.jdk()))
                .withMessageStartingWith(
                        "cannot read %s, which the system property javax.net.ssl.trustStore names: ", this.bundle);
    }

    @Test
    void isThatOfTheJdkWhereTheSystemHasNone() throws Exception {
        assertThat(new SystemTrust(Map.of(), "Linux", List.of(this.directory.resolve("missing"))).authorities())
                .isEqualTo(JdkTrust.authorities());
        assertThat(JdkTrust.location())
                .startsWith("the trust store of the JDK, ")
                .endsWith("cacerts");
    }

    @Test
    void givesTheNamesOfWellKnownRoots() throws Exception {
        var root = JdkTrust.authorities().get(0).getSubjectX500Principal();

        assertThat(WellKnownRoots.contain(root)).isTrue();
        assertThat(WellKnownRoots.contain(ONE.certificate().getSubjectX500Principal()))
                .isFalse();
    }

    private Path emptyTrustStoreOfTheJdk() throws Exception {
        var keyStore = KeyStore.getInstance("JKS");
        keyStore.load(null, null);
        var file = this.directory.resolve("empty.jks");
        try (var output = Files.newOutputStream(file)) {
            keyStore.store(output, "changeit".toCharArray());
        }
        System.setProperty(JDK, file.toString());
        return file;
    }

    private List<X509Certificate> directories(Path... directories) throws ConfigurationException {
        var value = String.join(
                File.pathSeparator,
                List.of(directories).stream().map(Path::toString).toList());
        return trusted(Map.of("SSL_CERT_DIR", value));
    }

    private List<X509Certificate> trusted(Map<String, String> environment) throws ConfigurationException {
        return new SystemTrust(environment, "Linux", List.of(this.directory.resolve("missing"), this.bundle))
                .authorities();
    }

    private void assertRefused(Map<String, String> environment, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> trusted(environment))
                .withMessage(message);
    }

    private static List<String> subjects(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> certificate.getSubjectX500Principal().toString())
                .toList();
    }

    private static byte[] join(byte[] one, byte[] other) {
        return (new String(one, StandardCharsets.US_ASCII) + new String(other, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
