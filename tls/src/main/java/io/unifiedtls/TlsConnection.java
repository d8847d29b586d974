package io.unifiedtls;

import java.util.Optional;

/**
 * What a TLS connection tells of itself (PEP 748, "Socket" and "Buffer").
 *
 * <p>What was negotiated is empty before the handshake is complete, and again once the connection is closed.
 */
public sealed interface TlsConnection permits TlsBuffer, TlsSocket {

    /** Returns the context that created this connection. */
    TlsContext context();

    /** Returns the negotiated cipher suite. */
    Optional<CipherSuite> cipher();

    /** Returns the application protocol that ALPN agreed on, if it did. */
    Optional<NextProtocol> negotiatedProtocol();

    /** Returns the negotiated version. */
    Optional<TlsVersion> negotiatedTlsVersion();

    /** Returns the certificate of the peer in DER; empty if it sent none. */
    Optional<byte[]> peerCertificate();
}
