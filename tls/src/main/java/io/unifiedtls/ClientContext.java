package io.unifiedtls;

import java.io.IOException;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

/** A {@link TlsClientConfiguration} that is ready for use (PEP 748, "Context"). Immutable and thread-safe. */
public non-sealed interface ClientContext extends TlsContext {

    /** Returns the configuration that this context was created from. */
    TlsClientConfiguration configuration();

    /**
     * Connects to a server: TCP, the handshake, and the verification of the server, all or nothing.
     *
     * <p>The handshake may take 30 seconds; connecting by TCP takes as long as the operating system tries. An interrupt
     * ends either.
     *
     * @param host the host name or IP address of the server; that of IP version 6 may be in brackets
     * @throws TlsException if the handshake fails
     * @throws IOException if there is no connection
     */
    TlsSocket connect(String host, int port) throws IOException;

    /**
     * Returns a connection in memory.
     *
     * @param serverHostname the host name or IP address of the server; the handshake fails if it is null, since the
     *     server cannot be verified then
     */
    TlsBuffer createBuffer(@Nullable String serverHostname);

    /**
     * Returns an engine for one connection, in client mode, with every setting of the configuration.
     *
     * <p>The name is sent to the server, unless it is an IP address, and the server's certificate has to be for it (RFC
     * 9525).
     *
     * @param serverHostname the host name or IP address of the server
     * @param port the port of the server; sessions are resumed with the same name and port
     */
    SSLEngine createEngine(String serverHostname, int port);

    /**
     * Returns this context under a name, with a listener that is told of each handshake, in addition to those it has.
     *
     * <p>The two share everything else: sessions of one can be resumed on the other.
     */
    ClientContext observed(String contextName, HandshakeListener listener);
}
