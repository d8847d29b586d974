package io.unifiedtls;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;

import javax.net.ssl.SSLEngine;

/**
 * A {@link TlsServerConfiguration} that is ready for use (PEP 748, "Context"). Thread-safe, and immutable but for its
 * session ticket keys.
 */
public non-sealed interface ServerContext extends TlsContext {

    /** Returns the configuration that this context was created from. */
    TlsServerConfiguration configuration();

    /**
     * Listens for connections by TCP.
     *
     * @param address the address to listen on; port 0 is any free one
     * @param backlog how many connections may wait to be accepted
     */
    TlsServerSocket listen(SocketAddress address, int backlog) throws IOException;

    /** Returns a connection in memory. */
    TlsBuffer createBuffer();

    /**
     * Returns an engine for one connection, in server mode, with every setting of the configuration.
     *
     * <p>It reads the name that the client asks for, serves the signing chain that suits, and rejects the client where
     * the configuration says so.
     */
    SSLEngine createEngine();

    /**
     * Replaces the keys of session tickets for all handshakes from now on, here and in every context that shares its
     * sessions: the first one makes tickets, and all of them are taken. Nothing else of a context ever changes.
     *
     * @throws IllegalArgumentException if there is none
     * @throws UnsupportedOperationException if the implementation has no {@link TlsFeature#SESSION_TICKET_KEYS}
     */
    default void replaceSessionTicketKeys(List<SessionTicketKey> keys) {
        throw new UnsupportedOperationException("the TLS implementation %s takes no session ticket keys"
                .formatted(implementation().name()));
    }

    /**
     * Returns this context under a name, with a listener that is told of each handshake, in addition to those it has.
     *
     * <p>The two share everything else: sessions of one can be resumed on the other.
     */
    ServerContext observed(String contextName, HandshakeListener listener);
}
