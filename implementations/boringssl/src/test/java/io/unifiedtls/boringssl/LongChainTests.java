package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestCertificateBuilder;
import io.unifiedtls.test.junit.TestIdentities;

/** Peers that send more certificates than are read. */
class LongChainTests {

    private static final TrustStore TRUST = TestIdentities.trust(Fixture.AUTHORITY);

    private final RecordedHandshakes told = new RecordedHandshakes();

    @ParameterizedTest
    @ValueSource(ints = {11, 64})
    void serversAreRefusedForTheLength(int length) throws Exception {
        var server = Fixture.server(settings -> settings.certificateChains(
                List.of(TestIdentities.chain(leaf(length).names("localhost").issue()))));
        var client = Fixture.client().observed("payments", this.told);

        refused(client.createEngine("localhost", 443), server.createEngine(), length);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 64})
    void clientsAreRefusedForTheLength(int length) throws Exception {
        refused(client(length), server(ClientAuthentication.REQUIRED), length);
    }

    @Test
    void clientsAreRefusedForTheLengthIfTheEngineItselfAsks() throws Exception {
        refused(
                client(11),
                asking(engine -> {
                    engine.setNeedClientAuth(true);
                    return engine;
                }),
                11);
        this.told.clear();
        refused(
                client(11),
                asking(engine -> {
                    engine.setWantClientAuth(true);
                    return engine;
                }),
                11);
        this.told.clear();
        refused(
                client(11),
                asking(engine -> {
                    var parameters = engine.getSSLParameters();
                    parameters.setNeedClientAuth(true);
                    engine.setSSLParameters(parameters);
                    return engine;
                }),
                11);
    }

    @Test
    void areAcceptedUpToTheLimit() throws Exception {
        Handshakes.complete(client(10), server(ClientAuthentication.REQUIRED));

        assertThat(this.told.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).isEmpty());
    }

    private SSLEngine asking(UnaryOperator<SSLEngine> settings) throws Exception {
        return settings.apply(server(ClientAuthentication.NONE));
    }

    private SSLEngine server(ClientAuthentication authentication) throws Exception {
        return Fixture.server(settings -> settings.trustStore(TRUST).clientAuthentication(authentication))
                .observed("web", this.told)
                .createEngine();
    }

    private static SSLEngine client(int length) throws Exception {
        return Fixture.client(settings -> settings.certificateChain(TestIdentities.chain(
                        leaf(length).commonName("c").client().issue())))
                .createEngine("localhost", 443);
    }

    private void refused(SSLEngine client, SSLEngine server, int length) {
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Handshakes.complete(client, server));

        assertThat(this.told.events()).singleElement().satisfies(event -> {
            assertThat(event.failure()).contains(HandshakeFailure.CERTIFICATE_OTHER);
            assertThat(event.failureMessage().orElseThrow())
                    .endsWith(
                            "its chain is too long; %d certificates were sent, and the limit is 10".formatted(length));
        });
    }

    /** Starts a leaf with a chain of so many certificates. */
    private static TestCertificateBuilder leaf(int length) {
        var authority = Fixture.AUTHORITY;
        for (int i = 1; i < length; i++) {
            authority = authority.intermediate("Authority " + i);
        }
        return authority.leaf();
    }
}
