package io.unifiedtls.test.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.test.junit.TlsTestExtension;

class BufferPairTests {

    @RegisterExtension
    static final TlsTestExtension tls = new TlsTestExtension();

    @Test
    void movesDataInBothDirections() throws Exception {
        var data = new byte[200_000];
        new Random(1).nextBytes(data);
        var pair = connected();

        assertThat(pair.toServer(data)).isEqualTo(data);
        assertThat(pair.toClient(data)).isEqualTo(data);
    }

    @Test
    void movesInPieces() throws Exception {
        var pair = pair("localhost").splitInto(1);

        pair.handshake();

        assertThat(pair.toServer(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
        pair.close();
    }

    @Test
    void throwsTheFirstErrorAndTellsTheOtherSide() throws Exception {
        var pair = pair("www.example.com");

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(pair::handshake)
                .satisfies(
                        refusal -> assertThat(refusal.getSuppressed()).hasOnlyElementsOfType(TlsAlertException.class));
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.server().read(1));
    }

    @Test
    void saysThatAHandshakeIsStuck() throws Exception {
        var pair = BufferPair.of(
                tls.serverContext("localhost").createBuffer(),
                tls.serverContext("localhost").createBuffer());

        assertThatIllegalStateException()
                .isThrownBy(pair::handshake)
                .withMessage("the handshake is stuck: both sides wait for the other");
    }

    @Test
    void closesBothSides() throws Exception {
        var pair = connected();

        pair.close();

        assertThat(pair.client().read(1)).isEmpty();
        assertThat(pair.server().read(1)).isEmpty();
    }

    @Test
    void losesWhatIsOutgoingWhenItIsCut() throws Exception {
        var pair = connected();
        pair.client().write(ByteBuffer.wrap(new byte[] {1}));

        pair.cut();

        assertThat(pair.client().outgoingBytesBuffered()).isZero();
        assertThatExceptionOfType(RaggedEofException.class)
                .isThrownBy(() -> pair.server().read(1));
    }

    @Test
    void letsAPartThroughWhenItIsTruncated() throws Exception {
        var pair = connected();
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.server().read(1));
        pair.client().write(ByteBuffer.wrap(new byte[] {1}));

        pair.truncate(5);

        assertThat(pair.server().incomingBytesBuffered()).isEqualTo(5);
        assertThatExceptionOfType(RaggedEofException.class)
                .isThrownBy(() -> pair.server().read(1));
    }

    private static BufferPair connected() throws Exception {
        var pair = pair("localhost");
        pair.handshake();
        return pair;
    }

    private static BufferPair pair(String host) throws Exception {
        return BufferPair.of(tls.clientContext(), host, tls.serverContext("localhost"));
    }
}
