package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.Provider;
import java.security.Security;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.test.junit.TestIdentities;

class ImplementationsTests {

    @Test
    void areFoundOnTheClassPath() {
        assertThat(TlsImplementation.present())
                .extracting(TlsImplementation::name)
                .containsExactly("conscrypt", "jsse", "bouncycastle");
    }

    @Test
    void registerNoProvider() throws Exception {
        for (var implementation : TlsImplementation.present()) {
            implementation.clientContext(TlsClientConfiguration.builder().build());
        }

        assertThat(Security.getProviders()).extracting(Provider::getName).doesNotContain("Conscrypt", "BC", "BCJSSE");
    }

    @Test
    void giveWayToOneThatCanDoWhatIsConfigured() throws Exception {
        var server = TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(Peers.LOCALHOST)));

        assertThat(TlsImplementation.best(server.build()).name()).isEqualTo("conscrypt");
        assertThat(TlsImplementation.best(server.ciphers(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
                                .build())
                        .name())
                .isEqualTo("jsse");
    }

    @Test
    void areNamedWhereAnotherOneIsAskedFor() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TlsImplementation.named("openssl"))
                .withMessage("no TLS implementation 'openssl' on the class path; "
                        + "present: [conscrypt, jsse, bouncycastle]");
    }
}
