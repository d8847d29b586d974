package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.fixtures.RecordedHandshakes.Told;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class TlsEngineTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate WWW = AUTHORITY.server("www.example.com");

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RecordedHandshakes serverSide = new RecordedHandshakes();

    private final RecordedHandshakes clientSide = new RecordedHandshakes();

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void tellsEverythingOfASuccess(TlsVersion version) throws Exception {
        var server = server(builder -> builder.innerProtocols(List.of(NextProtocol.H2)));
        var client = client(builder ->
                builder.highestSupportedVersion(version).innerProtocols(List.of(NextProtocol.HTTP1, NextProtocol.H2)));

        Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine());

        for (var side : List.of(this.serverSide, this.clientSide)) {
            assertThat(side.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
            assertThat(side.events()).singleElement().satisfies(event -> {
                assertThat(event.side()).isEqualTo(side == this.serverSide ? Side.SERVER : Side.CLIENT);
                assertThat(event.contextName()).isEqualTo(side == this.serverSide ? "web" : "api");
                assertThat(event.implementation()).isEqualTo("jsse");
                assertThat(event.version()).contains(version);
                assertThat(event.cipher())
                        .contains(
                                version == TlsVersion.TLSv1_3
                                        ? CipherSuite.TLS_AES_128_GCM_SHA256
                                        : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
                assertThat(event.protocol()).contains(NextProtocol.H2);
                assertThat(event.resumed()).contains(false);
                assertThat(event.duration()).isPositive();
                assertThat(event.failureMessage()).isEmpty();
            });
        }
    }

    @Test
    void agreesOnAProtocolOfAnyBytes() throws Exception {
        var bytes = NextProtocol.of(new byte[] {(byte) 0xFF, 0x00, (byte) 0x80});
        var server = server(builder -> builder.innerProtocols(List.of(bytes)));
        var client = client(builder -> builder.innerProtocols(List.of(bytes)));

        Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine());

        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.protocol()).contains(bytes));
    }

    @Test
    void goesOnWithoutAProtocolInCommon() throws Exception {
        var server = server(builder -> builder.innerProtocols(List.of(NextProtocol.H2)));
        var client = client(builder -> builder.innerProtocols(List.of(NextProtocol.FTP)));

        Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine());

        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.protocol()).isEmpty());
    }

    @Test
    void reportsNothingOfAnEngineOnWhichNothingWasSent() throws Exception {
        var server = (TlsEngine) server(builder -> builder).createEngine();
        var client = (TlsEngine) client(builder -> builder).createEngine("www.example.com", 443);

        client.beginHandshake();
        server.unwrap(NOTHING.duplicate(), ByteBuffer.allocate(1 << 15));
        for (var engine : List.of(server, client)) {
            HandshakeReporter.of(engine).timedOut();
            HandshakeReporter.of(engine).closed();
            HandshakeReporter.of(engine).failed(new SSLException("whatever"));
            engine.closeOutbound();
        }

        assertThat(this.serverSide.told()).isEmpty();
        assertThat(this.clientSide.told()).isEmpty();
    }

    @Test
    void reportsAnAbortedHandshakeThatWasClosedByThisSide() throws Exception {
        var server = begun(server(builder -> builder));
        var client = client(builder -> builder).createEngine("www.example.com", 443);
        client.wrap(NOTHING, ByteBuffer.allocate(1 << 15));

        server.closeOutbound();
        server.closeOutbound();
        client.closeOutbound();

        assertAborted(this.serverSide);
        assertAborted(this.clientSide);
    }

    @Test
    void reportsAnAbortedHandshakeWhoseConnectionEnded() throws Exception {
        var server = begun(server(builder -> builder));

        try {
            server.closeInbound();
        } catch (SSLException truncated) {
            assertThat(truncated).hasMessageContaining("close_notify");
        }
        server.closeOutbound();

        assertAborted(this.serverSide);
    }

    @Test
    void reportsAnAbortedHandshakeWhoseClientSaysGoodbye() throws Exception {
        var server = begun(server(builder -> builder));
        var closeNotify = ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 1, 0});

        unwrapQuietly(server, closeNotify);
        server.closeOutbound();

        assertAborted(this.serverSide);
    }

    @Test
    void reportsATimeoutOnceThoughTheConnectionIsClosedAfterwards() throws Exception {
        var server = begun(server(builder -> builder));

        HandshakeReporter.of(server).timedOut();
        HandshakeReporter.of(server).closed();
        server.closeOutbound();

        assertFailed(this.serverSide, HandshakeFailure.TIMEOUT, "the handshake timed out");
    }

    @Test
    void reportsAFailureOutsideTheEngine() throws Exception {
        var server = begun(server(builder -> builder));

        HandshakeReporter.of(server).failed(new IOException("Connection reset"));
        server.closeOutbound();

        assertFailed(this.serverSide, HandshakeFailure.OTHER, "Connection reset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "POST",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
            })
    void reportsAPeerThatDoesNotSpeakTls(String text) throws Exception {
        var server = server(builder -> builder).createEngine();
        var source = ByteBuffer.wrap((text + "x".repeat(20)).getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> server.unwrap(source, ByteBuffer.allocate(1 << 15)));
        server.closeOutbound();

        assertThat(this.serverSide.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.FAILED);
        assertThat(this.serverSide.events().get(0).failure()).contains(HandshakeFailure.NOT_TLS);
    }

    @Test
    void reportsAServerThatDoesNotSpeakTls() throws Exception {
        var client = client(builder -> builder).createEngine("www.example.com", 443);
        client.wrap(NOTHING, ByteBuffer.allocate(1 << 15));
        var source = ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> client.unwrap(source, ByteBuffer.allocate(1 << 15)));

        assertThat(this.clientSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.NOT_TLS));
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertDescription.class,
            names = {"HANDSHAKE_FAILURE", "UNKNOWN_CA", "CERTIFICATE_EXPIRED", "PROTOCOL_VERSION", "INTERNAL_ERROR"})
    void reportsTheAlertOfThePeer(AlertDescription alert) throws Exception {
        var client = client(builder -> builder).createEngine("www.example.com", 443);
        client.wrap(NOTHING, ByteBuffer.allocate(1 << 15));
        var record = ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert.code()});

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> client.unwrap(record, ByteBuffer.allocate(1 << 15)))
                .withMessageStartingWith("the peer closed the connection with the alert " + alert.protocolName())
                .satisfies(error -> assertThat(error.description()).isEqualTo(alert))
                .satisfies(error -> assertThat(error.sender()).isEqualTo(TlsAlertException.Sender.PEER));

        assertThat(this.clientSide.events()).singleElement().satisfies(event -> {
            assertThat(event.failure()).contains(HandshakeFailure.PEER_ALERT);
            assertThat(event.failureMessage().get()).contains(alert.protocolName());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void throwsWhyTheServersCertificateIsRefused(TlsVersion version) throws Exception {
        var server = server(builder -> builder);
        var stranger = new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TestMaterial.trust(TestAuthority.create("Other")))
                        .highestSupportedVersion(version)
                        .build())
                .observed("api", this.clientSide);

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(
                        () -> Handshakes.complete(stranger.createEngine("www.example.com", 443), server.createEngine()))
                .satisfies(error -> assertThat(error.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA))
                .satisfies(error -> assertThat(error.certificate()).contains(WWW.certificate()));

        assertThat(this.clientSide.outcomes()).hasSize(1);
        assertThat(this.serverSide.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.event().failure()).contains(HandshakeFailure.PEER_ALERT));
        if (version == TlsVersion.TLSv1_2) {
            assertThat(this.serverSide.events().get(0).failureMessage().get()).contains("unknown_ca");
        }
    }

    @Test
    void throwsTheAlertByWhichAServerRefusesAClientAfterTheHandshakeOfTls13() throws Exception {
        var server = server(builder -> builder.trustStore(TestMaterial.trust(AUTHORITY)))
                .createEngine();
        var client = client(builder -> builder).createEngine("www.example.com", 443);

        try {
            Handshakes.complete(client, server);
        } catch (SSLException both) {
            assertThat(both.getSuppressed()).singleElement().isInstanceOfSatisfying(TlsAlertException.class, error -> {
                assertThat(error.sender()).isEqualTo(TlsAlertException.Sender.PEER);
                assertThat(error).hasMessageStartingWith("the peer closed the connection with the alert ");
            });
        }

        assertThat(this.clientSide.outcomes()).extracting(Told::kind).containsExactly(Kind.SUCCEEDED);
        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.CERTIFICATE_REQUIRED));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void refusesAnUntrustedCertificateThatIsOptional(TlsVersion version) throws Exception {
        var stranger = TestAuthority.create("Stranger")
                .leaf()
                .commonName("client")
                .client()
                .issue();
        var server = server(builder ->
                builder.trustStore(TestMaterial.trust(AUTHORITY)).clientAuthentication(ClientAuthentication.OPTIONAL));
        var without = client(builder -> builder.highestSupportedVersion(version));
        var with = client(
                builder -> builder.highestSupportedVersion(version).certificateChain(TestMaterial.chain(stranger)));

        Handshakes.complete(without.createEngine("www.example.com", 1), server.createEngine());
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(with.createEngine("www.example.com", 2), server.createEngine()));

        assertThat(this.serverSide.outcomes()).extracting(Told::kind).containsExactly(Kind.SUCCEEDED, Kind.FAILED);
        assertThat(this.serverSide.events().get(1).failure()).contains(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void saysThatARequiredCertificateIsMissing(TlsVersion version) throws Exception {
        var server = server(builder -> builder.trustStore(TestMaterial.trust(AUTHORITY)));
        var without = client(builder -> builder.highestSupportedVersion(version));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(
                        () -> Handshakes.complete(without.createEngine("www.example.com", 1), server.createEngine()));

        assertFailed(
                this.serverSide,
                HandshakeFailure.CERTIFICATE_REQUIRED,
                "the client did not send a certificate, but one is required");
    }

    @Test
    void reportsAClientThatInsistsOnAnotherVersion() throws Exception {
        var newOnly = server(builder -> builder.lowestSupportedVersion(TlsVersion.TLSv1_3));
        var oldOnly = server(builder -> builder.highestSupportedVersion(TlsVersion.TLSv1_2));

        unwrapQuietly((TlsEngine) newOnly.createEngine(), ByteBuffer.wrap(ClientHellos.ofJdk("", "TLSv1.2")));
        unwrapQuietly((TlsEngine) oldOnly.createEngine(), ByteBuffer.wrap(ClientHellos.ofJdk("", "TLSv1.3")));

        assertThat(this.serverSide.events())
                .extracting(event -> event.failure().get())
                .containsExactly(HandshakeFailure.PROTOCOL_VERSION, HandshakeFailure.PROTOCOL_VERSION);
    }

    @Test
    void reportsAServerWithoutACommonProtocolToAPlainJdkClient() throws Exception {
        var plain = SSLContext.getInstance("TLS");
        plain.init(null, null, null);
        var server = server(builder -> builder).createEngine();
        var client = plain.createSSLEngine("www.example.com", 443);
        client.setUseClientMode(true);

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Handshakes.complete(client, server));

        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.PEER_ALERT));
    }

    @Test
    void tellsEveryListener() throws Exception {
        var second = new RecordedHandshakes();
        var server = server(builder -> builder).observed("other", second);

        Handshakes.complete(client(builder -> builder).createEngine("www.example.com", 443), server.createEngine());

        assertThat(this.serverSide.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
        assertThat(second.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
        assertThat(second.events()).extracting(event -> event.contextName()).containsExactly("other");
    }

    private static void assertAborted(RecordedHandshakes side) {
        assertThat(side.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.ABORTED);
        assertThat(side.events().get(0).failure()).contains(HandshakeFailure.CLOSED);
    }

    private static void assertFailed(RecordedHandshakes side, HandshakeFailure failure, String message) {
        assertThat(side.told()).extracting(Told::kind).containsExactly(Kind.BEGUN, Kind.FAILED);
        assertThat(side.events().get(0).failure()).contains(failure);
        assertThat(side.events().get(0).failureMessage()).contains(message);
    }

    /** Returns an engine that has seen the begin of a ClientHello. */
    private static TlsEngine begun(ServerContext context) throws SSLException {
        var engine = context.createEngine();
        engine.unwrap(ByteBuffer.wrap(ClientHellos.ofJdk("", "TLSv1.3"), 0, 100), ByteBuffer.allocate(1 << 15));
        return (TlsEngine) engine;
    }

    private static void unwrapQuietly(SSLEngine engine, ByteBuffer source) {
        try {
            engine.unwrap(source, ByteBuffer.allocate(1 << 15));
            for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            engine.wrap(NOTHING, ByteBuffer.allocate(1 << 15));
        } catch (SSLException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    private ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws Exception {
        var configuration = settings.apply(
                        TlsServerConfiguration.builder().certificateChains(List.of(TestMaterial.chain(WWW))))
                .build();
        return new JsseImplementation().serverContext(configuration).observed("web", this.serverSide);
    }

    private ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws Exception {
        var configuration = settings.apply(TlsClientConfiguration.builder().trustStore(TestMaterial.trust(AUTHORITY)))
                .build();
        return new JsseImplementation().clientContext(configuration).observed("api", this.clientSide);
    }
}
