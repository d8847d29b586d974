package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class ConnectTargetTests {

    private static ConnectTarget.Builder target() {
        return ConnectTarget.builder("www.example.com", 443);
    }

    @Test
    void hasDefaults() {
        var target = ConnectTarget.of("www.example.com", 443);

        assertThat(target.host()).isEqualTo("www.example.com");
        assertThat(target.port()).isEqualTo(443);
        assertThat(target.serverName()).isEqualTo("www.example.com");
        assertThat(target.connectTimeout()).isEmpty();
        assertThat(target.handshakeTimeout()).isEmpty();
        assertThat(target.localAddress()).isEmpty();
        assertThat(target.isBlocking()).isTrue();
        assertThat(target.isHandshakeDeferred()).isFalse();
    }

    @Test
    void isAValue() {
        var local = new InetSocketAddress("127.0.0.1", 0);
        var others = List.of(
                ConnectTarget.of("www.example.org", 443),
                ConnectTarget.of("www.example.com", 444),
                target().serverName("api.example.com").build(),
                target().connectTimeout(Duration.ofSeconds(1)).build(),
                target().handshakeTimeout(Duration.ofSeconds(1)).build(),
                target().localAddress(local).build(),
                target().nonBlocking().build(),
                target().deferHandshake().build());

        assertThat(target().build())
                .isEqualTo(target().build())
                .hasSameHashCodeAs(target().build())
                .isNotIn(others)
                .hasToString("ConnectTarget[www.example.com port 443, server name www.example.com]");
        assertThat(others).doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectTarget.of("", 443))
                .withMessage("the host to connect to is empty");
        for (var port : List.of(-1, 0, 65_536)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConnectTarget.of("localhost", port))
                    .withMessage("port %d is not between 1 and 65535", port);
        }
        for (var name :
                List.of("", "www example.com", "https://www.example.com", "www.example.com:443", "-a.example.com")) {
            assertThatIllegalArgumentException()
                    .as(name)
                    .isThrownBy(() -> target().serverName(name))
                    .withMessage("'%s' is not a valid host name", name);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target().connectTimeout(Duration.ZERO))
                .withMessage("the connect timeout must be positive, not PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target().handshakeTimeout(Duration.ofSeconds(-1)))
                .withMessage("the handshake timeout must be positive, not PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> target().localAddress(InetSocketAddress.createUnresolved("gateway", 0)))
                .withMessage("the local address 'gateway' is not resolved; use an IP address");
    }

    @Test
    void takesNamesOfEveryKind() {
        for (var name :
                List.of("localhost", "b\u00fccher.example.", "10.0.0.1", "::1", "[2001:DB8::1]", "fe80::1%eth0")) {
            assertThat(target().serverName(name).build().serverName()).isEqualTo(name);
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> ConnectTarget.of(null, 443))
                .withMessage("the host to connect to is missing");
        assertThatNullPointerException()
                .isThrownBy(() -> target().serverName(null))
                .withMessage("the server name is missing");
        assertThatNullPointerException()
                .isThrownBy(() -> target().connectTimeout(null))
                .withMessage("the connect timeout is missing");
        assertThatNullPointerException()
                .isThrownBy(() -> target().localAddress(null))
                .withMessage("the local address is missing");
    }
}
