package io.unifiedtls;

/**
 * What not every implementation can do. A configuration that asks for something that is missing is refused by
 * {@link TlsImplementation#validate}; what no configuration asks for is documented here.
 */
public enum TlsFeature {
    /** Makes contexts for clients. */
    CLIENTS,

    /** Makes contexts for servers. */
    SERVERS,

    /**
     * Restricts and orders the cipher suites of TLS 1.3. Without it a configuration may name none of them; TLS 1.3 is
     * then offered with the suites of the implementation, in its order, if the configuration names no cipher suite at
     * all, or TLS 1.3 as its highest version.
     */
    TLS_1_3_CIPHER_SELECTION,

    /** Has application protocols whose names are not ASCII. */
    BINARY_INNER_PROTOCOLS,

    /** Proves an identity with Ed25519 and Ed448 keys (RFC 8032); without it no context can be created with one. */
    EDWARDS_KEYS,

    /**
     * Verifies peers with keys of every kind that the JDK's TLS library verifies. Without it only RSA keys and EC keys
     * on P-256 and P-384 are supported; RSASSA-PSS, Ed25519, Ed448 and P-521 are not: a client with such a key sends no
     * certificate, and a handshake with such a server fails. {@link TlsImplementation#choose} takes an implementation
     * without it only if no such peer is to be expected.
     */
    ALL_PEER_KEYS,

    /**
     * Sends the host name of every server (SNI; RFC 6066, section 3). Without it a name without a dot, other than
     * {@code localhost}, is not sent, so that a server with several certificates may present another one; each such
     * name is logged once for each context. {@link TlsImplementation#choose} skips an implementation without it for
     * clients.
     */
    ALL_SERVER_NAMES,

    /**
     * Resumes a session only under the server name that it was made under (RFC 6066, section 3). Without it a server
     * resumes it under the names of its other certificates too, so that the client does not see those.
     * {@link TlsImplementation#choose} skips an implementation without it for servers with several certificate chains.
     */
    SESSIONS_BY_SERVER_NAME,

    /**
     * Knows certificates, keys and trust stores by an id: a PKCS#11 URI (RFC 7512) or the alias of a key store entry.
     */
    MATERIAL_IDS,

    /**
     * Takes the keys of session tickets from the configuration of a server, so that several servers can resume each
     * other's sessions; without it a server makes keys of its own.
     */
    SESSION_TICKET_KEYS,

    /** Staples a response of OCSP that it is given to the certificate of a server (RFC 6066, section 8). */
    OCSP_STAPLING,

    /** Resumes sessions of TLS 1.3; without it every handshake of TLS 1.3 is a full one. */
    TLS_1_3_RESUMPTION,

    /**
     * Writes on in TLS 1.3 after the peer's {@code close_notify} (RFC 8446, section 6.1); without it that is answered
     * at once, and closes both directions.
     */
    HALF_CLOSE,

    /**
     * Sees the peer's {@code close_notify} after its own. Without it a connection is closed as soon as its own
     * {@code close_notify} is on its way, and what the peer still sends is lost unnoticed.
     */
    CLOSE_CONFIRMATION
}
