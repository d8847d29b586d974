package io.unifiedtls;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

import javax.net.ssl.SSLEngine;

/** A {@link TlsServerConfiguration} that is ready for use (PEP 748, "Context"). Immutable and thread-safe. */
public non-sealed interface ServerContext extends TlsContext {

    /** Returns the configuration that this context was created from. */
    TlsServerConfiguration configuration();

    /**
     * Listens for TCP connections.
     *
     * @param address the address to listen on; port 0 selects a free port
     * @param backlog the maximum number of pending connections
     */
    TlsServerSocket listen(SocketAddress address, int backlog) throws IOException;

    /**
     * Starts TLS on a TCP connection that already exists, such as one that was accepted without TLS, or after STARTTLS.
     * The handshake takes place on the first read or write, or in {@link TlsSocket#doHandshake()}.
     *
     * <p>The socket takes over the channel, which must not be used directly any more, and closes it; the channel stays
     * as blocking or non-blocking as it is. {@link TlsSocket#detach()} returns it.
     *
     * @param channel the connected channel
     * @throws IllegalArgumentException if the channel is not connected
     */
    TlsSocket secure(SocketChannel channel) throws IOException;

    /** Creates an in-memory connection. */
    TlsBuffer createBuffer();

    /**
     * Creates an engine for one connection, in server mode, with all settings of the configuration.
     *
     * <p>It selects the signing chain for the server name that the client requests, or rejects the client if so
     * configured.
     */
    SSLEngine createEngine();

    /**
     * Returns this context with other session ticket keys. Only the files of the keys are read.
     *
     * <p>To rotate keys, put a new key in front of the others on every server, and use the returned contexts for new
     * connections. A session can be resumed as long as its key is in the list.
     *
     * @param keys the keys; new tickets are encrypted with the first, and tickets encrypted with any are accepted. If
     *     empty, the implementation generates its own
     * @throws ConfigurationException if the implementation does not support {@link TlsFeature#SESSION_TICKET_KEYS}, or
     *     a key cannot be read
     */
    default ServerContext withSessionTicketKeys(List<SessionTicketKey> keys) throws ConfigurationException {
        throw new ConfigurationException(
                "TLS implementation %s does not support session ticket keys; remove them, or use another implementation"
                        .formatted(implementation().name()));
    }

    /**
     * Returns this context with a name and an additional listener, which receives the events of each handshake.
     *
     * <p>The contexts share everything else; sessions of one can be resumed on the other.
     */
    ServerContext observed(String contextName, HandshakeListener listener);

    /**
     * Returns this context as one whose files can be read again.
     *
     * <p>It begins with what this context has loaded, and shares its sessions and listeners.
     *
     * @throws UnsupportedOperationException if the context cannot be reloaded, such as one of another implementation
     */
    default ReloadableServerContext reloadable() {
        throw new UnsupportedOperationException(
                "contexts of the TLS implementation %s cannot be reloaded; create another one"
                        .formatted(implementation().name()));
    }
}
