package io.unifiedtls;

import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * A configuration that is ready for use: its files were read and checked (PEP 748, "Context").
 *
 * <p>Immutable and thread-safe; makes any number of connections.
 */
public sealed interface TlsContext permits ClientContext, ServerContext {

    /** Returns the implementation that carries the connections out. */
    TlsImplementation implementation();

    /** Returns the signing chains as they were loaded, in the order configured. */
    List<LoadedChain> loadedChains();

    /**
     * Returns this context in the form that the JVM's own libraries take.
     *
     * <p>What it creates has the settings of this context from the start, and keeps its checks: a setter of the engine
     * or socket that would widen them has the meaning it has in {@code javax.net.ssl}. The chain and the host name of a
     * server are verified whatever is set, and the listeners are told of the handshakes of its sockets too. A context
     * has one side: its sockets refuse to be those of the other.
     */
    SSLContext sslContext();
}
