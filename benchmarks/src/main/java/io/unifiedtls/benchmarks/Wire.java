package io.unifiedtls.benchmarks;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Joins two engines in memory, with buffers that are used again for the next two. Not thread-safe. */
public final class Wire {

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private static final ByteBuffer ANSWER = ByteBuffer.allocateDirect(1);

    /** A handshake that takes more steps than this goes round in circles. */
    private static final int MOST_STEPS = 50;

    private final ByteBuffer toServer = ByteBuffer.allocateDirect(1 << 16);

    private final ByteBuffer toClient = ByteBuffer.allocateDirect(1 << 16);

    private final ByteBuffer plaintext = ByteBuffer.allocateDirect(1 << 16);

    /**
     * Completes a handshake, with the session tickets and one byte of an answer that follow it.
     *
     * @return how many bytes the server sent until the client was done: fewer if a session was resumed
     */
    public int handshake(SSLEngine client, SSLEngine server) throws SSLException {
        this.toServer.clear();
        this.toClient.clear();
        client.beginHandshake();
        server.beginHandshake();
        var clientDone = false;
        var serverDone = false;
        var fromServer = 0;
        for (int steps = 0; !(clientDone && serverDone); steps++) {
            if (steps == MOST_STEPS) {
                throw new IllegalStateException("the handshake does not end: client %s, server %s"
                        .formatted(client.getHandshakeStatus(), server.getHandshakeStatus()));
            }
            if (!clientDone) {
                fromServer += this.toClient.position();
                clientDone = step(client, this.toClient, this.toServer);
                fromServer -= this.toClient.position();
            }
            if (!serverDone) {
                serverDone = step(server, this.toServer, this.toClient);
            }
        }
        // BoringSSL sends its session tickets with the first answer.
        server.wrap(ANSWER.rewind(), this.toClient);
        deliver(server, this.toClient, client);
        return fromServer;
    }

    /** Lets an engine do what it can, and returns whether its handshake is done. */
    private boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        in.flip();
        try {
            while (true) {
                var status = engine.getHandshakeStatus();
                var result = switch (status) {
                    case NEED_TASK -> {
                        engine.getDelegatedTask().run();
                        yield null;
                    }
                    case NEED_WRAP -> engine.wrap(NOTHING, out);
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> engine.unwrap(in, this.plaintext.clear());
                    case FINISHED, NOT_HANDSHAKING -> {
                        yield null;
                    }
                };
                if (result == null) {
                    if (status == HandshakeStatus.NOT_HANDSHAKING) {
                        return true;
                    }
                } else if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                    return true;
                } else if (result.bytesConsumed() == 0 && result.bytesProduced() == 0 && !hasTurned(status, result)) {
                    return false;
                }
            }
        } finally {
            in.compact();
        }
    }

    private static boolean hasTurned(HandshakeStatus before, SSLEngineResult result) {
        return result.getHandshakeStatus() != before;
    }

    /** Passes on what an engine has to say of its own. */
    private void deliver(SSLEngine from, ByteBuffer wire, SSLEngine to) throws SSLException {
        while (from.wrap(NOTHING, wire).bytesProduced() > 0) {
            // until it has said everything
        }
        wire.flip();
        while (wire.hasRemaining()) {
            if (to.unwrap(wire, this.plaintext.clear()).bytesConsumed() == 0) {
                break;
            }
        }
        wire.compact();
    }

    /** Returns how many bytes an engine puts into one record at most: 16 KiB, or a little less. */
    static int largestRecord(SSLEngine client) throws SSLException {
        var tooMany = ByteBuffer.allocateDirect((1 << 14) + 1);
        var network = ByteBuffer.allocateDirect(1 << 16);
        return client.wrap(tooMany, network).bytesConsumed();
    }

    /** Sends data from client to server as one record. */
    void send(SSLEngine client, ByteBuffer data, SSLEngine server) throws SSLException {
        client.wrap(data.rewind(), this.toServer.clear());
        server.unwrap(this.toServer.flip(), this.plaintext.clear());
        if (this.plaintext.position() != data.limit()) {
            throw new IllegalStateException("only %d bytes arrived".formatted(this.plaintext.position()));
        }
    }

    /** Closes both ends, and frees what they hold. */
    public void close(SSLEngine client, SSLEngine server) throws SSLException {
        this.toServer.clear();
        this.toClient.clear();
        client.closeOutbound();
        deliver(client, this.toServer, server);
        server.closeOutbound();
        deliver(server, this.toClient, client);
        Engines.release(client);
        Engines.release(server);
    }
}
