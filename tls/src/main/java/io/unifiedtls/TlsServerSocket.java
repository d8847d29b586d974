package io.unifiedtls;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;

/** A TCP socket that accepts TLS connections (PEP 748, "Socket"). Thread-safe. */
public interface TlsServerSocket extends Closeable {

    /**
     * Waits for a connection. The handshake takes place on the first read or write, or in
     * {@link TlsSocket#doHandshake()}, so that a slow client does not delay others.
     *
     * @throws java.nio.channels.AsynchronousCloseException if another thread closes this socket
     */
    TlsSocket accept() throws IOException;

    /** Returns the address that this socket listens on. */
    SocketAddress localAddress() throws IOException;
}
