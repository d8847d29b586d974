package io.unifiedtls.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.sni.CertificateSelector;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class ServerKeyManagerTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final Credential EC =
            entry(AUTHORITY.leaf().names("a.example.com").issue());

    private static final Credential RSA =
            entry(AUTHORITY.leaf().names("b.example.com").rsa().issue());

    private final ServerKeyManager keys = new ServerKeyManager(
            List.of(EC, RSA),
            new CertificateSelector(
                    List.of(EC, RSA),
                    ServerNamePolicy.USE_DEFAULT,
                    ServerNamePolicy.USE_DEFAULT,
                    Set.of(),
                    Set.of(),
                    Clock.systemUTC()));

    @ParameterizedTest
    @ValueSource(strings = {"EC", "EC/secp256r1", "ECDHE_ECDSA"})
    void answersATypeOfKeyThatTheChosenChainHas(String keyType) throws Exception {
        var alias = this.keys.chooseEngineServerAlias(keyType, null, engine());

        assertThat(alias).isNotNull();
        assertThat(this.keys.getCertificateChain(alias)).containsExactly(EC.leaf());
        assertThat(this.keys.getPrivateKey(alias)).isEqualTo(EC.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "RSASSA-PSS", "EdDSA", "Ed25519", "DSA", "ECDHE_RSA"})
    void hasNoAnswerForATypeThatOnlyAChainOfAnotherNameHas(String keyType) throws Exception {
        assertThat(this.keys.chooseEngineServerAlias(keyType, null, engine())).isNull();
    }

    @Test
    void listsTheChainsOfAType() {
        assertThat(this.keys.getServerAliases("EC", null)).hasSize(1);
        assertThat(this.keys.getServerAliases("RSA", null))
                .hasSize(1)
                .doesNotContain(this.keys.getServerAliases("EC", null));
        assertThat(this.keys.getServerAliases("EdDSA", null)).isNull();
    }

    @Test
    void hasNoKeysForClients() {
        assertThat(this.keys.getClientAliases("EC", null)).isNull();
        assertThat(this.keys.chooseClientAlias(new String[] {"EC"}, null, null)).isNull();
    }

    private static SSLEngine engine() throws Exception {
        return SSLContext.getDefault().createSSLEngine();
    }

    private static Credential entry(TestCertificate certificate) {
        return new Credential(certificate.privateKey(), certificate.chain(), List.of());
    }
}
