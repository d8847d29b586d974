package io.unifiedtls.samples.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.unifiedtls.samples.test.Shell;
import io.unifiedtls.samples.test.Shop;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
class SniNettyApplicationTests {

    @LocalServerPort
    int port;

    @TestFactory
    Stream<DynamicTest> answersEveryCommandLineThatItPrints() {
        return Shop.commandLines(this.port);
    }

    @TestFactory
    Stream<DynamicTest> servesEachNameItsCertificate() {
        return Shop.leaves(this.port);
    }

    @Test
    void countsAHandshakeThatFailsByItsReason() {
        var before = Shop.handshakes(this.port, "outcome:failure", "reason:no_shared_cipher");

        Shell.run(
                "openssl s_client -connect localhost:%d -tls1_2 -cipher ECDHE-RSA-AES128-SHA256".formatted(this.port));

        assertThat(Shop.handshakes(this.port, "outcome:failure", "reason:no_shared_cipher"))
                .isEqualTo(before + 1);
    }
}
