package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Properties;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class PlatformKeyStoreTests {

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestCertificate WWW = ROOT.intermediate("Middle").server("www.example.com");

    @TempDir
    private Path directory;

    /** These tests do not run on the systems that have them. */
    @ParameterizedTest
    @CsvSource({"Windows Server 2025, Windows-MY", "Mac OS X, KeychainStore"})
    void isThatOfTheOperatingSystem(String system, String type) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PlatformKeyStore.load(properties("os.name", system), null))
                .withMessage("this Java runtime does not support key stores of type %s; ".formatted(type)
                        + "set the system property javax.net.ssl.keyStoreType to a supported type");
    }

    @Test
    void isMissingWhereNothingNamesOne() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PlatformKeyStore.load(properties("os.name", "Linux"), null))
                .withMessage(
                        "this system has no key store to look up an alias in; set the system properties "
                                + "javax.net.ssl.keyStore and javax.net.ssl.keyStorePassword, or use SigningChain.fromKeyStore");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PlatformKeyStore.load(properties("javax.net.ssl.keyStore", "NONE"), null))
                .withMessage(
                        "this system has no key store to look up an alias in; set the system properties "
                                + "javax.net.ssl.keyStoreType and javax.net.ssl.keyStorePassword, or use SigningChain.fromKeyStore");
    }

    @Test
    void hasTheKeysAndCertificatesOfTheFileThatThePropertiesName() throws Exception {
        var keyStore = PlatformKeyStore.load(file("secret", "PKCS12", ""), null);

        assertThat(keyStore.privateKey("www")).isEqualTo(WWW.privateKey());
        assertThat(keyStore.chain("www")).startsWith(WWW.chain().toArray(X509Certificate[]::new));
        assertThat(keyStore.chain("root")).containsExactly(ROOT.certificate());
        assertThat(keyStore.trusted("root")).isEqualTo(ROOT.certificate());
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "PKCS12, SunJSSE", "'', SunJSSE"})
    void isReadAsTheTypeAndByTheProviderThatThePropertiesName(String type, String provider) throws Exception {
        var keyStore = PlatformKeyStore.load(file("secret", type, provider), null);

        assertThat(keyStore.privateKey("www")).isEqualTo(WWW.privateKey());
    }

    @Test
    void isOpenedWithThePasswordSuppliedIfThePropertiesNameNone() throws Exception {
        var keyStore = PlatformKeyStore.load(file("", "", ""), "secret"::toCharArray);

        assertThat(keyStore.privateKey("www")).isEqualTo(WWW.privateKey());
    }

    @Test
    void hasCertificatesAndNoKeysWithoutAPassword() throws Exception {
        var keyStore = PlatformKeyStore.load(file("", "", ""), null);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> keyStore.privateKey("www"))
                .withMessage(
                        "the private key in %s (javax.net.ssl.keyStore) is encrypted and no password is given; supply it with fromIdWithPassword, or set the system property javax.net.ssl.keyStorePassword",
                        this.directory.resolve("www.p12"));
    }

    @Test
    void saysWhichAliasesItHas() throws Exception {
        var keyStore = PlatformKeyStore.load(file("secret", "", ""), null);
        var source = "%s (javax.net.ssl.keyStore)".formatted(this.directory.resolve("www.p12"));

        assertRefused(() -> keyStore.privateKey("api"), "no alias 'api' in %s; present: [www]".formatted(source));
        assertRefused(
                () -> keyStore.privateKey("root"),
                "no private key under the alias 'root' in %s; present: [www]".formatted(source));
        assertRefused(() -> keyStore.chain("api"), "no alias 'api' in %s; present: [root, www]".formatted(source));
        assertRefused(() -> keyStore.trusted("api"), "no alias 'api' in %s; present: [root]".formatted(source));
        assertRefused(
                () -> keyStore.trusted("www"),
                "no trusted certificate under the alias 'www' in %s; present: [root]".formatted(source));
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(reading)
                .withMessage(message);
    }

    /** Writes a key store whose password is "secret", and returns properties that name it; an empty one is not set. */
    private Properties file(String password, String type, String provider) throws Exception {
        var keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry(
                "www", WWW.privateKey(), "secret".toCharArray(), WWW.chain().toArray(Certificate[]::new));
        keyStore.setCertificateEntry("root", ROOT.certificate());
        var file = this.directory.resolve("www.p12");
        try (var output = Files.newOutputStream(file)) {
            keyStore.store(output, "secret".toCharArray());
        }
        var properties = properties("javax.net.ssl.keyStore", file.toString());
        properties.setProperty("javax.net.ssl.keyStorePassword", password);
        properties.setProperty("javax.net.ssl.keyStoreType", type);
        properties.setProperty("javax.net.ssl.keyStoreProvider", provider);
        return properties;
    }

    private static Properties properties(String name, String value) {
        var properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
