package io.unifiedtls.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

@Tag("any-jdk")
class FailureAdviceTests {

    @ParameterizedTest
    @EnumSource(HandshakeFailure.class)
    void isASentenceForBothSides(HandshakeFailure failure) {
        for (var side : Side.values()) {
            assertThat(FailureAdvice.of(failure, side)).matches("[A-Z].*\\.");
        }
    }

    @ParameterizedTest
    @EnumSource(HandshakeFailure.class)
    void leadsToASectionOfTheGuide(HandshakeFailure failure) throws IOException {
        var page = Files.readString(Path.of("..", "docs", "handshake-failures.md"));

        assertThat(FailureAdvice.guide(failure)).endsWith("/docs/handshake-failures.md#" + failure.tag());
        assertThat(page).contains("\n## %s\n".formatted(failure.tag()));
    }
}
