package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.Side;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** That exceptions have the reason that listeners are notified of, the same for every implementation. */
abstract class FailureKindRequirements extends Requirements {

    private final Map<Side, HandshakeFailure> reported = new EnumMap<>(Side.class);

    private final HandshakeListener listener = new HandshakeListener() {
        @Override
        public void failed(HandshakeEvent event) {
            FailureKindRequirements.this.reported.put(
                    event.side(), event.failure().orElseThrow());
        }
    };

    /** Lets a handshake fail; one side refuses, and the other one receives its alert. */
    private void assertRefused(
            ClientContext client, String host, ServerContext server, Side refusing, HandshakeFailure failure) {
        var pair =
                BufferPair.of(client.observed("client", this.listener), host, server.observed("server", this.listener));

        var thrown = catchThrowable(pair::handshake);

        var isClient = refusing == Side.CLIENT;
        assertThat(failure(isClient ? pair.client() : pair.server()))
                .as(String.valueOf(thrown))
                .isEqualTo(failure);
        assertThat(failure(isClient ? pair.server() : pair.client())).isEqualTo(HandshakeFailure.PEER_ALERT);
        assertThat(this.reported).containsEntry(refusing, failure);
        // Engines throw the exceptions of their library.
        assertThat(HandshakeFailure.of(catchThrowable(
                        () -> Handshakes.complete(client.createEngine(host, 443), server.createEngine()))))
                .isEqualTo(failure);
    }

    private void assertRefused(ClientContext client, ServerContext server, Side refusing, HandshakeFailure failure) {
        assertRefused(client, "localhost", server, refusing, failure);
    }

    private static HandshakeFailure failure(TlsBuffer buffer) {
        return catchThrowableOfType(TlsException.class, () -> buffer.read(1)).failure();
    }

    @EachVersion
    void tellAnUnknownAuthority(TlsVersion version) throws Exception {
        var client = peers().client(settings ->
                settings.highestSupportedVersion(version).trustStore(TestIdentities.trust(Peers.OTHER)));

        assertRefused(client, peers().server(), Side.CLIENT, HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
    }

    @EachVersion
    void tellAnExpiredCertificate(TlsVersion version) throws Exception {
        var server = peers().server(settings ->
                settings.certificateChains(List.of(TestIdentities.chain(Peers.AUTHORITY.expired("localhost")))));

        assertRefused(peers().client(version), server, Side.CLIENT, HandshakeFailure.CERTIFICATE_EXPIRED);
    }

    @EachVersion
    void tellAnotherHost(TlsVersion version) throws Exception {
        assertRefused(
                peers().client(version),
                "www.example.com",
                peers().server(),
                Side.CLIENT,
                HandshakeFailure.CERTIFICATE_HOSTNAME);
    }

    @EachVersion
    void tellThatAClientCertificateIsMissing(TlsVersion version) throws Exception {
        assertRefused(
                peers().client(version), peers().serverThatAsks(), Side.SERVER, HandshakeFailure.CERTIFICATE_REQUIRED);
    }

    @EachVersion
    void tellAnUnknownServerName(TlsVersion version) throws Exception {
        var server = peers().server(settings -> settings.unknownServerName(ServerNamePolicy.REJECT));

        assertRefused(
                peers().client(version), "www.example.com", server, Side.SERVER, HandshakeFailure.UNRECOGNIZED_NAME);
    }

    @Test
    void tellThatThereIsNoCommonCipherSuite() throws Exception {
        var client = peers().client(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)));
        var server = peers().server(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)));

        assertRefused(client, server, Side.SERVER, HandshakeFailure.NO_SHARED_CIPHER);
    }

    @Test
    void tellThatThereIsNoCommonVersion() throws Exception {
        var server = peers().server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3));

        assertRefused(peers().client(TlsVersion.TLSv1_2), server, Side.SERVER, HandshakeFailure.PROTOCOL_VERSION);
    }

    @Test
    void tellThatThePeerDoesNotSpeakTls() throws Exception {
        var buffer = peers().server().createBuffer();
        buffer.processIncoming(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

        var thrown = catchThrowableOfType(TlsException.class, buffer::doHandshake);

        assertThat(thrown.failure()).isEqualTo(HandshakeFailure.NOT_TLS);
    }

    @EachVersion
    void tellAForgedRecord(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        var record = pair.client().processOutgoing(Integer.MAX_VALUE);
        record[record.length - 1] ^= 1;
        pair.server().processIncoming(ByteBuffer.wrap(record));

        assertThat(failure(pair.server())).isEqualTo(HandshakeFailure.PROTOCOL_ERROR);
        pair.pump();
        assertThat(failure(pair.client())).isEqualTo(HandshakeFailure.PEER_ALERT);
    }

    @EachVersion
    void tellARaggedEnd(TlsVersion version) throws Exception {
        var pair = peers().connected(version);

        pair.client().processIncomingEof();

        assertThat(failure(pair.client())).isEqualTo(HandshakeFailure.CLOSED);
    }

    @Test
    void tellWhatIsNoFailureAsOther() throws Exception {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> peers().buffers().client().doHandshake())
                .satisfies(signal -> assertThat(signal.failure()).isEqualTo(HandshakeFailure.OTHER));
    }
}
