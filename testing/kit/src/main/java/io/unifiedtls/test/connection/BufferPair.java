package io.unifiedtls.test.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;

/**
 * Two {@link TlsBuffer}s, connected in memory: a connection without a network, on one thread.
 *
 * <pre>{@code
 * var pair = BufferPair.of(clientContext, "www.example.com", serverContext);
 * pair.handshake();
 * assertThat(pair.toServer("hello".getBytes(UTF_8))).asString().isEqualTo("hello");
 *
 * pair.cut();
 * assertThatExceptionOfType(RaggedEofException.class).isThrownBy(() -> pair.client().read(1));
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class BufferPair {

    /** Larger than what any of the methods here leaves outgoing at once. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final TlsBuffer client;

    private final TlsBuffer server;

    private final Wire toServer;

    private final Wire toClient;

    private int pieces = UNLIMITED;

    private BufferPair(TlsBuffer client, TlsBuffer server) {
        this.client = client;
        this.server = server;
        this.toServer = new Wire(client, server);
        this.toClient = new Wire(server, client);
    }

    /** Connects a new client buffer to a new server buffer. */
    public static BufferPair of(ClientContext client, String serverHostname, ServerContext server) {
        return of(client.createBuffer(serverHostname), server.createBuffer());
    }

    /** Connects two buffers. */
    public static BufferPair of(TlsBuffer client, TlsBuffer server) {
        return new BufferPair(client, server);
    }

    public TlsBuffer client() {
        return this.client;
    }

    public TlsBuffer server() {
        return this.server;
    }

    /** Limits the number of bytes transferred at a time from now on, so that records and messages arrive in pieces. */
    public BufferPair splitInto(int bytes) {
        this.pieces = bytes;
        return this;
    }

    /**
     * Transfers the outgoing data of each side to the other, or a piece of it. Data that the other side has no room for
     * is kept.
     *
     * @return whether there was data to transfer
     */
    public boolean pump() throws TlsException {
        return this.toServer.move(this.pieces) | this.toClient.move(this.pieces);
    }

    /**
     * Completes the handshake on both sides.
     *
     * @throws TlsException the error of the side that failed first; the other side has received the alert, and its
     *     error, if any, is suppressed in this one
     * @throws IllegalStateException if the two wait for each other
     */
    public void handshake() throws TlsException {
        var clientSide = new Party(this.client);
        var serverSide = new Party(this.server);
        Optional<TlsException> failure = Optional.empty();
        do {
            for (var party : new Party[] {clientSide, serverSide}) {
                failure = first(failure, party.goOn());
            }
            if (clientSide.done && serverSide.done) {
                break;
            }
        } while (pump());
        while (pump()) {
            // session tickets, and alerts
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!clientSide.done || !serverSide.done) {
            throw new IllegalStateException("the handshake is stuck: both sides wait for the other");
        }
    }

    private static Optional<TlsException> first(Optional<TlsException> failure, Optional<TlsException> next) {
        failure.ifPresent(first -> next.filter(other -> other != first).ifPresent(first::addSuppressed));
        return failure.or(() -> next);
    }

    /** One side of a handshake. */
    private static final class Party {

        private final TlsBuffer buffer;

        private boolean done;

        private Party(TlsBuffer buffer) {
            this.buffer = buffer;
        }

        private Optional<TlsException> goOn() {
            if (this.done) {
                return Optional.empty();
            }
            try {
                this.buffer.doHandshake();
                this.done = true;
            } catch (WantReadException | WantWriteException later) {
                // goes on when the other side has done its part
            } catch (TlsException failure) {
                this.done = true;
                return Optional.of(failure);
            }
            return Optional.empty();
        }
    }

    /**
     * Sends application data from the client, after the handshake, and returns the same amount as read by the server.
     */
    public byte[] toServer(byte[] data) throws TlsException {
        return transfer(this.client, this.server, data);
    }

    /**
     * Sends application data from the server, after the handshake, and returns the same amount as read by the client.
     */
    public byte[] toClient(byte[] data) throws TlsException {
        return transfer(this.server, this.client, data);
    }

    private byte[] transfer(TlsBuffer from, TlsBuffer to, byte[] data) throws TlsException {
        var source = ByteBuffer.wrap(data);
        var received = new ByteArrayOutputStream();
        while (received.size() < data.length) {
            var progress = write(from, source) | pump();
            var read = read(to, data.length - received.size());
            received.writeBytes(read);
            if (!progress && read.length == 0) {
                throw new IllegalStateException("only %d of %d bytes came".formatted(received.size(), data.length));
            }
        }
        return received.toByteArray();
    }

    private static boolean write(TlsBuffer to, ByteBuffer source) throws TlsException {
        try {
            return source.hasRemaining() && to.write(source) > 0;
        } catch (WantReadException | WantWriteException later) {
            return false;
        }
    }

    private static byte[] read(TlsBuffer from, int amount) throws TlsException {
        try {
            return from.read(amount);
        } catch (WantReadException later) {
            return new byte[0];
        }
    }

    /** Closes both sides in order: each sends {@code close_notify} and receives the other's. */
    public void close() throws TlsException {
        var clientClosed = false;
        var serverClosed = false;
        do {
            clientClosed = clientClosed || isShutDown(this.client);
            serverClosed = serverClosed || isShutDown(this.server);
        } while (pump());
        if (!clientClosed || !serverClosed) {
            throw new IllegalStateException("a close_notify is missing");
        }
    }

    private static boolean isShutDown(TlsBuffer buffer) throws TlsException {
        try {
            buffer.shutdown();
            return true;
        } catch (WantReadException later) {
            return false;
        }
    }

    /** Cuts the connection: outgoing data is lost, and both sides are notified of the end of the network. */
    public void cut() {
        truncate(0);
    }

    /** Transfers the first outgoing bytes of each side, discards the rest, and cuts the connection. */
    public void truncate(int bytes) {
        this.toServer.truncate(bytes);
        this.toClient.truncate(bytes);
    }

    /** One direction. */
    private static final class Wire {

        private final TlsBuffer from;

        private final TlsBuffer to;

        /** What there was no room for. */
        private byte[] refused = {};

        private boolean cut;

        private Wire(TlsBuffer from, TlsBuffer to) {
            this.from = from;
            this.to = to;
        }

        private boolean move(int atMost) throws TlsException {
            var bytes = (this.refused.length > 0)
                    ? this.refused
                    : this.from.processOutgoing(Math.min(atMost, this.from.outgoingBytesBuffered()));
            if (this.cut) {
                return false;
            }
            try {
                this.to.processIncoming(ByteBuffer.wrap(bytes));
                this.refused = new byte[0];
                return bytes.length > 0;
            } catch (WantReadException noRoom) {
                this.refused = bytes;
                return false;
            }
        }

        private void truncate(int bytes) {
            if (this.cut) {
                return;
            }
            this.cut = true;
            var left = ByteBuffer.allocate(this.refused.length + this.from.outgoingBytesBuffered());
            left.put(this.refused)
                    .put(this.from.processOutgoing(left.remaining()))
                    .flip();
            this.refused = new byte[0];
            try {
                this.to.processIncoming(left.limit(Math.min(bytes, left.limit())));
            } catch (TlsException noRoom) {
                throw new IllegalStateException("there is no room for what is let through; read first", noRoom);
            }
            this.to.processIncomingEof();
        }
    }
}
