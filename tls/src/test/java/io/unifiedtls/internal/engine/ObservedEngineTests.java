package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.RecordedHandshakes;
import io.unifiedtls.test.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestAuthority;

class ObservedEngineTests {

    private final RecordedHandshakes handshakes = new RecordedHandshakes();

    private final TestAuthority authority = TestAuthority.create("Test Root");

    @Test
    void tellsNothingOfAServerThatIsClosedBeforeAnybodySpoke() throws Exception {
        var engine = serverEngine();

        engine.beginHandshake();
        engine.closeOutbound();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));

        assertThat(this.handshakes.told()).isEmpty();
    }

    @Test
    void understandsTheAlertOfAClientThatHasNoKeysForItYet() throws Exception {
        var server = serverEngine();
        var toServer = ByteBuffer.allocate(1 << 15);
        clientEngine().wrap(ByteBuffer.allocate(0), toServer);
        server.unwrap(toServer.flip(), ByteBuffer.allocate(1 << 15));
        server.getDelegatedTask().run();
        while (server.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            server.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));
        }
        var alert = ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, (byte) AlertDescription.UNKNOWN_CA.code()});

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> server.unwrap(alert, ByteBuffer.allocate(1 << 15)))
                .withMessage("the peer refused the handshake with the alert unknown_ca");

        assertThat(this.handshakes.outcomes())
                .extracting(RecordedHandshakes.Told::kind)
                .containsExactly(Kind.FAILED);
        assertThat(this.handshakes.events().get(0).failure()).contains(HandshakeFailure.PEER_ALERT);
    }

    private SSLEngine serverEngine() throws Exception {
        var certificate = this.authority.server("localhost");
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.of(
                        TlsCertificate.fromBuffer(certificate.certificatePem()),
                        TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                .build();
        return TlsImplementation.named("jsse")
                .serverContext(configuration)
                .observed("test", this.handshakes)
                .createEngine();
    }

    private SSLEngine clientEngine() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(this.authority.certificatePem()))
                .build();
        return TlsImplementation.named("jsse").clientContext(configuration).createEngine("localhost", 443);
    }
}
