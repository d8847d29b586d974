package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsClientConfiguration;

class JsseGroupTests {

    private static final TlsClientConfiguration CONFIGURATION = TlsClientConfiguration.builder()
            .groups(List.of(NamedGroup.SECP384R1))
            .build();

    private final JsseImplementation implementation = new JsseImplementation();

    /** The JDK has a call for it from 20 on. */
    @Test
    void areThoseOfTheConfigurationOrRefused() throws Exception {
        if (Runtime.version().feature() < 20) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> this.implementation.validate(CONFIGURATION))
                    .withMessage(
                            "TLS implementation jsse does not support setting the groups [secp384r1]; it supports none");
            return;
        }
        var engine = this.implementation.clientContext(CONFIGURATION).createEngine("localhost", 443);
        var parameters = engine.getSSLParameters();

        assertThat((String[]) parameters.getClass().getMethod("getNamedGroups").invoke(parameters))
                .containsExactly("secp384r1");
    }

    @Test
    void areListedOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> TlsClientConfiguration.builder().groups(List.of(NamedGroup.X25519, NamedGroup.X25519)))
                .withMessage("a group is listed twice: [X25519, X25519]");
    }
}
