package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.junit.TestIdentities;

class SessionTests {

    private static final SessionTicketKey OLD = SessionTicketKey.generate();

    private static final SessionTicketKey NEW = SessionTicketKey.generate();

    private final List<Boolean> resumed = new ArrayList<>();

    private final HandshakeListener listener = new HandshakeListener() {
        @Override
        public void succeeded(HandshakeEvent event) {
            SessionTests.this.resumed.add(event.resumed().orElseThrow());
        }
    };

    /** Connects, and returns whether both sides say that they resumed. */
    private boolean connect(ClientContext client, ServerContext server) throws Exception {
        return connect(client, server.observed("server", this.listener).createEngine());
    }

    private boolean connect(ClientContext client, SSLEngine accepted) throws Exception {
        this.resumed.clear();
        var connected = client.observed("client", this.listener).createEngine("localhost", 443);
        Handshakes.complete(connected, accepted);
        Handshakes.send(accepted, new byte[] {1}, connected);
        assertThat(this.resumed).hasSize(2).containsOnly(this.resumed.get(0));
        return this.resumed.get(0);
    }

    private static ServerContext server(SessionTicketKey... keys) throws Exception {
        return Fixture.server(settings -> settings.sessionTicketKeys(List.of(keys)));
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isResumedOnBothSidesAndCounted(TlsVersion version) throws Exception {
        var client = Fixture.client(version);
        var server = Fixture.server();

        assertThat(connect(client, server)).isFalse();
        assertThat(connect(client, server)).isTrue();
        assertThat(connect(client, server)).isTrue();
        assertThat(connect(Fixture.client(version), server)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isResumedOnAnotherServerWithTheSameKey(TlsVersion version) throws Exception {
        var client = Fixture.client(version);

        assertThat(connect(client, server(OLD))).isFalse();
        assertThat(connect(client, server(OLD))).isTrue();
        assertThat(connect(client, Fixture.server())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isResumedAcrossARotation(TlsVersion version) throws Exception {
        var client = Fixture.client(version);
        var server = server(OLD);
        connect(client, server);

        var rotated = server.withSessionTicketKeys(List.of(NEW, OLD));

        assertThat(connect(client, rotated)).isTrue();
        assertThat(rotated.configuration().sessionTicketKeys()).containsExactly(NEW, OLD);
        assertThat(rotated.loadedChains()).isEqualTo(server.loadedChains());
    }

    @Test
    void isNotResumedOnceItsKeyIsGone() throws Exception {
        var client = Fixture.client(TlsVersion.TLSv1_3);
        var server = server(OLD);
        connect(client, server);

        var rotated = server.withSessionTicketKeys(List.of(NEW));

        assertThat(connect(client, rotated)).isFalse();
        // One that has no ticket under the old key left.
        var another = Fixture.client(TlsVersion.TLSv1_3);
        assertThat(connect(another, rotated)).isFalse();
        assertThat(connect(another, rotated)).isTrue();
    }

    @Test
    void hasNewTicketsUnderTheFirstKey() throws Exception {
        var client = Fixture.client(TlsVersion.TLSv1_3);

        connect(client, server(NEW, OLD));

        assertThat(connect(client, server(OLD))).isFalse();
    }

    @Test
    void belongsToTheTrustUnderWhichTheClientWasVerified() throws Exception {
        var one = TestIdentities.trust(Fixture.AUTHORITY);
        var two = TrustStore.fromBuffer((new String(Fixture.AUTHORITY.certificatePem(), StandardCharsets.US_ASCII)
                        + new String(TestAuthority.create("Another").certificatePem(), StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(resumes(asking(one), asking(one))).isTrue();
        assertThat(resumes(asking(one), asking(two))).isFalse();
        assertThat(resumes(server(OLD), asking(one))).isFalse();
    }

    /** Connects a new client to one server, and returns whether it resumes on the other. */
    private boolean resumes(ServerContext first, ServerContext second) throws Exception {
        var identity = TestIdentities.chain(
                Fixture.AUTHORITY.leaf().commonName("a client").client().issue());
        var client = Fixture.client(
                settings -> settings.certificateChain(identity).lowestSupportedVersion(TlsVersion.TLSv1_3));
        assertThat(connect(client, first)).isFalse();
        return connect(client, second);
    }

    private static ServerContext asking(TrustStore trust) throws Exception {
        return Fixture.server(settings -> settings.sessionTicketKeys(List.of(OLD))
                .trustStore(trust)
                .clientAuthentication(ClientAuthentication.REQUIRED));
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void belongsToTheProtocolsOfItsEngine(TlsVersion version) throws Exception {
        var client = client(version, "h2", "http/1.1");
        var server = Fixture.server(settings -> settings.innerProtocols(List.of(NextProtocol.H2)))
                .observed("server", this.listener);
        connect(client, server.createEngine());

        assertThat(connect(client, withProtocol(server.createEngine(), "http/1.1")))
                .isFalse();

        var another = client(version, "h2", "http/1.1");
        connect(another, withProtocol(server.createEngine(), "http/1.1"));
        assertThat(connect(another, withProtocol(server.createEngine(), "http/1.1")))
                .isTrue();
    }

    private static ClientContext client(TlsVersion version, String... protocols) throws Exception {
        return Fixture.client(settings -> settings.lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .innerProtocols(Stream.of(protocols).map(NextProtocol::of).toList()));
    }

    private static SSLEngine withProtocol(SSLEngine engine, String protocol) {
        var parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        engine.setSSLParameters(parameters);
        return engine;
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void belongsToEnginesThatRequestNoMoreOfTheClient(TlsVersion version) throws Exception {
        var identity = TestIdentities.chain(
                Fixture.AUTHORITY.leaf().commonName("a client").client().issue());
        var client = Fixture.client(settings -> settings.lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .certificateChain(identity));
        var server = Fixture.server(settings -> settings.trustStore(TestIdentities.trust(Fixture.AUTHORITY))
                        .clientAuthentication(ClientAuthentication.NONE))
                .observed("server", this.listener);
        connect(client, server.createEngine());
        var engine = server.createEngine();
        engine.setNeedClientAuth(true);

        assertThat(connect(client, engine)).isFalse();
        assertThat(engine.getSession().getPeerCertificates()).hasSize(1);
    }

    @Test
    void isInTheSessionContextOfTheClient() throws Exception {
        var client = Fixture.client(TlsVersion.TLSv1_3);
        var sessions = client.sslContext().getClientSessionContext();
        assertThat(Collections.list(sessions.getIds())).isEmpty();

        connect(client, Fixture.server());

        assertThat(Collections.list(sessions.getIds())).isNotEmpty();
        assertThat(sessions.getSessionTimeout()).isPositive();
    }

    @Test
    void hasKeysThatAreShownNowhere() {
        var configuration =
                TlsServerConfiguration.builder().sessionTicketKeys(List.of(OLD)).build();

        assertThat(configuration.toString()).contains("SessionTicketKey[a buffer of 48 bytes]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionTicketKey.fromBuffer(new byte[80]))
                .withMessage(
                        "invalid session ticket key of 80 bytes; it must have 48: a 16-byte name, a 16-byte HMAC key and a 16-byte AES key");
    }

    @Test
    void hasNoKeysFromOutsideWithTheLibraryOfTheJdk() throws Exception {
        var configuration = Fixture.server().configuration();
        var server = new JsseImplementation().serverContext(configuration);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> server.withSessionTicketKeys(List.of(OLD)))
                .withMessage(
                        "TLS implementation jsse does not support session ticket keys; remove them, or use another implementation");
    }
}
