package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertDescriptionTests {

    @ParameterizedTest
    @EnumSource
    void isFoundByCodeAndName(AlertDescription alert) {
        assertThat(AlertDescription.of(alert.code())).contains(alert);
        assertThat(AlertDescription.named(alert.protocolName())).contains(alert);
    }

    /** https://www.iana.org/assignments/tls-parameters: all that are assigned or reserved. */
    @Test
    void isInTheRegistry() {
        assertThat(AlertDescription.values())
                .extracting(AlertDescription::code)
                .containsExactly(
                        0, 10, 20, 21, 22, 30, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 60, 70, 71, 80, 86,
                        90, 100, 109, 110, 111, 112, 113, 114, 115, 116, 117, 120, 121);
    }

    @Test
    void isNotFoundIfUnknown() {
        assertThat(AlertDescription.of(255)).isEmpty();
        assertThat(AlertDescription.named("UNKNOWN_CA")).isEmpty();
        assertThat(AlertDescription.UNKNOWN_CA.protocolName()).isEqualTo("unknown_ca");
    }
}
