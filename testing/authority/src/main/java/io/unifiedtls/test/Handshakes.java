package io.unifiedtls.test;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Connects two engines in memory. */
public final class Handshakes {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private Handshakes() {}

    /**
     * Completes the handshake, including the messages that follow it.
     *
     * @throws SSLException the error of the side that failed first; the other side has received its alert
     */
    public static void complete(SSLEngine client, SSLEngine server) throws SSLException {
        var toServer = ByteBuffer.allocate(1 << 17);
        var toClient = ByteBuffer.allocate(1 << 17);
        client.beginHandshake();
        server.beginHandshake();
        SSLException failure = null;
        for (int idle = 0; idle < 3; ) {
            var before = toServer.position() + toClient.position();
            try {
                var progress = step(client, toClient, toServer) | step(server, toServer, toClient);
                idle = progress ? 0 : idle + 1;
            } catch (SSLException e) {
                if (failure != null) {
                    failure.addSuppressed(e);
                    throw failure;
                }
                failure = e;
                idle = (before == toServer.position() + toClient.position()) ? idle + 1 : 0;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Sends data after the handshake, along with any pending messages, and returns the data received. */
    public static byte[] send(SSLEngine from, byte[] data, SSLEngine to) throws SSLException {
        var network = ByteBuffer.allocate(1 << 17);
        var arrived = ByteBuffer.allocate(1 << 17);
        var source = ByteBuffer.wrap(data);
        while (source.hasRemaining()) {
            from.wrap(source, network);
        }
        network.flip();
        while (network.hasRemaining()) {
            to.unwrap(network, arrived);
            runTasks(to);
        }
        var bytes = new byte[arrived.flip().remaining()];
        arrived.get(bytes);
        return bytes;
    }

    private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        var progress = false;
        for (SSLEngineResult result = wrap(engine, out); moved(result); result = wrap(engine, out)) {
            progress = true;
        }
        in.flip();
        try {
            if (in.hasRemaining()) {
                progress |= moved(unwrap(engine, in));
            }
        } finally {
            in.compact();
        }
        return progress;
    }

    private static boolean moved(SSLEngineResult result) {
        return result.bytesProduced() > 0
                || result.bytesConsumed() > 0
                || result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }

    private static SSLEngineResult wrap(SSLEngine engine, ByteBuffer out) throws SSLException {
        var result = engine.wrap(NOTHING, out);
        runTasks(engine);
        return result;
    }

    private static SSLEngineResult unwrap(SSLEngine engine, ByteBuffer in) throws SSLException {
        var result = engine.unwrap(in, ByteBuffer.allocate(1 << 15));
        runTasks(engine);
        return result;
    }

    private static void runTasks(SSLEngine engine) {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
