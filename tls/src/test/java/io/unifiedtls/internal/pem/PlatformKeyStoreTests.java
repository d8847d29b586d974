package io.unifiedtls.internal.pem;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;

class PlatformKeyStoreTests {

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

    private static Properties properties(String name, String value) {
        var properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
