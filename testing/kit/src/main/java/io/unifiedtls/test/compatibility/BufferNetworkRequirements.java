package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;

/** PEP 748, "Buffer": what comes from the network and goes there. */
abstract class BufferNetworkRequirements extends Requirements {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @EachVersion
    void p68p70KeepsWhatComesUntilItIsProcessed(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        var before = pair.server().incomingBytesBuffered();
        pair.client().write(ByteBuffer.wrap(HELLO));
        var record = pair.client().processOutgoing(Integer.MAX_VALUE);

        pair.server().processIncoming(ByteBuffer.wrap(record));
        assertThat(pair.server().incomingBytesBuffered()).isEqualTo(before + record.length);

        pair.server().read(100);
        assertThat(pair.server().incomingBytesBuffered()).isZero();
    }

    @EachVersion
    void p69RefusesMoreThanFitsAndTakesItAfterARead(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        var records = records(pair.client());
        var sent = 0;
        while (takes(pair.server(), records)) {
            sent++;
            assertThat(sent).as("all of %d bytes, many times", records.length).isLessThan(1000);
            records = records(pair.client());
        }
        var refused = records;

        var buffered = pair.server().incomingBytesBuffered();
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.server().processIncoming(ByteBuffer.wrap(refused)));
        assertThat(pair.server().incomingBytesBuffered()).isEqualTo(buffered);

        var received = 0;
        for (int i = 0; i < sent; i++) {
            received += drain(pair.server());
        }
        pair.server().processIncoming(ByteBuffer.wrap(refused));
        received += drain(pair.server());
        assertThat(received).isEqualTo((sent + 1) * 10_000);
    }

    private static byte[] records(TlsBuffer buffer) throws TlsException {
        assertThat(buffer.write(ByteBuffer.allocate(10_000))).isEqualTo(10_000);
        return buffer.processOutgoing(Integer.MAX_VALUE);
    }

    private static boolean takes(TlsBuffer buffer, byte[] records) throws TlsException {
        try {
            buffer.processIncoming(ByteBuffer.wrap(records));
            return true;
        } catch (WantReadException full) {
            return false;
        }
    }

    private static int drain(TlsBuffer buffer) throws TlsException {
        var received = 0;
        try {
            while (true) {
                received += buffer.read(100_000).length;
            }
        } catch (WantReadException all) {
            return received;
        }
    }

    @EachVersion
    void p68RefusesDataAfterTheEnd(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.server().processIncomingEof();

        pair.server().processIncoming(ByteBuffer.allocate(0));
        assertThatIllegalStateException()
                .isThrownBy(() -> pair.server().processIncoming(ByteBuffer.wrap(HELLO)))
                .withMessage("processIncomingEof() was called, so that no more data from the network can be processed");
    }

    @EachVersion
    void p71p72GivesWhatIsOutgoingOnce(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(HELLO));
        var outgoing = pair.client().outgoingBytesBuffered();

        var first = pair.client().processOutgoing(3);
        assertThat(first).hasSize(3);
        assertThat(pair.client().outgoingBytesBuffered()).isEqualTo(outgoing - 3);
        var rest = ByteBuffer.allocate(outgoing);
        assertThat(pair.client().processOutgoing(rest)).isEqualTo(outgoing - 3);
        assertThat(pair.client().outgoingBytesBuffered()).isZero();
        assertThat(pair.client().processOutgoing(100)).isEmpty();

        pair.server().processIncoming(ByteBuffer.wrap(first));
        pair.server().processIncoming(rest.flip());
        assertThat(pair.server().read(100)).asString().isEqualTo("hello");
    }
}
