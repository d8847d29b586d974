package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import java.util.function.IntSupplier;

/** A stream that reads from a socket. */
public final class SocketInput extends InputStream {

    private final ReadableByteChannel socket;

    private final IntSupplier available;

    /** Creates a stream that asks how much can be read without waiting. */
    public SocketInput(ReadableByteChannel socket, IntSupplier available) {
        this.socket = socket;
        this.available = available;
    }

    @Override
    public int read() throws IOException {
        var one = ByteBuffer.allocate(1);
        return (this.socket.read(one) < 0) ? -1 : one.get(0) & 0xFF;
    }

    @Override
    public int read(byte[] destination, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, destination.length);
        return (length == 0) ? 0 : this.socket.read(ByteBuffer.wrap(destination, offset, length));
    }

    @Override
    public int available() {
        return this.available.getAsInt();
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
