package io.unifiedtls.internal.context;

import io.unifiedtls.internal.engine.ServerHandshake;

/**
 * A context that creates the library's own engines, for a server that drives them directly instead of through a
 * {@code TlsEngine}. Each needs a handshake of the context beside it.
 */
public interface NativeEngineSource {

    /**
     * What a new connection needs, of one generation of the context.
     *
     * @param engines creates its engine
     * @param handshake its handshake
     */
    record Connection(ServerEngineFactory engines, ServerHandshake handshake) {}

    /** Returns what a new connection needs. */
    Connection connection();
}
