package io.unifiedtls;

import java.util.List;
import java.util.Optional;

/**
 * A TLS connection (PEP 748, "Socket" and "Buffer").
 *
 * <p>The negotiated values are empty until the handshake is complete, and again after the connection is closed.
 */
public sealed interface TlsConnection permits TlsBuffer, TlsSocket {

    /** Returns the context that created this connection. */
    TlsContext context();

    /** Returns the negotiated cipher suite. */
    Optional<CipherSuite> cipher();

    /** Returns the negotiated ALPN protocol, if any. */
    Optional<NextProtocol> negotiatedProtocol();

    /** Returns the negotiated TLS version. */
    Optional<TlsVersion> negotiatedTlsVersion();

    /** Returns the peer's DER certificate; empty if it did not send one. {@link CertificateDetails} parses it. */
    Optional<byte[]> peerCertificate();

    /**
     * Returns the DER certificates as sent by the peer, its own first; empty if it did not send any.
     *
     * <p>All but the first are unverified: the peer may send any. Rely on {@link #verifiedChain()} instead.
     */
    List<byte[]> peerCertificateChain();

    /**
     * Returns the verified chain as DER certificates, from the peer's own to the trusted CA certificate.
     *
     * <p>Empty if the peer has no certificate or was not verified, or if a resumed session no longer has it.
     */
    List<byte[]> verifiedChain();

    /** Returns the channel binding of this type, if it is defined for this connection. */
    Optional<byte[]> channelBinding(ChannelBinding type);
}
