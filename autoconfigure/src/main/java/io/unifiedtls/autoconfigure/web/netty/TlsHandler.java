package io.unifiedtls.autoconfigure.web.netty;

import io.unifiedtls.internal.engine.HandshakeReporter;

/** A handler of TLS whose handshake is observed. */
interface TlsHandler {

    /** Returns whether the client has sent anything at all. */
    boolean received();

    /**
     * Returns whether a connection whose handshake was completed is closed by somebody else than the handler itself.
     */
    boolean closing();

    /** Returns the reporter of the handshake. */
    HandshakeReporter reports();
}
