package io.unifiedtls;

import java.util.List;
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

    /** Returns the certificate of the peer in DER; empty if it sent none. {@link CertificateDetails} reads it. */
    Optional<byte[]> peerCertificate();

    /**
     * Returns the certificates in DER as the peer sent them, its own first; empty if it sent none.
     *
     * <p>The peer may have sent anything behind its own: rely on {@link #verifiedChain()}.
     */
    List<byte[]> peerCertificateChain();

    /**
     * Returns the certificates in DER over which the peer was verified: its own first, the trusted authority last.
     *
     * <p>Empty if the peer has none, or was not verified, or if a session was resumed that does not tell any more.
     */
    List<byte[]> verifiedChain();

    /** Returns the channel binding of this connection, if the type is defined for it. */
    Optional<byte[]> channelBinding(ChannelBinding type);
}
