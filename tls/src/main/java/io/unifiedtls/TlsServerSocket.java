package io.unifiedtls;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;

/** A TCP socket that accepts connections under TLS (PEP 748, "Socket"). Thread-safe. */
public interface TlsServerSocket extends Closeable {

    /**
     * Waits for a connection. Its handshake is done by the first read or write, or by {@link TlsSocket#doHandshake()},
     * so that a slow client holds up nobody but itself.
     *
     * @throws java.nio.channels.AsynchronousCloseException if another thread closes this socket meanwhile
     */
    TlsSocket accept() throws IOException;

    /** Returns the address that is listened on. */
    SocketAddress localAddress() throws IOException;
}
