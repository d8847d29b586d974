package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.junit.TestIdentities;

/** Keys are handed over to BoringSSL, once for each chain, and not before it is used. */
class NativeKeyTests {

    /** What Netty calls a chain and its key in native memory. */
    private static final String MATERIAL = "DefaultOpenSslKeyMaterial";

    @Test
    void areMadeOnTheFirstUseOfAChainAlone() throws Exception {
        var chains = new ArrayList<SigningChain>(List.of(TestIdentities.chain(Fixture.LOCALHOST)));
        for (int i = 0; i < 200; i++) {
            chains.add(TestIdentities.chain(Fixture.LOCALHOST).withServerNames(List.of("host" + i + ".example.com")));
        }
        var made = CountingLeakDetector.made(MATERIAL);
        var server = Fixture.server(settings -> settings.certificateChains(chains));
        assertThat(CountingLeakDetector.made(MATERIAL)).isEqualTo(made);

        for (int i = 0; i < 5; i++) {
            // Each client is a new one, so that nothing is resumed.
            Handshakes.complete(
                    Fixture.client(TlsVersion.TLSv1_3).createEngine("localhost", 443), server.createEngine());
        }

        assertThat(CountingLeakDetector.made(MATERIAL)).isEqualTo(made + 1);
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
