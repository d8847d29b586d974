package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class PasswordTests {

    private final Password password = Password.of("secret".toCharArray());

    @Test
    void isAValueThatIsNeverShown() {
        assertThat(this.password)
                .isEqualTo(Password.of("secret".toCharArray()))
                .hasSameHashCodeAs(Password.of("secret".toCharArray()))
                .isNotEqualTo(Password.of("Secret".toCharArray()))
                .hasToString("Password[secret]");
        assertThat(Password.of("hunter2".toCharArray()).toString()).doesNotContain("hunter2");
    }

    @Test
    void isNotClearedWithTheArrayOfSomebodyElse() {
        var given = "secret".toCharArray();
        var copy = Password.of(given);

        Arrays.fill(given, '\0');
        Arrays.fill(copy.get(), '\0');

        assertThat(copy.get()).isEqualTo("secret".toCharArray());
    }
}
