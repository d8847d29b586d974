package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;

/**
 * Two buffers, and a network between them that changes what it carries.
 *
 * @param client has not begun its handshake
 */
record HostileNetwork(TlsBuffer client, TlsBuffer server) {

    /** More than any handshake has flights, and more than any error takes to come out. */
    private static final int MOST_TURNS = 12;

    /** What becomes of a flight: those of the client have even numbers. */
    @FunctionalInterface
    interface Change {

        byte[] apply(int flight, byte[] records);
    }

    List<TlsBuffer> both() {
        return List.of(this.client, this.server);
    }

    /** Carries the flights over, changed, until neither side has anything more to say. */
    void carry(Change change) throws TlsException {
        for (int flight = 0; flight < MOST_TURNS; flight++) {
            var sender = (flight % 2 == 0) ? this.client : this.server;
            var receiver = (flight % 2 == 0) ? this.server : this.client;
            handshake(sender);
            receiver.processIncoming(ByteBuffer.wrap(change.apply(flight, drain(sender))));
            handshake(receiver);
        }
    }

    /** Whatever has come in: the buffer works on, waits for more, or fails for good. */
    static void assertHoldsTogether(TlsBuffer buffer) throws TlsException {
        var error = handshake(buffer);
        if (error == null || error instanceof WantReadException) {
            buffer.processIncomingEof();
            error = end(buffer);
        }
        assertIsFinal(buffer, error);
    }

    /** What has come in cannot be: the buffer fails for good, and tells the peer. */
    static void assertFails(String incoming, TlsBuffer buffer) throws TlsException {
        var before = buffer.outgoingBytesBuffered();

        var error = end(buffer);

        assertThat(error).as(incoming).isNotNull().isNotInstanceOf(WantReadException.class);
        assertIsFinal(buffer, error);
        assertThat(buffer.outgoingBytesBuffered())
                .as("the alert for %s: %s", incoming, error)
                .isGreaterThan(before);
    }

    private static @Nullable TlsException end(TlsBuffer buffer) {
        TlsException error = null;
        for (int i = 0; i < MOST_TURNS && error == null; i++) {
            error = read(buffer);
        }
        return error;
    }

    private static void assertIsFinal(TlsBuffer buffer, @Nullable TlsException error) {
        assertThat(error).isNotNull().isNotInstanceOf(WantReadException.class);
        var outgoing = buffer.outgoingBytesBuffered();
        for (int i = 0; i < 3; i++) {
            assertThat(handshake(buffer)).isSameAs(error);
            assertThat(read(buffer)).isSameAs(error);
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> buffer.write(ByteBuffer.wrap(new byte[1])))
                    .isSameAs(error);
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(buffer::shutdown)
                    .isSameAs(error);
        }
        assertThat(buffer.outgoingBytesBuffered()).isEqualTo(outgoing);
    }

    static @Nullable TlsException handshake(TlsBuffer buffer) {
        try {
            buffer.doHandshake();
            return null;
        } catch (TlsException e) {
            return e;
        }
    }

    static @Nullable TlsException read(TlsBuffer buffer) {
        try {
            buffer.read(100);
            return null;
        } catch (TlsException e) {
            return e;
        }
    }

    static byte[] drain(TlsBuffer buffer) {
        return buffer.processOutgoing(buffer.outgoingBytesBuffered());
    }
}
