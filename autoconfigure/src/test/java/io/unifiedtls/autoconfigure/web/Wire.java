package io.unifiedtls.autoconfigure.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The connection of a client whose records a test sees, and sends as it likes. Not thread-safe. */
final class Wire implements AutoCloseable {

    // Well above what a server needs on a busy machine, and below its timeouts.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    // Small: what is not read is soon felt by the server.
    private static final int RECEIVE_BUFFER = 1 << 16;

    private final Socket socket = new Socket();

    private boolean ended;

    private boolean reset;

    Wire(TlsServer server) throws IOException {
        this.socket.setTcpNoDelay(true);
        this.socket.setReceiveBufferSize(RECEIVE_BUFFER);
        this.socket.setSoTimeout((int) PATIENCE.toMillis());
        this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    /** Returns the records that these bytes are. */
    static List<byte[]> records(byte[] bytes) {
        var records = new ArrayList<byte[]>();
        for (int start = 0; start < bytes.length; ) {
            var length = 5 + ((bytes[start + 3] & 0xFF) << 8 | bytes[start + 4] & 0xFF);
            records.add(Arrays.copyOfRange(bytes, start, start + length));
            start += length;
        }
        return records;
    }

    /** Returns the same message with one byte of it in each record. */
    static List<byte[]> split(byte[] record) {
        var records = new ArrayList<byte[]>();
        for (byte one : Arrays.copyOfRange(record, 5, record.length)) {
            records.add(new byte[] {record[0], record[1], record[2], 0, 1, one});
        }
        return records;
    }

    void send(List<byte[]> records) {
        var all = new ByteArrayOutputStream();
        records.forEach(all::writeBytes);
        send(all.toByteArray());
    }

    /** Sends these bytes, unless the server has closed the connection already. */
    void send(byte[] bytes) {
        try {
            this.socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            // what the server said is still to be read
            this.reset = true;
        }
    }

    /** Sends these bytes one by one. */
    void drip(byte[] bytes) {
        for (byte one : bytes) {
            send(new byte[] {one});
        }
    }

    /** Ends the connection without a word, at once or after the server has read everything. */
    void sendEnd(boolean reset) throws IOException {
        if (reset) {
            this.socket.setSoLinger(true, 0);
            this.socket.close();
        } else {
            sendHalfEnd();
            awaitEnd();
        }
    }

    /** Says without a word that nothing more will come, and leaves it at that. */
    void sendHalfEnd() throws IOException {
        this.socket.shutdownOutput();
    }

    /** Returns what comes next, in whatever pieces; nothing if the server has closed the connection. */
    byte[] receive() {
        var buffer = new byte[1 << 14];
        int length;
        try {
            length = this.ended ? -1 : this.socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException open) {
            throw new IllegalStateException("the server has not closed the connection", open);
        } catch (IOException reset) {
            this.reset = true;
            length = -1;
        }
        this.ended = length < 0;
        return Arrays.copyOf(buffer, Math.max(length, 0));
    }

    /** Returns whether the connection was reset, and what was on its way may be lost. */
    boolean wasReset() {
        return this.reset;
    }

    /** Reads until the server closes the connection. */
    void awaitEnd() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (receive().length > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the server does not come to an end");
            }
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
