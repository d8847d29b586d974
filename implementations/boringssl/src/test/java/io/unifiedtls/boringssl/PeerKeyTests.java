package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestCertificateBuilder;
import io.unifiedtls.test.junit.TestIdentities;

/** What BoringSSL cannot verify, and what becomes of it. */
class PeerKeyTests {

    private static final String CLIENTS =
            "client certificates with RSASSA-PSS, Ed25519, Ed448 or P-521 keys are not supported";

    private static final String SERVERS =
            "server certificates with RSASSA-PSS, Ed25519, Ed448 or P-521 keys are not supported";

    private static final TrustStore TRUST = TestIdentities.trust(Fixture.AUTHORITY);

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONAL", "REQUIRED"})
    void giveWayIfClientsAreAsked(ClientAuthentication authentication) throws Exception {
        var configuration =
                server().trustStore(TRUST).clientAuthentication(authentication).build();

        var choice = TlsImplementation.choose(configuration);

        assertThat(choice.implementation().name()).isEqualTo("jsse");
        assertThat(choice.summary())
                .startsWith("jsse (boringssl skipped: " + CLIENTS
                        + "; if no peer has one, set implementation: boringssl; conscrypt skipped: ");
        assertThat(choice.isAvoidable()).isFalse();
        assertThat(Fixture.IMPLEMENTATION.unverifiedPeers(configuration)).contains(CLIENTS);
        Fixture.IMPLEMENTATION.validate(configuration);
    }

    @Test
    void areOfNoConcernIfNoClientIsAsked() throws Exception {
        assertThat(TlsImplementation.best(server().build()).name()).isEqualTo("boringssl");
    }

    @Test
    void doNotGiveWayIfNothingElseCanDoWhatIsConfigured() throws Exception {
        var configuration = server().trustStore(TRUST)
                .sessionTicketKeys(List.of(SessionTicketKey.generate()))
                .build();

        var choice = TlsImplementation.choose(configuration);

        assertThat(choice.implementation().name()).isEqualTo("boringssl");
        assertThat(choice.skipped().get("jsse")).contains("does not support session ticket keys");
    }

    @Test
    void giveWayIfAClientTrustsAuthoritiesOfItsOwn() throws Exception {
        var choice = TlsImplementation.choose(
                TlsClientConfiguration.builder().trustStore(TRUST).build());

        assertThat(choice.summary()).startsWith("jsse (boringssl skipped: " + SERVERS);
        assertThat(TlsImplementation.best(TlsClientConfiguration.builder()
                                .trustStore(TrustStore.jdk())
                                .build())
                        .name())
                .isEqualTo("jsse");
    }

    @ParameterizedTest
    @CsvSource({
        "RSASSA-PSS, TLSv1_2",
        "RSASSA-PSS, TLSv1_3",
        "Ed25519, TLSv1_2",
        "Ed25519, TLSv1_3",
        "Ed448, TLSv1_3",
        "secp521r1, TLSv1_2",
        "secp521r1, TLSv1_3"
    })
    void areNamedAsAPossibleCause(String key, TlsVersion version) throws Exception {
        var told = new RecordedHandshakes();
        var jsse = TlsImplementation.named("jsse");
        var client = jsse.clientContext(TlsClientConfiguration.builder()
                .trustStore(TRUST)
                .certificateChain(
                        TestIdentities.chain(leaf(key).commonName("c").client().issue()))
                .highestSupportedVersion(version)
                .build());
        var server = Fixture.server(settings -> settings.trustStore(TRUST)).observed("web", told);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(client.createEngine("localhost", 443), server.createEngine()));

        assertThat(told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failureMessage().orElseThrow())
                        .endsWith("; or the client has an RSASSA-PSS, Ed25519, Ed448 or P-521 key, which boringssl"
                                + " cannot verify: use jsse"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSASSA-PSS", "Ed25519", "Ed448", "secp521r1"})
    void areNamedAsAPossibleCauseByClients(String key) throws Exception {
        var told = new RecordedHandshakes();
        var server = TlsImplementation.named("jsse")
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestIdentities.chain(
                                leaf(key).names("localhost").issue())))
                        .build());
        for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
            told.clear();
            var client = Fixture.client(settings -> settings.highestSupportedVersion(version))
                    .observed("payments", told);

            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(
                            () -> Handshakes.complete(client.createEngine("localhost", 443), server.createEngine()));

            assertThat(told.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.failureMessage().orElseThrow())
                            .endsWith(
                                    "; or the server has an RSASSA-PSS, Ed25519, Ed448 or P-521 key, which boringssl cannot"
                                            + " verify: use jsse"));
        }
    }

    private static TlsServerConfiguration.Builder server() {
        return TlsServerConfiguration.builder().certificateChains(List.of(TestIdentities.chain(Fixture.LOCALHOST)));
    }

    private static TestCertificateBuilder leaf(String key) throws GeneralSecurityException {
        return Fixture.AUTHORITY.leaf().keys(keys(key));
    }

    private static KeyPair keys(String key) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(key.startsWith("secp") ? "EC" : key);
        if (key.startsWith("secp")) {
            generator.initialize(new ECGenParameterSpec(key));
        }
        return generator.generateKeyPair();
    }
}
