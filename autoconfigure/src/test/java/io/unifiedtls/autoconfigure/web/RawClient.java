package io.unifiedtls.autoconfigure.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;

import javax.net.ssl.SSLContext;

/** A client that sends any bytes. Not thread-safe. */
final class RawClient implements AutoCloseable {

    // Well above every timeout in the tests: a server that has not closed by then never will.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Socket socket;

    RawClient(TlsServer server) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        this.socket.setTcpNoDelay(true);
    }

    /** Returns the one record that a client begins with. */
    static byte[] clientHello() throws IOException {
        try {
            var engine = SSLContext.getDefault().createSSLEngine("www.example.com", 443);
            engine.setUseClientMode(true);
            var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            return Arrays.copyOf(record.array(), record.position());
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    static byte[] firstHalf(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    void send(byte[] bytes) throws IOException {
        this.socket.getOutputStream().write(bytes);
    }

    /** Sends these bytes one by one, for as long as the server takes them. */
    void drip(byte[] bytes, Duration pause) throws IOException {
        var begin = System.nanoTime();
        this.socket.setSoTimeout((int) pause.toMillis());
        for (byte one : bytes) {
            try {
                send(new byte[] {one});
                if (this.socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException open) {
                // the server has closed nothing and said nothing
            } catch (IOException closed) {
                break;
            }
            if (since(begin).compareTo(PATIENCE) > 0) {
                break;
            }
        }
    }

    /** Returns the first byte of what the server sends, -1 if it closes the connection instead. */
    int read() throws IOException {
        this.socket.setSoTimeout((int) PATIENCE.toMillis());
        try {
            return this.socket.getInputStream().read();
        } catch (SocketTimeoutException open) {
            throw new IllegalStateException("the server has not answered", open);
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Returns what the server sends until it closes the connection. */
    byte[] readToEnd() throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var received = new ByteArrayOutputStream();
        var input = this.socket.getInputStream();
        var buffer = new byte[4096];
        for (; ; ) {
            this.socket.setSoTimeout(Math.max(1, (int) ((deadline - System.nanoTime()) / 1_000_000)));
            int length;
            try {
                length = input.read(buffer);
            } catch (SocketTimeoutException open) {
                throw new IllegalStateException("the server has not closed the connection", open);
            } catch (IOException reset) {
                return received.toByteArray();
            }
            if (length < 0) {
                return received.toByteArray();
            }
            received.write(buffer, 0, length);
        }
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
