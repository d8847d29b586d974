package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.Side;

/** The engine of a client. */
public final class ClientEngine extends ObservedEngine {

    private final int port;

    /**
     * Creates an engine over one of a library, in client mode.
     *
     * @param host the host to verify; empty if only the engine of the library knows it
     * @param port the port of the server, as the caller gave it
     * @param serverName the name to ask for
     * @param verifiesAllKeys whether no server has a key that the library cannot verify and another one can
     * @param refused has a record with a fault, such that the library refuses it with the right alert
     */
    public ClientEngine(
            SSLEngine delegate,
            String implementation,
            Observer observer,
            ResumedPeers resumedPeers,
            Optional<String> host,
            int port,
            Optional<String> serverName,
            boolean verifiesAllKeys,
            Function<RecordHeader.Fault, ByteBuffer> refused) {
        super(
                delegate,
                new Handshake(Side.CLIENT, implementation, observer, resumedPeers, host, verifiesAllKeys),
                refused);
        this.port = port;
        handshake().requested(serverName);
    }

    @Override
    public int getPeerPort() {
        return this.port;
    }
}
