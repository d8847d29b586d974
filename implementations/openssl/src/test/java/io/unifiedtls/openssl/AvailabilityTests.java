package io.unifiedtls.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.openssl.internal.ffm.OpenSslLibrary;
import io.unifiedtls.test.junit.TestIdentities;

class AvailabilityTests {

    @Test
    void isChosenOnlyByName() throws Exception {
        assertThat(TlsImplementation.present())
                .extracting(TlsImplementation::name)
                .containsExactly("jsse", "openssl");
        assertThat(TlsImplementation.best(server().build()).name()).isEqualTo("jsse");
        assertThat(TlsImplementation.named("openssl")).isInstanceOf(OpenSslImplementation.class);
    }

    @Test
    void isChosenForWhatNoOtherOneSupports() throws Exception {
        var ccm = server().ciphers(List.of(CipherSuite.TLS_AES_128_CCM_SHA256)).build();

        var choice = TlsImplementation.choose(ccm);

        assertThat(choice.implementation().name()).isEqualTo("openssl");
        assertThat(choice.skipped())
                .containsEntry(
                        "jsse", "cipher suite TLS_AES_128_CCM_SHA256 is not supported by TLS implementation jsse");
    }

    private static TlsServerConfiguration.Builder server() {
        return TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(Fixture.LOCALHOST)));
    }

    @Test
    void saysWhatItCanDo() {
        var capabilities = Fixture.IMPLEMENTATION.capabilities();

        assertThat(capabilities.versions()).containsExactly(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);
        assertThat(capabilities.ciphers())
                .contains(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_AES_128_CCM_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CCM,
                        CipherSuite.named("TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384")
                                .orElseThrow())
                .noneMatch(cipher -> cipher.name().matches(".*(_PSK_|_anon_|_NULL_|_DHE_|_3DES_|_RC4_|_DSS_).*"));
        assertThat(capabilities.groups())
                .contains(
                        NamedGroup.X25519,
                        NamedGroup.X448,
                        NamedGroup.SECP256R1,
                        NamedGroup.SECP384R1,
                        NamedGroup.SECP521R1);
        assertThat(capabilities.features()).hasSize(TlsFeature.values().length - 1);
        assertThat(capabilities.has(TlsFeature.MATERIAL_IDS)).isFalse();
    }

    @Test
    void refusesKeysInTokens() {
        var id = SigningChain.of(TlsCertificate.fromId("pkcs11:object=web"), TlsPrivateKey.fromId("pkcs11:object=web"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.server(settings -> settings.certificateChains(List.of(id))))
                .withMessageStartingWith("TLS implementation openssl does not support key or certificate ids (")
                .withMessageEndingWith("); use a file or a buffer");
    }

    @Test
    void refusesCurvesThatTlsHasNoSignaturesFor() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("secp224r1"));

        assertThat(new OpenSslLibrary().lacks(generator.generateKeyPair().getPrivate()))
                .hasValueSatisfying(lacking -> assertThat(lacking).startsWith("keys on the curve "));
    }
}
