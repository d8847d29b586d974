package io.unifiedtls;

import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * A configuration that is ready for use: its files have been read and checked (PEP 748, "Context").
 *
 * <p>Immutable and thread-safe; creates any number of connections.
 */
public sealed interface TlsContext permits ClientContext, ServerContext {

    /** Returns the TLS implementation of this context. */
    TlsImplementation implementation();

    /** Returns the loaded signing chains, in the configured order. */
    List<LoadedChain> loadedChains();

    /**
     * Returns the trusted certificates as DER, such as those of CAs; empty for a server without a trust store, which
     * does not verify clients. {@link CertificateDetails} parses them.
     */
    List<byte[]> trustedAuthorities();

    /**
     * Returns this context as an {@link SSLContext}, for libraries that accept one.
     *
     * <p>Its engines and sockets have the settings of this context. Their setters work as in {@code javax.net.ssl}, and
     * may widen these settings; the server's chain and host name are always verified, and the listeners also receive
     * the handshakes of sockets. A client context cannot create server sockets, nor a server context client sockets.
     */
    SSLContext sslContext();
}
