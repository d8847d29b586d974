package io.unifiedtls.samples.sockets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

// tag::messages[]
/** TLS inside the messages of another protocol, which must keep their order and lose none. Not thread-safe. */
final class MessageConnection {

    private static final int LARGEST_MESSAGE = 4096;

    private final TlsBuffer tls;

    private final Consumer<byte[]> transport;

    MessageConnection(TlsBuffer tls, Consumer<byte[]> transport) {
        this.tls = tls;
        this.transport = transport;
    }

    /** Begins the handshake, on the client. */
    void begin() throws TlsException {
        try {
            this.tls.doHandshake();
        } catch (WantReadException answer) {
            flush();
        }
    }

    /** Returns the data in a message that has arrived. */
    byte[] received(byte[] message) throws TlsException {
        var data = new ByteArrayOutputStream();
        try {
            this.tls.processIncoming(ByteBuffer.wrap(message));
            for (var some = this.tls.read(LARGEST_MESSAGE); some.length > 0; some = this.tls.read(LARGEST_MESSAGE)) {
                data.writeBytes(some);
            }
        } catch (WantReadException all) {
            // The rest comes with the next message.
        } finally {
            flush(); // the handshake's next step, or the alert that explains a failure
        }
        return data.toByteArray();
    }

    /** Sends data, after the handshake. */
    void send(byte[] data) throws TlsException {
        var source = ByteBuffer.wrap(data);
        while (source.hasRemaining()) {
            try {
                this.tls.write(source);
            } catch (WantWriteException full) {
                // The loop continues after the flush.
            }
            flush();
        }
    }

    private void flush() {
        while (this.tls.outgoingBytesBuffered() > 0) {
            this.transport.accept(this.tls.processOutgoing(LARGEST_MESSAGE));
        }
    }
}
// end::messages[]
