package io.unifiedtls.internal.context;

import io.unifiedtls.internal.engine.ServerHandshake;

/**
 * A context that gives away the engines of its library as they are, to a server that drives them better than through an
 * engine around them. Each needs a handshake of the context beside it.
 */
public interface NativeEngineSource {

    /** Returns what makes the engines. */
    ServerEngineFactory engines();

    /** Returns the handshake of a new connection. */
    ServerHandshake handshake();
}
