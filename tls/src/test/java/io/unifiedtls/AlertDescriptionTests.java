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

    @Test
    void isNotFoundIfUnknown() {
        assertThat(AlertDescription.of(255)).isEmpty();
        assertThat(AlertDescription.named("UNKNOWN_CA")).isEmpty();
        assertThat(AlertDescription.UNKNOWN_CA.protocolName()).isEqualTo("unknown_ca");
    }
}
