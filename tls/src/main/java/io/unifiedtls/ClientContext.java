package io.unifiedtls;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

/** A {@link TlsClientConfiguration} that is ready for use (PEP 748, "Context"). Immutable and thread-safe. */
public non-sealed interface ClientContext extends TlsContext {

    /** Returns the configuration that this context was created from. */
    TlsClientConfiguration configuration();

    /**
     * Connects to a server over TCP, completes the handshake and verifies the server. If anything fails, the connection
     * is closed.
     *
     * <p>The handshake times out after 30 seconds; the TCP connect timeout is the operating system's. Both can be
     * interrupted. {@link #connect(ConnectTarget)} has settings for this.
     *
     * @param host the server's host name or IP address; an IPv6 address may be in brackets
     * @throws TlsException if the handshake fails
     * @throws IOException if the connection fails
     */
    TlsSocket connect(String host, int port) throws IOException;

    /**
     * Connects to a server over TCP, completes the handshake and verifies the server, unless the target defers this. If
     * anything fails, the connection is closed.
     *
     * @throws java.net.SocketTimeoutException if a time limit of the target expires
     * @throws TlsException if the handshake fails
     * @throws IOException if the connection fails
     */
    TlsSocket connect(ConnectTarget target) throws IOException;

    /**
     * Starts TLS on a TCP connection that already exists, such as after STARTTLS. The handshake takes place on the
     * first read or write, or in {@link TlsSocket#doHandshake()}, and fails if the server's certificate does not match
     * the name.
     *
     * <p>The socket takes over the channel, which must not be used directly any more, and closes it; the channel stays
     * as blocking or non-blocking as it is, and keeps its options; TCP_NODELAY is recommended.
     * {@link TlsSocket#detach()} returns it. What was read from the channel before is not part of the TLS connection:
     * read the server's answer to STARTTLS, and nothing after it.
     *
     * @param channel the connected channel
     * @param serverName the server's host name or IP address, to be sent to it (SNI) and verified
     * @throws IllegalArgumentException if the channel is not connected, or the name is not valid
     */
    TlsSocket secure(SocketChannel channel, String serverName) throws IOException;

    /**
     * Creates an in-memory connection.
     *
     * @param serverHostname the server's host name or IP address; if null, the server cannot be verified and the
     *     handshake fails
     */
    TlsBuffer createBuffer(@Nullable String serverHostname);

    /**
     * Creates an engine for one connection, in client mode, with all settings of the configuration.
     *
     * <p>The name is sent to the server (SNI) unless it is an IP address, and the server's certificate must match it
     * (RFC 9525).
     *
     * @param serverHostname the server's host name or IP address
     * @param port the server's port; sessions are resumed for the same name and port
     */
    SSLEngine createEngine(String serverHostname, int port);

    /**
     * Returns this context with a name and an additional listener, which receives the events of each handshake.
     *
     * <p>The contexts share everything else; sessions of one can be resumed on the other.
     */
    ClientContext observed(String contextName, HandshakeListener listener);

    /**
     * Returns this context as one whose files can be read again.
     *
     * <p>It begins with what this context has loaded, and shares its sessions and listeners.
     *
     * @throws UnsupportedOperationException if the context cannot be reloaded, such as one of another implementation
     */
    default ReloadableClientContext reloadable() {
        throw new UnsupportedOperationException(
                "contexts of the TLS implementation %s cannot be reloaded; create another one"
                        .formatted(implementation().name()));
    }
}
