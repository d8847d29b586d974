package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Runtime Access". */
abstract class RuntimeAccessRequirements extends Requirements {

    @Test
    void p127IsAnObjectWithAName() {
        assertThat(implementation().name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(implementation().isAvailable()).isTrue();
    }

    @Test
    void p127IsFoundByItsName() throws Exception {
        assertThat(TlsImplementation.present())
                .extracting(TlsImplementation::name)
                .contains(implementation().name());
        assertThat(TlsImplementation.named(implementation().name()).capabilities())
                .isEqualTo(implementation().capabilities());
    }

    @Test
    void p128p129MakesContextsFromAnyConfiguration() throws Exception {
        var client = TlsClientConfiguration.builder().build();
        var server = TlsServerConfiguration.builder()
                .certificateChains(List.of(TestIdentities.chain(Peers.LOCALHOST)))
                .build();

        assertThat(implementation().clientContext(client).configuration()).isEqualTo(client);
        assertThat(implementation().serverContext(server).configuration()).isEqualTo(server);
    }

    @Test
    void p130NamesWhatItCannotUse() throws Exception {
        var certificate = TlsCertificate.fromFile(Path.of("certificate.pem"));
        var key = TlsPrivateKey.fromFile(Path.of("certificate.key"));
        var unknown = TlsCertificate.fromId(Peers.ID);
        for (var chain : List.of(
                SigningChain.of(unknown, key), SigningChain.of(certificate, key, List.of(certificate, unknown)))) {
            if (has(TlsFeature.MATERIAL_IDS)) {
                implementation()
                        .validate(TlsServerConfiguration.builder()
                                .certificateChains(List.of(chain))
                                .build());
                continue;
            }
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation()
                            .validate(TlsServerConfiguration.builder()
                                    .certificateChains(List.of(chain))
                                    .build()))
                    .satisfies(error -> assertThat(error.setting()).contains(unknown));
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation()
                            .validate(TlsClientConfiguration.builder()
                                    .certificateChain(chain)
                                    .build()))
                    .satisfies(error -> assertThat(error.setting()).contains(unknown));
        }
    }

    @Test
    void p131ReadsNothingToValidate() {
        var nowhere = Path.of("no", "such", "file");
        var chain = SigningChain.of(TlsCertificate.fromFile(nowhere), TlsPrivateKey.fromFile(nowhere));

        assertThatNoException()
                .isThrownBy(() -> implementation()
                        .validate(TlsServerConfiguration.builder()
                                .certificateChains(List.of(chain))
                                .trustStore(TrustStore.fromFile(nowhere))
                                .build()));
        assertThatNoException()
                .isThrownBy(() -> implementation()
                        .validate(TlsClientConfiguration.builder()
                                .certificateChain(chain)
                                .trustStore(TrustStore.fromFile(nowhere))
                                .build()));
    }

    @EachVersion
    void p2p132p133ConnectsToAnotherImplementationWithTheSameValues(TlsVersion version) throws Exception {
        TlsImplementation other = new JsseImplementation();
        var trust = TestIdentities.trust(Peers.AUTHORITY);
        var client = TlsClientConfiguration.builder()
                .trustStore(trust)
                .certificateChain(TestIdentities.chain(Peers.IDENTITY))
                .highestSupportedVersion(version)
                .build();
        var server = TlsServerConfiguration.builder()
                .trustStore(trust)
                .certificateChains(List.of(TestIdentities.chain(Peers.LOCALHOST)))
                .build();

        assertThatConnect(implementation(), client, other, server);
        assertThatConnect(other, client, implementation(), server);
    }

    private static void assertThatConnect(
            TlsImplementation one,
            TlsClientConfiguration client,
            TlsImplementation other,
            TlsServerConfiguration server)
            throws Exception {
        var pair = BufferPair.of(one.clientContext(client), "localhost", other.serverContext(server));

        pair.handshake();

        assertThat(pair.toServer(new byte[] {1})).containsExactly(1);
        assertThat(pair.toClient(new byte[] {2})).containsExactly(2);
        pair.close();
    }

    @Test
    void tellsTheVersionOfItsLibrary() {
        assertThat(implementation().version())
                .hasValueSatisfying(version -> assertThat(version).matches("[A-Z][A-Za-z ]+[ (].*[0-9]+.*"));
    }
}
