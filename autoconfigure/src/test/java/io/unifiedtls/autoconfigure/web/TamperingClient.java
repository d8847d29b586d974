package io.unifiedtls.autoconfigure.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;

/** A client of the JDK that does TLS right, and whose records a test may change on their way. Not thread-safe. */
final class TamperingClient implements AutoCloseable {

    static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    // Well above what a server needs on a busy machine, and below its timeouts.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final Map<TlsVersion, ClientContext> CONTEXTS =
            Map.of(TlsVersion.TLSv1_2, context(TlsVersion.TLSv1_2), TlsVersion.TLSv1_3, context(TlsVersion.TLSv1_3));

    private final Socket socket;

    private final SSLEngine engine;

    /** What has come and was not decrypted yet. */
    private ByteBuffer received = NOTHING;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private boolean ended;

    private boolean begun;

    /**
     * How the server ended the connection.
     *
     * @param alert what it said, {@code close_notify} too
     * @param data what came before, decrypted
     * @param error what the client made of it where it could not be read
     */
    record Ending(Optional<AlertDescription> alert, String data, Optional<Exception> error) {}

    private TamperingClient(TlsServer server, ClientContext context) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        this.socket.setTcpNoDelay(true);
        this.engine = context.createEngine("www.example.com", server.port());
    }

    static TamperingClient connect(TlsServer server, TlsVersion version) throws IOException {
        return new TamperingClient(server, CONTEXTS.get(version));
    }

    private static ClientContext context(TlsVersion version) {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .build();
        try {
            return TlsImplementation.named("jsse").clientContext(configuration);
        } catch (ConfigurationException exception) {
            throw new IllegalStateException(exception);
        }
    }

    // ---- what is right

    /** Returns the records that the client has to send next, after it has read what it waits for; none at the end. */
    List<byte[]> flight() throws IOException {
        if (!this.begun) {
            this.begun = true;
            this.engine.beginHandshake();
        }
        var flight = new ByteArrayOutputStream();
        while (true) {
            switch (this.engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(NOTHING, flight);
                case NEED_TASK -> this.engine.getDelegatedTask().run();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (flight.size() > 0) {
                        return records(flight.toByteArray());
                    }
                    unwrap();
                }
                default -> {
                    return records(flight.toByteArray());
                }
            }
        }
    }

    /** Does what is left of the handshake as it has to be done. */
    void complete() throws IOException {
        for (var flight = flight(); !flight.isEmpty(); flight = flight()) {
            send(flight);
        }
    }

    /** Returns the records of these data. */
    List<byte[]> encrypted(byte[] plain) throws IOException {
        var records = new ByteArrayOutputStream();
        var source = ByteBuffer.wrap(plain);
        do {
            wrap(source, records);
        } while (source.hasRemaining());
        return records(records.toByteArray());
    }

    private void wrap(ByteBuffer source, ByteArrayOutputStream written) throws SSLException {
        var record = ByteBuffer.allocate(this.engine.getSession().getPacketBufferSize());
        this.engine.wrap(source, record);
        written.write(record.array(), 0, record.position());
    }

    private static List<byte[]> records(byte[] bytes) {
        var records = new ArrayList<byte[]>();
        for (int start = 0; start < bytes.length; ) {
            var length = 5 + ((bytes[start + 3] & 0xFF) << 8 | bytes[start + 4] & 0xFF);
            records.add(Arrays.copyOfRange(bytes, start, start + length));
            start += length;
        }
        return records;
    }

    // ---- what goes out

    void send(List<byte[]> records) throws IOException {
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
            this.socket.shutdownOutput();
            awaitEnd();
        }
    }

    /** Has both sides take new keys (RFC 8446, section 4.6.3). */
    void updateKeys() throws IOException {
        this.engine.beginHandshake();
        send(flight());
    }

    // ---- what comes in

    private SSLEngineResult unwrap() throws IOException {
        var plain = ByteBuffer.allocate(this.engine.getSession().getApplicationBufferSize());
        while (true) {
            var result = this.engine.unwrap(this.received, plain);
            this.data.write(plain.array(), 0, plain.position());
            if (result.getStatus() != Status.BUFFER_UNDERFLOW) {
                return result;
            }
            if (!receive()) {
                throw new SSLException("the server closed the connection without a word");
            }
        }
    }

    private boolean receive() throws IOException {
        var buffer = new byte[1 << 14];
        int length;
        try {
            this.socket.setSoTimeout((int) PATIENCE.toMillis());
            length = this.socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException open) {
            throw new IllegalStateException("the server has not closed the connection", open);
        } catch (IOException reset) {
            length = -1;
        }
        if (length < 0) {
            this.ended = true;
            return false;
        }
        this.received = ByteBuffer.allocate(this.received.remaining() + length)
                .put(this.received)
                .put(buffer, 0, length)
                .flip();
        return true;
    }

    /** Reads until the server closes the connection. */
    Ending end() {
        Optional<AlertDescription> alert = Optional.empty();
        Optional<Exception> error = Optional.empty();
        try {
            while (alert.isEmpty()) {
                if (this.engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                    this.engine.getDelegatedTask().run();
                } else if (this.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    wrap(NOTHING, new ByteArrayOutputStream());
                } else if (unwrap().getStatus() == Status.CLOSED) {
                    alert = Optional.of(AlertDescription.CLOSE_NOTIFY);
                }
            }
        } catch (TlsAlertException said) {
            alert = Optional.of(said.description());
        } catch (IOException unreadable) {
            error = Optional.of(unreadable);
        }
        awaitEnd();
        return new Ending(alert, this.data.toString(StandardCharsets.UTF_8), error);
    }

    private void awaitEnd() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!this.ended && receive()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the server does not come to an end");
                }
            }
        } catch (IOException gone) {
            this.ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
