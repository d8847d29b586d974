package io.unifiedtls.internal.socket;

import java.nio.ByteBuffer;

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.internal.buffer.EngineBuffer;

/** Two buffers that have completed a TLS 1.3 handshake with each other; nothing is in flight between them. */
public record ConnectedBuffers(EngineBuffer client, EngineBuffer server) {

    private static final int FLIGHTS = 4;

    public static ConnectedBuffers of(SocketPeers peers) throws Exception {
        var client = peers.client(settings -> settings).createBuffer("localhost");
        var server = peers.server(settings -> settings).createBuffer();
        for (int flight = 0; flight < FLIGHTS; flight++) {
            handshake(client);
            transfer(client, server);
            handshake(server);
            transfer(server, client);
        }
        return new ConnectedBuffers((EngineBuffer) client, (EngineBuffer) server);
    }

    private static void handshake(TlsBuffer buffer) throws TlsException {
        try {
            buffer.doHandshake();
        } catch (WantReadException later) {
            // The other side is next.
        }
    }

    /** Moves all outgoing bytes of one buffer to the other one. */
    public static void transfer(TlsBuffer from, TlsBuffer to) throws TlsException {
        to.processIncoming(ByteBuffer.wrap(from.processOutgoing(Integer.MAX_VALUE)));
    }
}
