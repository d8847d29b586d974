package io.unifiedtls.autoconfigure.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.record.InvalidRecords;

/** A client of the JDK that does TLS right, and whose records a test may change on their way. Not thread-safe. */
final class TamperingClient implements AutoCloseable {

    static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;

    private final SSLEngine engine;

    /** What has come and was not decrypted yet. */
    private ByteBuffer received = NOTHING;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private boolean begun;

    /**
     * How the server ended the connection.
     *
     * @param alert what it said, {@code close_notify} too
     * @param data what came before, decrypted
     * @param error what the client made of it where it could not be read
     */
    record Ending(Optional<AlertDescription> alert, String data, Optional<Exception> error) {}

    private TamperingClient(TlsServer server, SSLEngine engine) throws IOException {
        this.wire = new Wire(server);
        this.engine = engine;
    }

    static TamperingClient connect(TlsServer server, TlsVersion version) throws IOException {
        return connect(server, ClientEngines.of(server, version));
    }

    static TamperingClient connect(TlsServer server, SSLEngine engine) throws IOException {
        return new TamperingClient(server, engine);
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
                        return Wire.records(flight.toByteArray());
                    }
                    unwrap();
                }
                default -> {
                    return Wire.records(flight.toByteArray());
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
        return Wire.records(records.toByteArray());
    }

    private void wrap(ByteBuffer source, ByteArrayOutputStream written) throws SSLException {
        var record = ByteBuffer.allocate(this.engine.getSession().getPacketBufferSize());
        this.engine.wrap(source, record);
        written.write(record.array(), 0, record.position());
    }

    /** Returns the records with which the client gives up, after it could not read something. */
    List<byte[]> refusal() throws IOException {
        try {
            this.engine.unwrap(
                    InvalidRecords.undecryptable(),
                    ByteBuffer.allocate(this.engine.getSession().getApplicationBufferSize()));
        } catch (SSLException expected) {
            return lastWords();
        }
        throw new IllegalStateException("the client has read what it cannot read");
    }

    /** Returns the records with which the client gives up, because it wants to. */
    List<byte[]> cancellation() throws IOException {
        this.engine.closeOutbound();
        return lastWords();
    }

    /** Returns the records that the client has still to send. */
    List<byte[]> lastWords() throws IOException {
        var records = new ByteArrayOutputStream();
        while (this.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(NOTHING, records);
        }
        return Wire.records(records.toByteArray());
    }

    // ---- what goes out

    void send(List<byte[]> records) {
        this.wire.send(records);
    }

    void send(byte[] bytes) {
        this.wire.send(bytes);
    }

    void drip(byte[] bytes) {
        this.wire.drip(bytes);
    }

    void sendEnd(boolean reset) throws IOException {
        this.wire.sendEnd(reset);
    }

    void sendHalfEnd() throws IOException {
        this.wire.sendHalfEnd();
    }

    /** Has both sides take new keys (RFC 8446, section 4.6.3); in TLS 1.2, asks for another handshake. */
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

    /** Waits for more to come, and returns whether there is any. */
    boolean receive() {
        var more = this.wire.receive();
        this.received = ByteBuffer.allocate(this.received.remaining() + more.length)
                .put(this.received)
                .put(more)
                .flip();
        return more.length > 0;
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
        } catch (IOException unreadable) {
            alert = said(unreadable);
            error = Optional.of(unreadable);
        }
        this.wire.awaitEnd();
        return new Ending(alert, this.data.toString(StandardCharsets.UTF_8), error);
    }

    /** Does the handshake and sends a request, and reads until the server closes the connection. */
    Ending request() throws IOException {
        try {
            complete();
        } catch (SSLException refused) {
            this.wire.awaitEnd();
            return new Ending(said(refused), "", Optional.of(refused));
        }
        send(encrypted(REQUEST));
        return end();
    }

    private static Optional<AlertDescription> said(IOException error) {
        if (error instanceof TlsAlertException alert) {
            return Optional.of(alert.description());
        }
        // the words of the JDK
        var alert = Pattern.compile("Received (?:fatal )?alert: (\\w+)").matcher(String.valueOf(error.getMessage()));
        return alert.find() ? AlertDescription.named(alert.group(1)) : Optional.empty();
    }

    /** Waits until the server closes the connection, when the client has no keys any more to read what it says. */
    void awaitEnd() {
        this.wire.awaitEnd();
    }

    boolean wasReset() {
        return this.wire.wasReset();
    }

    @Override
    public void close() throws IOException {
        this.wire.close();
    }
}
