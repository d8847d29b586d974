package io.unifiedtls.internal.context;

import io.unifiedtls.internal.engine.ServerHandshake;

/**
 * A context that creates the library's own engines, for a server that drives them directly instead of through a
 * {@code TlsEngine}. Each needs a handshake of the context beside it.
 */
public interface NativeEngineSource {

    /** Returns what makes the engines. */
    ServerEngineFactory engines();

    /** Returns the handshake of a new connection. */
    ServerHandshake handshake();
}
