package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.junit.TestIdentities;

/** Keys are handed over to BoringSSL when their chain is chosen. */
class NativeKeyTests {

    /** What Netty would make of a chain and its key, and never release. */
    private static final String MATERIAL_OF_NETTY = "DefaultOpenSslKeyMaterial";

    @Test
    void areNotThoseOfNetty() throws Exception {
        var made = CountingLeakDetector.made(MATERIAL_OF_NETTY);

        Handshakes.complete(
                Fixture.client().createEngine("localhost", 443),
                Fixture.server().createEngine());

        assertThat(CountingLeakDetector.made(MATERIAL_OF_NETTY)).isEqualTo(made);
    }

    @Test
    void areRefusedWhereTheLibraryHasThemNot() {
        var chain = TestIdentities.chain(
                Fixture.AUTHORITY.leaf().names("localhost").ed25519().issue());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.server(settings -> settings.certificateChains(List.of(chain))))
                .withMessage("TLS implementation boringssl does not support EdDSA keys; use an EC or RSA key")
                .satisfies(error -> assertThat(error.setting()).contains(chain));
    }
}
