package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream that writes to a socket. */
public final class SocketOutput extends OutputStream {

    private final WritableByteChannel socket;

    /** Creates a stream over a socket. */
    public SocketOutput(WritableByteChannel socket) {
        this.socket = socket;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        var bytes = ByteBuffer.wrap(source, offset, length);
        while (bytes.hasRemaining()) {
            this.socket.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
