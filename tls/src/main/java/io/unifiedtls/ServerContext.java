package io.unifiedtls;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;

import javax.net.ssl.SSLEngine;

/** A {@link TlsServerConfiguration} that is ready for use (PEP 748, "Context"). Immutable and thread-safe. */
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
     * Returns a context with other session ticket keys that is this one otherwise; nothing is read again.
     *
     * <p>To rotate keys, put a new one before the others in the context of every server, and use the new contexts for
     * new connections. What was resumable stays so as long as its key is among them.
     *
     * @param keys makes tickets under the first, and takes those that were made under any; the implementation makes its
     *     own if empty
     * @throws ConfigurationException if the implementation has no {@link TlsFeature#SESSION_TICKET_KEYS}
     */
    default ServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        throw new ConfigurationException(
                "the TLS implementation %s takes no session ticket keys; leave them out, or use another implementation"
                        .formatted(implementation().name()));
    }

    /**
     * Returns this context under a name, with a listener that is told of each handshake, in addition to those it has.
     *
     * <p>The two share everything else: sessions of one can be resumed on the other.
     */
    ServerContext observed(String contextName, HandshakeListener listener);
}
