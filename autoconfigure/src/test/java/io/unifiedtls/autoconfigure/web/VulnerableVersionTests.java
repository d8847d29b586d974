package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VulnerableVersionTests {

    @Test
    void namesTheVulnerabilityAndTheVersionToUse() {
        assertThat(VulnerableVersion.TOMCAT.warning("11.0.24.0"))
                .contains("Tomcat 11.0.24.0 has a known vulnerability in its TLS code, CVE-2026-65637; set the property"
                        + " tomcat.version to 11.0.25 or newer in your build");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.9.0", "10.1.99", "11.0.24.0"})
    void knowsOldVersionsOfTomcat(String version) {
        assertThat(VulnerableVersion.TOMCAT.warning(version)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.25.0", "11.0.100", "11.1.0-M1", "12.0.0", "unknown", ""})
    void saysNothingAboutOthers(String version) {
        assertThat(VulnerableVersion.TOMCAT.warning(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.2.14.Final", "4.1.130.Final"})
    void knowsOldVersionsOfNetty(String version) {
        assertThat(VulnerableVersion.NETTY.warning(version)).isPresent();
    }

    @Test
    void acceptsTheVersionOfNettyThatIsTested() {
        assertThat(VulnerableVersion.NETTY.warning("4.2.18.Final")).isEmpty();
    }
}
