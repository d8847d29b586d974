package io.unifiedtls;

import java.security.cert.X509Certificate;
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

    /** Returns whether the handshake resumed a session; empty if the server's answer could not be read. */
    Optional<Boolean> resumed();

    /**
     * Returns the negotiated group for the key exchange, by its name in the IANA registry "TLS Supported Groups", such
     * as {@code X25519MLKEM768}; empty below TLS 1.3, whose ServerHello does not have it (RFC 8446, section 4.2.8).
     */
    Optional<String> group();

    /**
     * Returns what the client offered in its ClientHello; empty on a client, and if the ClientHello had more than 8
     * KiB.
     */
    Optional<ClientOffer> clientOffer();

    /** Returns the peer's DER certificate; empty if it did not send one. {@link CertificateDetails} parses it. */
    Optional<byte[]> peerCertificate();

    /**
     * Returns the DER certificates as sent by the peer, its own first; empty if it did not send any.
     *
     * <p>All but the first are unverified: the peer may send any. Rely on {@link #verifiedChain()} instead.
     */
    List<byte[]> peerCertificateChain();

    /**
     * Returns the certificates as sent by the peer, its own first; empty if it did not send any.
     *
     * <p>These are the certificates of {@link #peerCertificateChain()}, parsed. All but the first are unverified.
     */
    List<X509Certificate> peerCertificates();

    /**
     * Returns the verified chain as DER certificates, from the peer's own to the trusted CA certificate.
     *
     * <p>Empty if the peer has no certificate or was not verified, or if a resumed session no longer has it.
     */
    List<byte[]> verifiedChain();

    /**
     * Returns the channel binding of this type; empty if it is not defined for this connection, or the implementation
     * does not have it.
     */
    Optional<byte[]> channelBinding(ChannelBinding type);

    /**
     * Exports keying material, which both sides of this connection can derive and nobody else (RFC 5705; RFC 8446,
     * section 7.5). Both sides must specify the same label, context and length.
     *
     * @param label a registered label, or one that begins with {@code EXPERIMENTAL}, in ASCII
     * @param context what the material is for besides, up to 65535 bytes; an empty context is not the same as none in
     *     TLS 1.2
     * @param length the length of the material in bytes, from 1 to 8160
     * @return the material; empty before the handshake is complete, and after the connection is closed
     * @throws UnsupportedOperationException if the implementation does not support
     *     {@link TlsFeature#KEYING_MATERIAL_EXPORT}
     * @throws TlsException if the peer does not support the extended master secret (RFC 7627) in TLS 1.2, without which
     *     a man in the middle could have a connection with the same keys
     */
    Optional<byte[]> exportKeyingMaterial(String label, Optional<byte[]> context, int length) throws TlsException;
}
