package io.unifiedtls.internal.engine;

import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.Side;

/** The engine of a client. */
public final class ClientEngine extends ObservedEngine {

    /**
     * Creates an engine over one of a library, in client mode, that asks for a server by name.
     *
     * @param verifiesAllKeys whether no server has a key that the library cannot verify and another one can
     */
    public ClientEngine(
            SSLEngine delegate,
            String implementation,
            Observer observer,
            Optional<String> serverName,
            boolean verifiesAllKeys) {
        super(delegate, new Handshake(Side.CLIENT, implementation, observer, verifiesAllKeys));
        handshake().requested(serverName);
    }
}
