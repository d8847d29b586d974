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
    void giveWayForClientsIfTheyDoNotSendEveryServerName() throws Exception {
        var choice = TlsImplementation.choose(TlsClientConfiguration.builder().build());

        assertThat(choice.summary())
                .startsWith("jsse (")
                .endsWith("conscrypt skipped: host names without a dot are not sent to the server (SNI); if every host"
                        + " name has a dot, set implementation: conscrypt)");
        assertThat(choice.isAvoidable()).isFalse();
    }

    @Test
    void giveWayWithEveryReason() throws Exception {
        var choice = TlsImplementation.choose(TlsClientConfiguration.builder()
                .trustStore(TestIdentities.trust(Peers.AUTHORITY))
                .build());

        assertThat(choice.skipped().get("conscrypt"))
                .isEqualTo(
                        "server certificates with RSASSA-PSS, Ed25519, Ed448 or P-521 keys are not supported, and host"
                                + " names without a dot are not sent to the server (SNI); if no peer has one and every host name"
                                + " has a dot, set implementation: conscrypt");
    }

    @Test
    void giveWayForServersOfSeveralChainsIfTheyDoNotKeepSessionsApart() throws Exception {
        var chain = TestIdentities.chain(Peers.LOCALHOST);

        var choice = TlsImplementation.choose(TlsServerConfiguration.builder()
                .certificateChains(List.of(chain, chain))
                .build());

        assertThat(choice.implementation().name()).isEqualTo("jsse");
        assertThat(choice.skipped().get("conscrypt"))
                .isEqualTo(
                        "sessions are resumed under the server names of other certificates; if that is acceptable, set"
                                + " implementation: conscrypt");
    }

    @Test
    void areNamedWhereAnotherOneIsAskedFor() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TlsImplementation.named("openssl"))
                .withMessage("no TLS implementation 'openssl' on the class path; "
                        + "present: [conscrypt, jsse, bouncycastle]");
    }
}
