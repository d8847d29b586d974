package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

@ExtendWith(OutputCaptureExtension.class)
class HandshakeLogTests {

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

    @AfterEach
    void resetLevel() {
        this.logging.setLogLevel("io.unifiedtls.handshake", null);
    }

    @Test
    void saysWhyAHandshakeFailed(CapturedOutput output) {
        this.logging.setLogLevel("io.unifiedtls.handshake", LogLevel.DEBUG);

        new HandshakeLog().failed(failure("www.example.com"));

        assertThat(output)
                .contains(
                        "server handshake of 'web' failed after 12 ms: peer_alert: received fatal alert: unknown_ca (server name: www.example.com)");
    }

    @Test
    void isSilentUnlessAskedTo(CapturedOutput output) {
        this.logging.setLogLevel("io.unifiedtls.handshake", LogLevel.INFO);

        new HandshakeLog().failed(failure("www.example.com"));

        assertThat(output).doesNotContain("www.example.com");
    }

    @Test
    void aServerNameCannotMakeUpALine(CapturedOutput output) {
        this.logging.setLogLevel("io.unifiedtls.handshake", LogLevel.DEBUG);

        new HandshakeLog().failed(failure("a\r\nWARN forged\u001b[31m\u2028\u202e" + "b".repeat(1000)));

        assertThat(output).contains("(server name: a??WARN forged?[31m??bbb").doesNotContain("b".repeat(256));
    }

    private static HandshakeEvent failure(String serverName) {
        return HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                .requestedServerName(serverName)
                .duration(Duration.ofMillis(12))
                .failure(HandshakeFailure.PEER_ALERT)
                .failureMessage("received fatal alert: unknown_ca")
                .build();
    }
}
