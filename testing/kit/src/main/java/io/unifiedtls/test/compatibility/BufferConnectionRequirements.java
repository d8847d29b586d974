package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Buffer": from the handshake to the close, and what is told of the connection. */
abstract class BufferConnectionRequirements extends Requirements {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @EachVersion
    void p66DoesTheHandshakeStepByStep(TlsVersion version) throws Exception {
        var pair = peers().buffers(peers().client(version), peers().server());
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.server().doHandshake());
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().doHandshake());
        assertThat(pair.client().negotiatedTlsVersion()).isEmpty();

        pair.splitInto(1).handshake();

        assertThat(pair.client().negotiatedTlsVersion()).contains(version);
        assertThat(pair.server().negotiatedTlsVersion()).contains(version);
        assertThatNoException().isThrownBy(() -> pair.client().doHandshake());
        assertThat(pair.toServer(HELLO)).asString().isEqualTo("hello");
        assertThat(pair.toClient(HELLO)).asString().isEqualTo("hello");
    }

    @EachVersion
    void p66RefusesAnotherHost(TlsVersion version) throws Exception {
        var pair = BufferPair.of(peers().client(version), "www.example.com", peers().server());

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(pair::handshake)
                .withMessage("the certificate is not for www.example.com but for [localhost]");

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.client().write(ByteBuffer.wrap(HELLO)));
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.server().read(1))
                .isNotInstanceOf(WantReadException.class);
    }

    @EachVersion
    void p66RefusesWhereThereIsNoHost(TlsVersion version) throws Exception {
        var pair = BufferPair.of(
                peers().client(version).createBuffer(null), peers().server().createBuffer());

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
    }

    @EachVersion
    void p67ClosesOnceThePeerHasSaidItToo(TlsVersion version) throws Exception {
        var pair = peers().connected(version);

        shutDown(pair.client());
        assertThat(pair.client().outgoingBytesBuffered()).isPositive();
        pair.pump();
        assertThatNoException().isThrownBy(() -> pair.server().shutdown());
        pair.pump();
        assertThatNoException().isThrownBy(() -> pair.client().shutdown());
        assertThatNoException().isThrownBy(() -> pair.client().shutdown());

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.client().write(ByteBuffer.wrap(HELLO)))
                .withMessage("the connection is closed for writing");
        assertThat(pair.client().read(1)).isEmpty();
    }

    @EachVersion
    void p67SaysThatTheCloseIsRagged(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        shutDown(pair.client());

        pair.cut();

        if (has(TlsFeature.CLOSE_CONFIRMATION)) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> pair.client().shutdown());
        } else {
            assertThatNoException().isThrownBy(() -> pair.client().shutdown());
        }
    }

    @EachVersion
    void p67SaysThatTheCloseIsRaggedBehindDataInFlight(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.server().write(ByteBuffer.wrap(HELLO));
        var inFlight = pair.server().processOutgoing(Integer.MAX_VALUE);
        shutDown(pair.client());
        pair.client().processIncoming(ByteBuffer.wrap(inFlight));

        pair.client().processIncomingEof();

        if (has(TlsFeature.CLOSE_CONFIRMATION)) {
            assertThatExceptionOfType(WantReadException.class)
                    .isThrownBy(() -> pair.client().shutdown());
            assertThat(pair.client().read(100)).isEqualTo(HELLO);
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(() -> pair.client().shutdown());
        } else {
            assertThatNoException().isThrownBy(() -> pair.client().shutdown());
        }
    }

    @EachVersion
    void p73p74p75p77TellsOfTheConnection(TlsVersion version) throws Exception {
        var client = peers().client(settings ->
                settings.highestSupportedVersion(version).certificateChain(TestIdentities.chain(Peers.IDENTITY)));
        var server = peers().serverThatAsks();
        var pair = peers().buffers(client, server);
        for (var buffer : List.of(pair.client(), pair.server())) {
            assertThatNothingIsKnownOf(buffer);
        }

        pair.handshake();

        assertThat(pair.client().context()).isSameAs(client);
        assertThat(pair.server().context()).isSameAs(server);
        assertThat(pair.client().peerCertificate())
                .contains(Peers.LOCALHOST.certificate().getEncoded());
        assertThat(pair.server().peerCertificate())
                .contains(Peers.IDENTITY.certificate().getEncoded());
        for (var buffer : List.of(pair.client(), pair.server())) {
            assertThat(buffer.negotiatedTlsVersion()).contains(version);
            assertThat(buffer.cipher().map(CipherSuite::isTls13)).contains(version == TlsVersion.TLSv1_3);
        }

        pair.close();
        for (var buffer : List.of(pair.client(), pair.server())) {
            assertThatNothingIsKnownOf(buffer);
        }
    }

    private static void assertThatNothingIsKnownOf(TlsBuffer buffer) {
        assertThat(buffer.peerCertificate()).isEmpty();
        assertThat(buffer.cipher()).isEmpty();
        assertThat(buffer.negotiatedProtocol()).isEmpty();
        assertThat(buffer.negotiatedTlsVersion()).isEmpty();
    }

    @EachVersion
    void p73KnowsNoCertificateOfAClientThatWasNotAsked(TlsVersion version) throws Exception {
        assertThat(peers().connected(version).server().peerCertificate()).isEmpty();
    }

    @EachVersion
    void p76TellsTheProtocolThatWasAgreedOn(TlsVersion version) throws Exception {
        var client = peers().client(settings ->
                settings.highestSupportedVersion(version).innerProtocols(List.of(NextProtocol.HTTP1, NextProtocol.H2)));
        var server = peers().server(settings -> settings.innerProtocols(List.of(NextProtocol.H2, NextProtocol.HTTP1)));

        var pair = peers().connected(client, server);

        assertThat(pair.client().negotiatedProtocol()).contains(NextProtocol.H2);
        assertThat(pair.server().negotiatedProtocol()).contains(NextProtocol.H2);
    }
}
