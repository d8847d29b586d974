package io.unifiedtls;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * A TCP socket that accepts TLS connections (PEP 748, "Socket"). Thread-safe.
 *
 * <p>Blocking by default. To accept connections with a selector, make it {@linkplain #configureBlocking non-blocking}
 * and wait on {@link #selectableChannel()}.
 */
public interface TlsServerSocket extends Closeable {

    /**
     * Waits for a connection. The handshake takes place on the first read or write, or in
     * {@link TlsSocket#doHandshake()}, so that a slow client does not delay others. The accepted socket is blocking,
     * whatever this one is.
     *
     * @throws WantReadException if this socket is non-blocking and no connection is pending
     * @throws java.nio.channels.AsynchronousCloseException if another thread closes this socket
     */
    TlsSocket accept() throws IOException;

    /** Returns the address that this socket listens on. */
    SocketAddress localAddress() throws IOException;

    /** Sets whether {@link #accept()} blocks, which is the default. */
    void configureBlocking(boolean block) throws IOException;

    /** Returns the channel to wait on with a selector; it must not accept connections itself. */
    ServerSocketChannel selectableChannel();

    /** Returns the context of the next connection. */
    ServerContext context();

    /**
     * Sets the context of the connections accepted from now on. A connection keeps the context that it began with, even
     * if its handshake is still to come.
     *
     * <p>Not needed for renewed files: a {@linkplain ServerContext#reloadable() reloadable} context uses them from the
     * next connection on.
     */
    void setContext(ServerContext context);
}
