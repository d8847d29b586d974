package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

import io.unifiedtls.TlsSocket;

/** A stream that reads from a socket. */
final class SocketInput extends InputStream {

    private final TlsSocket socket;

    SocketInput(TlsSocket socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] destination, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, destination.length);
        return this.socket.read(ByteBuffer.wrap(destination, offset, length));
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
